"""Statements as Lean prints them, brought into a form in which equal ones are equal.

Bound names are replaced by the number of binders around them, variables of the context by their
ids. Definitions that cost nothing are unfolded: ``a ≠ b`` is ``¬(a = b)``, ``p → False`` is
``¬p``, ``a ≥ b`` is ``b ≤ a``, and parentheses around the whole say nothing. This is a reading of
text: it knows Lean's notation for logic and takes all else as it stands.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tools.lean import lexer


@dataclass(frozen=True)
class Var:
    """A variable of the context."""

    id: str


Word = str | Var
Formula = tuple[Word, ...]

_OPENING = frozenset("([{⟨⦃")
_CLOSING = frozenset(")]}⟩⦄")
_QUANTIFIERS = frozenset("∀∃λΣΠ∑∏⋃⋂") | {"fun"}
_ARROWS = (",", "=>", "↦")
_LOOSE = frozenset({"→", "↔", "∧", "∨"})
_SWAPPED = {"≥": "≤", ">": "<", "⊇": "⊆", "⊃": "⊂"}
_REFLEXIVE = frozenset({"=", "≤", "↔", "⊆", "∣", "≥"})
_NAME = re.compile(r"[^\W\d]|«")
_DAGGER = "✝"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"


@functools.lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """The tokens of a printed term; the dagger of an inaccessible name belongs to the name."""
    found: list[str] = []
    for token in lexer.tokens(text):
        joins = found and (
            token.text == _DAGGER or (_DAGGER in found[-1] and token.text in _SUPERSCRIPTS)
        )
        if joins:
            found[-1] += token.text
        elif found and found[-1] == "=" and token.text == ">":
            found[-1] = "=>"
        else:
            found.append(token.text)
    return tuple(found)


@dataclass
class _Frame:
    """What is known inside of one open bracket."""

    is_group: bool
    """Whether it is a bracket of a binder list, whose names are bound outside of it too."""
    binds: bool | None
    """After a quantifier: whether names are bound here, or a type is being read."""
    names: list[tuple[str, str]] = field(default_factory=list)


def resolve(tokens: Formula, scope: Mapping[str, str]) -> Formula:
    """A term with its variables told by id and its bound names by number.

    ``scope`` has the ids of the variables by name. Variables that are told already are kept.
    """
    found: list[Word] = []
    frames = [_Frame(is_group=False, binds=None)]
    count = 0
    for index, token in enumerate(tokens):
        frame = frames[-1]
        if isinstance(token, Var):
            found.append(token)
            continue
        if token in _OPENING:
            frames.append(_Frame(bool(frame.binds), True if frame.binds else None))
        elif token in _CLOSING:
            if len(frames) > 1:
                frames.pop()
                if frame.is_group:
                    frames[-1].names.extend(frame.names)
        elif token in _QUANTIFIERS:
            frame.binds = True
        elif token in _ARROWS and not frame.is_group:
            frame.binds = None
        elif _NAME.match(token):
            if frame.binds or _opens_set(tokens, index):
                frame.names.append((token, f"#{count}"))
                count += 1
        elif frame.binds and token not in ("!", ","):
            frame.binds = False
        found.extend(_named(token, frames, scope))
    return tuple(found)


def _opens_set(tokens: Formula, index: int) -> bool:
    """Whether a name is the variable of ``{x | …}`` or ``{x : t | …}``."""
    return tokens[index - 1 : index] == ("{",) and tokens[index + 1 : index + 2] in (
        ("|",), (":",), ("∈",)
    )  # fmt: skip


def _named(token: str, frames: Sequence[_Frame], scope: Mapping[str, str]) -> tuple[Word, ...]:
    head, dot, rest = token.partition(".")
    field_of = (dot + rest,) if rest else ()
    for frame in reversed(frames):
        for name, number in reversed(frame.names):
            if name == head:
                return (number, *field_of)
    if token in scope:
        return (Var(scope[token]),)
    return (Var(scope[head]), *field_of) if head in scope else (token,)


def bare(formula: Formula) -> Formula:
    """Without parentheses around the whole."""
    while len(formula) > 1 and formula[0] == "(" and _matching(formula, 0) == len(formula) - 1:
        formula = formula[1:-1]
    return formula


def _matching(formula: Formula, start: int) -> int:
    """Where the bracket that opens at ``start`` is closed."""
    depth = 0
    for index in range(start, len(formula)):
        word = formula[index]
        if word in _OPENING:
            depth += 1
        elif word in _CLOSING:
            depth -= 1
            if depth == 0:
                return index
    return len(formula) - 1


def top(formula: Formula, symbols: frozenset[str]) -> int | None:
    """The first of some symbols outside brackets and before any binder."""
    index = 0
    while index < len(formula):
        word = formula[index]
        if word in symbols:
            return index
        if word in _QUANTIFIERS:
            return None  # what is behind it stands inside of the binder
        if word in _OPENING:
            index = _matching(formula, index)
        index += 1
    return None


def implication(formula: Formula) -> tuple[Formula, Formula] | None:
    """Premise and conclusion of ``p → q``, ``¬p`` and ``a ≠ b``."""
    formula = bare(formula)
    if top(formula, frozenset({"↔"})) is not None:
        return None
    arrow = top(formula, frozenset({"→"}))
    if arrow is not None:
        return bare(formula[:arrow]), bare(formula[arrow + 1 :])
    if top(formula, _LOOSE) is None:
        if formula and formula[0] == "¬":
            return bare(formula[1:]), ("False",)
        unequal = top(formula, frozenset({"≠"}))
        if unequal is not None:
            return (*formula[:unequal], "=", *formula[unequal + 1 :]), ("False",)
    return None


Binders = tuple[tuple[str, ...], Formula, tuple[Formula, ...], Formula]
"""Bound names (numbers), their type, what bounds them (``x ∈ s``), and what is said of them."""


def quantified(formula: Formula) -> Binders | None:
    """The first group of binders of ``∀ …, p``, with the rest of them in front of ``p``."""
    formula = bare(formula)
    if not formula or formula[0] != "∀":
        return None
    comma = _comma(formula)
    group, body = formula[1:comma], formula[comma + 1 :]
    if group and group[0] in _OPENING:
        end = _matching(group, 0)
        names, kind, bounded = _group(group[1:end])
        rest = group[end + 1 :]
        return names, kind, bounded, ("∀", *rest, ",", *body) if rest else body
    return (*_group(group), body)


def _comma(formula: Formula) -> int:
    """Where the binders of a quantifier end."""
    index = 1
    while index < len(formula) and formula[index] != ",":
        index = _matching(formula, index) if formula[index] in _OPENING else index
        index += 1
    return index


def _group(group: Formula) -> tuple[tuple[str, ...], Formula, tuple[Formula, ...]]:
    names: list[str] = []
    for index, word in enumerate(group):
        if isinstance(word, str) and word.startswith("#"):
            names.append(word)
        elif word == ":":
            return tuple(names), group[index + 1 :], ()
        else:  # `∀ x ∈ s, …`
            return tuple(names), (), (group,)
    return tuple(names), (), ()


def normal(formula: Formula) -> Formula:
    """The form in which equal statements are equal words."""
    formula = bare(formula)
    split = implication(formula)
    if split is not None:
        premise, conclusion = normal(split[0]), normal(split[1])
        if conclusion == ("False",):
            return ("¬", "(", *premise, ")")
        return ("(", *premise, ")", "→", *conclusion)
    if top(formula, _LOOSE) is None:
        at = top(formula, frozenset(_SWAPPED))
        if at is not None:
            symbol = _SWAPPED[str(formula[at])]
            return (*formula[at + 1 :], symbol, *formula[:at])
    return formula


def renumbered(formula: Formula) -> Formula:
    """With the bound names numbered anew in the order in which they are bound."""
    numbers: dict[str, str] = {}
    found: list[Word] = []
    for word in formula:
        is_bound = isinstance(word, str) and word.startswith("#") and len(word) > 1
        found.append(numbers.setdefault(str(word), f"#{len(numbers)}") if is_bound else word)
    return tuple(found)


def says_nothing(formula: Formula) -> bool:
    """Whether a premise is true for everybody: ``True``, or a thing related to itself."""
    formula = bare(formula)
    if formula == ("True",):
        return True
    if top(formula, _LOOSE - {"↔"}) is not None:
        return False
    at = top(formula, _REFLEXIVE)
    return at is not None and formula[:at] == formula[at + 1 :]
