"""Which terms are propositions and which variables are numbers, told from how they look."""

from __future__ import annotations

from collections.abc import Mapping

from tools.metrics.terms import APPLICATION, FALSE, TRUE, Node, Term, Var, variables
from tools.metrics.unfolding import unfold

_RELATIONS = frozenset("=≠≤<≥>∈∉⊆⊂∣↔∧∨¬∃≡≈∼≃⊇⊃") | {"∃!"}
_NO_STATEMENTS = frozenset(
    {
        "Nat", "Int", "Bool", "Unit", "String", "Char", "Fin", "List", "Option", "Array",
        "Prod", "Sum", "Subtype", "Set", "Finset", "Multiset", "Rat", "Real", "Complex", "ℕ",
        "ℤ", "ℚ", "ℝ", "ℂ", "Type", "Sort", "Prop", "×", "⊕", "{//", "⟨", "[", "fun", "Σ",
    }
)  # fmt: skip
"""Heads of types that are no statements, though they have arguments."""
WHOLE = frozenset({"Nat", "Int", "ℕ", "ℤ"})
NATURAL = frozenset({"Nat", "ℕ"})
LINEAR = WHOLE | {"Rat", "Real", "ℚ", "ℝ"}
_NUMBERS = LINEAR | {"Float", "Complex", "ℂ"}
_GENERIC = ""
"""For a type that is a variable."""
Kinds = Mapping[str, Node]
"""The types of variables by their ids, as far as they are known."""


def is_statement(kind: Node, kinds: Kinds) -> bool:
    """Whether a type is a proposition; a lone constant counts as a type of data."""
    kind = unfold(kind)
    if isinstance(kind, Term):
        if kind.head == "∀" and kind.binds:
            return is_statement(kind.args[0], kinds)
        if kind.head == "→" and len(kind.args) == 2:
            return is_statement(kind.args[1], kinds)
    if is_surely_statement(kind, kinds):
        return True
    if isinstance(kind, Var) or kind.head in _NO_STATEMENTS or kind.head[:1].isdigit():
        return False
    return kind.head not in (APPLICATION, "→", "∀") and bool(kind.args) and kind.head != "…"


def is_surely_statement(term: Node, kinds: Kinds) -> bool:
    """Whether a term is a proposition by its notation, or by the type of its variable."""
    term = unfold(term)
    if isinstance(term, Term):
        if term in (TRUE, FALSE) or (term.head in _RELATIONS and term.args):
            return True
        if term.head == "∀" and term.binds:
            return is_surely_statement(term.args[0], kinds)
        if term.head == "→" and len(term.args) == 2:
            return is_surely_statement(term.args[1], kinds)
        if term.head != APPLICATION:
            return False
        term = term.args[0]
    return isinstance(term, Var) and term.id in kinds and _value_type(kinds[term.id]) == "Prop"


def is_about(node: Node, types: frozenset[str], kinds: Kinds) -> bool:
    """Whether the numbers that a term speaks of are of these types, as far as that can be told."""
    found = {_value_type(kinds[name]) for name in variables(node) if name in kinds}
    return bool(found & types) and not found & (_NUMBERS - types) and _GENERIC not in found


def _value_type(kind: Node) -> str:
    """The head of a type, or of what its functions give."""
    while isinstance(kind, Term) and kind.head in ("→", "∀") and kind.args:
        kind = kind.args[0] if kind.binds else kind.args[-1]
    return kind.head if isinstance(kind, Term) else _GENERIC
