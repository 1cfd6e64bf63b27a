"""When two goals say the same: sequents up to names, cheap unfolding and discharged binders.

A goal is read as the statement that it is: every leading binder of its target is discharged into
the context, ``x : Nat ⊢ p x`` and ``⊢ ∀ x, p x`` are one. Variables are compared up to renaming.
What adds nothing is left out: variables that nothing mentions, premises that say nothing, and
facts that the proof has established before (given as ``derived``): a goal does not become another
one because a `have` stands before it.

Types are read as Lean prints them for people (a tree drawn raw will not do). Whether a binder is
over data or over a proof is told from the form of its type: a relation, a connective, or a
predicate of the context is a proposition.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tools.metrics.formulas import (
    Formula,
    Var,
    bare,
    implication,
    normal,
    quantified,
    renumbered,
    resolve,
    says_nothing,
    top,
    words,
)

if TYPE_CHECKING:
    from tools.lean.structure.goals import Goal

_RELATIONS = frozenset("=≠≤<≥>∈∉⊆⊂∣↔∧∨≡≈∼≃⊇")
_TYPES = frozenset(
    {
        "Nat", "Int", "Bool", "Unit", "String", "Char", "Fin", "List", "Option", "Array",
        "Prod", "Sum", "Subtype", "Set", "Finset", "Multiset", "Rat", "Real", "Complex", "ℕ",
        "ℤ", "ℚ", "ℝ", "ℂ", "Type", "Sort", "Prop",
    }
)  # fmt: skip
"""Heads of types that are no statements, though they have arguments."""
_TRIES = 2000
"""Assignments of premises to premises that are tried before two sequents count as equal: so many
ways to match them mean that they look alike in every part."""


@dataclass(frozen=True)
class Sequent:
    """A goal as one statement."""

    target: Formula
    premises: frozenset[Formula]
    data: Mapping[str, Formula]
    """The types of the variables that target or premises mention, by id."""
    is_known: bool
    """Whether a hypothesis, derived or not, says what is to be shown."""

    @cached_property
    def outline(self) -> tuple[object, ...]:
        """Equal for equal sequents, and quick to compare."""
        return (_outline(self.target), frozenset(Counter(map(_outline, self.premises)).items()))


class Sequents:
    """Reads the goals of one proof; each goal and each hypothesis once."""

    def __init__(self, derived: Collection[str] = ()) -> None:
        """``derived``: the ids of the hypotheses that follow from the others."""
        self._derived = derived
        self._goals: dict[str, Sequent] = {}
        self._hypotheses: dict[tuple[str, str], tuple[Formula, bool]] = {}

    def of(self, goal: Goal) -> Sequent:
        if goal.id not in self._goals:
            self._goals[goal.id] = self._read(goal)
        return self._goals[goal.id]

    def _read(self, goal: Goal) -> Sequent:
        scope = {hypothesis.name: hypothesis.id for hypothesis in goal.hypotheses}
        data: dict[str, Formula] = {}
        premises: set[Formula] = set()
        known: set[Formula] = set()
        for hypothesis in goal.hypotheses:
            place = (hypothesis.id, hypothesis.type)
            if place not in self._hypotheses:
                kind = resolve(words(hypothesis.type), scope)
                is_stated = is_proposition(kind, data)
                kind = renumbered(normal(kind)) if is_stated else kind
                self._hypotheses[place] = (kind, is_stated)
            kind, is_stated = self._hypotheses[place]
            if not is_stated:
                data[hypothesis.id] = kind
                continue
            known.add(kind)
            if hypothesis.id not in self._derived:
                premises.add(kind)
        whole = resolve(words(goal.target), scope)
        target = _discharge(whole, data, premises)
        kept = frozenset(renumbered(premise) for premise in premises if not says_nothing(premise))
        return Sequent(
            target,
            kept,
            _mentioned(target, kept, data),
            is_known=target in known or renumbered(normal(whole)) in known,
        )


def _discharge(target: Formula, data: dict[str, Formula], premises: set[Formula]) -> Formula:
    """Move the binders in front of a target into the context; what is left of the target."""
    while True:
        target = bare(target)
        binders = quantified(target)
        if binders is not None:
            names, kind, bounded, body = binders
            fresh = {name: f"∀{len(data)}.{index}" for index, name in enumerate(names)}
            if kind and is_proposition(kind, data):
                premises.add(normal(kind))
            else:
                data.update(dict.fromkeys(fresh.values(), kind))
            premises.update(_renamed(normal(one), fresh) for one in bounded)
            target = _renamed(body, fresh)
            continue
        split = implication(target)
        if split is None:
            return renumbered(normal(target))
        premise, target = split
        if is_proposition(premise, data):
            premises.add(normal(premise))


def _renamed(formula: Formula, names: Mapping[str, str]) -> Formula:
    return tuple(
        Var(names[word]) if isinstance(word, str) and word in names else word for word in formula
    )


def is_proposition(kind: Formula, data: Mapping[str, Formula]) -> bool:
    """Whether a type is a statement, told by its form; a lone constant counts as a type."""
    kind = bare(kind)
    binders = quantified(kind)
    while binders is not None:
        kind = bare(binders[3])
        binders = quantified(kind)
    if not kind:
        return False
    if kind[0] in ("∃", "¬") or kind in (("True",), ("False",)):
        return True
    arrow = top(kind, frozenset({"→"}))
    if arrow is not None and top(kind, frozenset({"↔"})) is None:
        return is_proposition(kind[arrow + 1 :], data)
    if top(kind, _RELATIONS) is not None:
        return True
    head = kind[0]
    if isinstance(head, Var):
        own = data.get(head.id, ())
        return bool(own) and own[-1] == "Prop"
    return len(kind) > 1 and head not in _TYPES and top(kind, frozenset({"×", "⊕", "//"})) is None


def _mentioned(
    target: Formula, premises: Collection[Formula], data: Mapping[str, Formula]
) -> dict[str, Formula]:
    """The variables that occur, and those that occur in their types."""
    kept: dict[str, Formula] = {}
    waiting = [target, *premises]
    while waiting:
        for word in waiting.pop():
            if isinstance(word, Var) and word.id in data and word.id not in kept:
                kept[word.id] = data[word.id]
                waiting.append(data[word.id])
    return kept


def same(one: Sequent, other: Sequent) -> bool:
    """Whether two sequents are one statement up to the names of their variables."""
    if one.outline != other.outline or len(one.data) != len(other.data):
        return False
    found = _match(one.target, other.target, {})
    if found is None:
        return False
    return _Matching(one, other).complete(list(one.premises), found)


class _Matching:
    """The search for a renaming under which the premises of two sequents are the same."""

    def __init__(self, one: Sequent, other: Sequent) -> None:
        self._one = one
        self._other = other
        self._tries = 0

    def complete(self, premises: list[Formula], renaming: dict[str, str]) -> bool:
        if not premises:
            return self._types_agree(renaming)
        first, *rest = premises
        for candidate in self._other.premises:
            self._tries += 1
            if self._tries > _TRIES:
                return True
            extended = _match(first, candidate, renaming)
            if extended is not None and self.complete(rest, extended):
                return True
        return False

    def _types_agree(self, renaming: dict[str, str]) -> bool:
        for id_, kind in self._one.data.items():
            if id_ in renaming:
                other = self._other.data.get(renaming[id_], ())
                # Of `∀ x ∈ s` the type of `x` is not printed.
                extended = _match(kind, other, renaming) if kind and other else renaming
                if extended is None:
                    return False
                renaming = extended
        return True


def _match(one: Formula, other: Formula, renaming: dict[str, str]) -> dict[str, str] | None:
    """The renaming, extended so that it takes one formula to the other, if that can be."""
    if len(one) != len(other):
        return None
    extended = dict(renaming)
    taken = {new: old for old, new in renaming.items()}
    for a, b in zip(one, other, strict=True):
        if isinstance(a, Var) and isinstance(b, Var):
            if extended.setdefault(a.id, b.id) != b.id or taken.setdefault(b.id, a.id) != a.id:
                return None
        elif a != b:
            return None
    return extended


def _outline(formula: Formula) -> tuple[str, ...]:
    return tuple("_" if isinstance(word, Var) else word for word in formula)


def wraps(goal: Goal, parent: Goal) -> bool:
    """Whether the targets of a goal and of the goal that it was stated in are the same, or one is
    got from the other by discharging binders over data.

    A discharged variable of the goal may stand for any variable of the parent; a variable that
    both have stands for itself.
    """
    shared = {hypothesis.id for hypothesis in parent.hypotheses}
    one, other = _without_data(goal), _without_data(parent)
    if len(one) != len(other):
        return False
    renaming: dict[str, str] = {}
    for a, b in zip(one, other, strict=True):
        if isinstance(a, Var) and isinstance(b, Var):
            if a.id in shared:
                if a != b:
                    return False
            elif renaming.setdefault(a.id, b.id) != b.id:
                return False
        elif a != b:
            return False
    return True


def _without_data(goal: Goal) -> Formula:
    """A goal's target after discharging the binders over data in front of it."""
    scope = {hypothesis.name: hypothesis.id for hypothesis in goal.hypotheses}
    data = {h.id: resolve(words(h.type), scope) for h in goal.hypotheses}
    target = resolve(words(goal.target), scope)
    while True:
        target = bare(target)
        binders = quantified(target)
        split = implication(target)
        if binders is not None and not is_proposition(binders[1], data):
            names, kind, bounded, body = binders
            fresh = {name: f"{goal.id}∀{len(data)}.{i}" for i, name in enumerate(names)}
            data.update(dict.fromkeys(fresh.values(), kind))
            target = _renamed(body, fresh)
            if bounded:
                premise = _renamed(bounded[0], fresh)
                return renumbered(normal(("(", *premise, ")", "→", *target)))
        elif split is not None and split[1] != ("False",) and not is_proposition(split[0], data):
            target = split[1]
        else:
            return renumbered(normal(target))
