"""The form in which statements that say the same, up to logic and cheap unfolding, are equal.

Negation stands before atoms only and implications are disjunctions, so that contraposition, `¬¬p`,
`p → q → r` and `p ∧ q → r`, `∃ x, p` and `¬∀ x, ¬p` are told to be the same. What adds nothing is
gone: `True`, `False`, repetition, binders that bind nothing, a variable that an equation fixes.
Relations are read in one direction, and over numbers `a < b` is `a + 1 ≤ b`. This is classical
logic, and no more of it than can be seen without a search: two statements may be equivalent and
yet have different forms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tools.metrics.clauses import clausal
from tools.metrics.formulas import UNKNOWN
from tools.metrics.kinds import LINEAR, NATURAL, WHOLE, is_about, is_statement, is_surely_statement
from tools.metrics.sums import number, sum_of, tidy, without_casts, without_common
from tools.metrics.terms import FALSE, TRUE, Node, Term, Var, key, substitute, variables
from tools.metrics.unfolding import ONE, unfold

_ORDERS = frozenset({"≤", "<"})
_REFLEXIVE = frozenset({"=", "≤", "⊆", "∣", "≡", "≈"})
_ZERO = Term("0")
_CONNECTIVES = frozenset({"∧", "∨", "¬", "→", "↔", "∀", "∃"})
_SUM_AS_IT_STANDS = "+."
_BOOLEANS = {"true": TRUE, "false": FALSE}
_CONSTRUCTORS = frozenset({"⟨", "::", "some", "Option.some", "Sum.inl", "Sum.inr"})
_DECIDED = {"==": "=", "≤?": "≤", "<?": "<"}


class Statements:
    """Reads terms as statements, given the types of variables (which it adds to)."""

    def __init__(self, kinds: dict[str, Node], *, calculates: bool = True) -> None:
        """Without ``calculates`` sums are left as they stand."""
        self._kinds = kinds
        self._calculates = calculates

    def read(self, node: Node, holds: bool = True) -> Node:
        """The form of a statement, or of its negation."""
        node = unfold(node)
        if isinstance(node, Var):
            return node if holds else Term("¬", (node,))
        match node.head, node.args:
            case "True", ():
                return TRUE if holds else FALSE
            case "False", ():
                return FALSE if holds else TRUE
            case "¬", (inner,):
                return self.read(inner, not holds)
            case (("∧" | "∨"), (_, *_)):
                head = node.head if holds else _dual(node.head)
                return joined(head, [self.read(arg, holds) for arg in node.args])
            case "→", (premise, conclusion):
                if not is_statement(premise, self._kinds):
                    return self.read(conclusion, holds)
                parts = [self.read(premise, not holds), self.read(conclusion, holds)]
                return joined("∨" if holds else "∧", parts)
            case (("∀" | "∃"), (body, kind, *_)):
                return self._quantified(node, body, kind, holds)
            case "↔", (left, right):
                return self._equivalent(left, right, holds)
            case (("ite" | "cond"), (condition, yes, no)):
                first = Term("∨", (Term("¬", (condition,)), yes))
                return self.read(Term("∧", (first, Term("∨", (condition, no)))), holds)
            case "=", (left, right):
                return self._equal(left, right, holds)
            case (("≤" | "<"), (left, right)):
                left, right = without_casts(unfold(left), unfold(right))
                return self._ordered(node.head, self.value(left), self.value(right), holds)
            case "Nonempty", (Term("{//") as inner,) if inner.binds:
                return self.read(Term("∃", inner.args, inner.binds), holds)
            case "Nonempty", (inner,) if is_surely_statement(inner, self._kinds):
                return self.read(inner, holds)
        atom = self._inside(node)
        if len(atom.args) == 2 and atom.head in _REFLEXIVE and _equal(*atom.args):
            return TRUE if holds else FALSE
        return atom if holds else Term("¬", (atom,))

    def value(self, node: Node) -> Node:
        """A term that is no statement, or one within a term, in its form."""
        node = unfold(node)
        if is_surely_statement(node, self._kinds):
            return clausal(self.read(node))
        if isinstance(node, Var):
            return node
        inside = self._inside(node)
        return tidy(inside, self._kinds) if self._calculates else inside

    def _inside(self, node: Term) -> Term:
        if node.binds:
            self._kinds.update(zip(node.binds, node.args[1:], strict=False))
        # A sum that is not calculated with is not swapped either.
        head = _SUM_AS_IT_STANDS if node.head == "+" and not self._calculates else node.head
        return Term(head, tuple(self.value(arg) for arg in node.args), node.binds)

    def _quantified(self, node: Term, body: Node, kind: Node, holds: bool) -> Node:
        (name,) = node.binds[:1]
        if kind != UNKNOWN and is_statement(kind, self._kinds):
            outer = "→" if node.head == "∀" else "∧"
            return self.read(Term(outer, (kind, body)), holds)
        if kind != UNKNOWN:
            self._kinds[name] = kind
        head = node.head if holds else {"∀": "∃", "∃": "∀"}[node.head]
        is_choice = kind in (UNKNOWN, Term("Prop")) and name in variables(body)
        if is_choice and not _is_applied(name, body):  # a statement: one of two
            cases = tuple(substitute(body, {name: case}) for case in (TRUE, FALSE))
            return self.read(Term("∧" if node.head == "∀" else "∨", cases), holds)
        inner = clausal(self.read(body, holds))
        parts = list(parts_of(inner, "∧" if head == "∃" else "∨"))
        for part in parts:  # `∃ x, x = a ∧ p x` is `p a`, and `∀ x, x = a → p x` too
            value = _fixed(part, name, is_equal=head == "∃")
            if value is not None:
                return self.read(substitute(inner, {name: value}))
        if name not in variables(inner):
            return inner
        if isinstance(inner, Term) and inner.head == head:
            return Term(head, inner.args, (name, *inner.binds))
        return Term(head, (inner,), (name,))

    def _equivalent(self, left: Node, right: Node, holds: bool) -> Node:
        sides = []
        for side in (left, right):
            straight = self.read(side)
            if straight in (TRUE, FALSE):
                return self.read(right if side is left else left, holds == (straight == TRUE))
            denied = negated(straight)
            if len(key(denied)) < len(key(straight)):
                straight, holds = denied, not holds
            sides.append(straight)
        if _equal(*sides):
            return TRUE if holds else FALSE
        atom = Term("↔", tuple(sides))
        return atom if holds else Term("¬", (atom,))

    def _equal(self, left: Node, right: Node, holds: bool) -> Node:
        left, right = unfold(left), unfold(right)
        for one, other in ((left, right), (right, left)):
            if isinstance(one, Term) and one.head in _BOOLEANS and not one.args:
                decided = _decided(other)
                if decided is not None:
                    return self.read(decided, holds == (one.head == "true"))
                if one.head == "false":
                    return self.read(Term("=", (other, Term("true"))), not holds)
            if is_surely_statement(one, self._kinds):
                return self._equivalent(left, right, holds)
        if isinstance(left, Term) and isinstance(right, Term) and _is_injective(left, right):
            pairs = zip(left.args, right.args, strict=True)
            return self.read(Term("∧", tuple(Term("=", pair) for pair in pairs)), holds)
        left, right = without_casts(left, right)
        return self._related("=", self.value(left), self.value(right), holds)

    def _ordered(self, head: str, left: Node, right: Node, holds: bool) -> Node:
        both = Term("", (left, right))
        if not holds and is_about(both, LINEAR, self._kinds):
            left, right, head, holds = right, left, "<" if head == "≤" else "≤", True
        if head == "<" and self._calculates and is_about(both, WHOLE, self._kinds):
            left, head = sum_of([*_summands(left), ONE]), "≤"
        return self._related(head, left, right, holds)

    def _related(self, head: str, left: Node, right: Node, holds: bool) -> Node:
        both = Term("", (left, right))
        if self._calculates:
            left, right = without_common(left, right)
            if is_about(both, NATURAL, self._kinds):  # nothing is below 0
                if head == "=" and left == _ZERO:
                    left, right = right, left
                if head == "≤" and left == _ZERO:
                    return TRUE if holds else FALSE
                if head == "≤" and right == _ZERO:
                    head = "="
                if head == "=" and right == _ZERO and not holds:
                    return self._related("≤", ONE, left, True)
        first, second = number(left), number(right)
        known: bool | None = None
        if first is not None and second is not None:
            known = {"=": first == second, "≤": first <= second, "<": first < second}[head]
        elif _equal(left, right):
            known = head != "<"
        if known is not None:
            return TRUE if known == holds else FALSE
        atom = Term(head, (left, right))
        return atom if holds else Term("¬", (atom,))


def _is_injective(left: Term, right: Term) -> bool:
    """Whether two things are equal just if the parts are that they are made of."""
    same = left.head == right.head and len(left.args) == len(right.args) > 0
    return same and left.head in _CONSTRUCTORS


def _summands(node: Node) -> Iterable[Node]:
    return node.args if isinstance(node, Term) and node.head == "+" else (node,)


def _decided(node: Node) -> Node | None:
    """What a Boolean decides."""
    match node:
        case Term("decide", (inner, *_)):
            return inner
        case Term("!", (inner,)):
            return Term("=", (inner, Term("false")))
        case Term(("==" | "≤?" | "<?") as head, (left, right)):
            return Term(_DECIDED[head], (left, right))
        case Term("!=", (left, right)):
            return Term("¬", (Term("=", (left, right)),))
        case Term(("&&" | "||") as head, (left, right)):
            parts = tuple(Term("=", (side, Term("true"))) for side in (left, right))
            return Term("∧" if head == "&&" else "∨", parts)
        case Term(("true" | "false") as head, ()):
            return _BOOLEANS[head]
    return None


def _is_applied(name: str, node: Node) -> bool:
    """Whether a variable stands elsewhere than below the connectives of logic."""
    if isinstance(node, Var):
        return False
    is_logic = node.head in _CONNECTIVES
    return any(
        _is_applied(name, arg) if is_logic else name in variables(arg) for arg in node.compared
    )


def _fixed(part: Node, name: str, *, is_equal: bool) -> Node | None:
    """What a variable equals by an equation, or by a negated one."""
    if not is_equal:
        if not isinstance(part, Term) or part.head != "¬":
            return None
        part = part.args[0]
    if isinstance(part, Term) and part.head == "=":
        for one, other in (part.args, part.args[::-1]):
            if one == Var(name) and name not in variables(other):
                return other
    return None


def _equal(one: Node, other: Node) -> bool:
    return key(one) == key(other)


def _dual(head: str) -> str:
    return "∨" if head == "∧" else "∧"


def parts_of(node: Node, head: str) -> Iterator[Node]:
    """The parts of a conjunction or disjunction; anything else is its own only part."""
    if isinstance(node, Term) and node.head == head:
        yield from node.args
    else:
        yield node


def joined(head: str, parts: Iterable[Node]) -> Node:
    """``∧`` or ``∨`` of statements in their form, without what adds nothing to it."""
    unit, end = (TRUE, FALSE) if head == "∧" else (FALSE, TRUE)
    found: dict[str, Node] = {}
    for part in parts:
        for one in parts_of(part, head):
            if one == end:
                return end
            if one != unit:
                found.setdefault(key(one), one)
    if any(key(negated(one)) in found for one in found.values()):
        return end
    kept = tuple(one for one in found.values() if not _is_absorbed(one, head, found))
    return kept[0] if len(kept) == 1 else Term(head, kept) if kept else unit


def _is_absorbed(node: Node, head: str, others: dict[str, Node]) -> bool:
    """Whether it is ``p ∨ q`` beside ``p`` in a conjunction, or the dual."""
    dual = _dual(head)
    return (
        isinstance(node, Term)
        and node.head == dual
        and any(key(part) in others for part in node.args)
    )


def negated(node: Node) -> Node:
    """The negation of a statement that is in its form."""
    if isinstance(node, Var):
        return Term("¬", (node,))
    match node.head:
        case "¬":
            return node.args[0]
        case "∧" | "∨":
            return Term(_dual(node.head), tuple(map(negated, node.args)))
        case "∀" | "∃":
            head = "∃" if node.head == "∀" else "∀"
            return Term(head, (negated(node.args[0]),), node.binds)
    if node in (TRUE, FALSE):
        return FALSE if node == TRUE else TRUE
    return Term("¬", (node,))
