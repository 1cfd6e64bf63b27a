"""When two goals say the same: sequents up to logic, names and cheap unfolding.

A goal is read as the one statement that it is (:mod:`tools.metrics.statements`), a disjunction of
its target and of the negations of its hypotheses, in which every binder in front is discharged:
``x : Nat ⊢ p x`` and ``⊢ ∀ x, p x`` are one. Variables are compared up to renaming. Left out are
variables that nothing mentions, and the facts that the proof has established before (given as
``derived``): a goal does not become another one because a `have` stands before it.

Types are read as Lean prints them for people (a tree drawn raw will not do). Whether a binder is
over data or over a proof is told from the form of its type (:mod:`tools.metrics.kinds`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tools.metrics.clauses import clausal
from tools.metrics.formulas import UNKNOWN, fresh, parse
from tools.metrics.kinds import is_statement
from tools.metrics.news import said, statement, unknown
from tools.metrics.statements import negated, parts_of
from tools.metrics.terms import (
    FALSE,
    TRUE,
    Matcher,
    Node,
    Renaming,
    Term,
    TooManyTries,
    Var,
    key,
    outline,
    substitute,
    variables,
)

if TYPE_CHECKING:
    from tools.lean.structure.goals import Goal, Hypothesis

_TRIES = 20_000
"""Comparisons of terms before two sequents count as equal: so many ways to match them mean that
they look alike in every part."""


@dataclass(frozen=True)
class Sequent:
    """A goal as one statement."""

    literals: tuple[Node, ...]
    """Of which one holds: parts of the target, and negated hypotheses."""
    kinds: Mapping[str, Node]
    """The types of the variables in them, by id, as far as they are known."""
    context: frozenset[str]
    """The ids of the hypotheses that the goal has."""
    says_nothing: bool
    """Whether it is plain."""

    @cached_property
    def outline(self) -> tuple[str, ...]:
        """Equal for equal sequents, and quick to compare."""
        return tuple(sorted(map(outline, self.literals)))


class Sequents:
    """Reads the goals of one proof; each goal and each hypothesis once."""

    def __init__(self, derived: Collection[str] = ()) -> None:
        """``derived``: the ids of the hypotheses that follow from the others."""
        self._derived = derived
        self._kinds: dict[str, Node] = {}
        self._goals: dict[str, tuple[Sequent, Sequent]] = {}
        self._read: dict[tuple[str, str], _Read] = {}

    def of(self, goal: Goal) -> Sequent:
        """The sequent of a goal."""
        return self._both(goal)[0]

    def news(self, goal: Goal) -> Sequent:
        """The sequent of what a goal says beyond its hypotheses: ``h : p ⊢ p ∧ q`` says ``q``."""
        return self._both(goal)[1]

    def _both(self, goal: Goal) -> tuple[Sequent, Sequent]:
        if goal.id not in self._goals:
            target, left, denied = self._target(goal)
            whole = self._sequent(goal, target, denied)
            self._goals[goal.id] = whole, self._sequent(goal, left, denied)
        return self._goals[goal.id]

    def _target(self, goal: Goal) -> tuple[Node, Node, list[Node]]:
        """A goal's target, what it says beyond the hypotheses, and the negations of those
        hypotheses that do not follow from the others."""
        scope: dict[str, Node] = {}
        known: set[str] = set()
        given: set[str] = set()
        denied: list[Node] = []
        for hypothesis in goal.hypotheses:
            place = (hypothesis.id, hypothesis.type)
            if place not in self._read:
                self._read[place] = self._hypothesis(hypothesis, scope)
            read = self._read[place]
            scope[hypothesis.name] = read.value
            if read.denial is not None:
                known.update(read.says)
                if hypothesis.id not in self._derived:
                    denied.append(read.denial)
                    given.update(read.says)
        target = parse(goal.target, scope)
        left = unknown(target, self._kinds, known, given)
        return statement(target, self._kinds), left, denied

    def _hypothesis(self, hypothesis: Hypothesis, scope: Mapping[str, Node]) -> _Read:
        kind = parse(hypothesis.type, scope)
        self._kinds[hypothesis.id] = kind
        value: Node = Var(hypothesis.id)
        if hypothesis.value is not None:
            value = parse(hypothesis.value, scope)
        if not is_statement(kind, self._kinds):
            return _Read(value)
        says = frozenset(said(kind, self._kinds))
        return _Read(value, negated(statement(kind, self._kinds)), says)

    def _sequent(self, goal: Goal, target: Node, denied: Sequence[Node]) -> Sequent:
        # Part by part: what follows from the hypotheses by logic alone may well be news.
        parts = [part for one in (target, *denied) for part in self._discharged(one)]
        literals = tuple({key(part): part for part in parts if part != FALSE}.values())
        named = {
            name: self._kinds.get(name, UNKNOWN) for one in literals for name in variables(one)
        }
        context = frozenset(hypothesis.id for hypothesis in goal.hypotheses)
        return Sequent(literals, named, context, says_nothing=target == TRUE)

    def _discharged(self, stated: Node) -> Iterator[Node]:
        """The parts of a disjunction, without the binders in front of them."""
        for part in parts_of(stated, "∨"):
            if isinstance(part, Term) and part.head == "∀":
                yield from self._discharged(self._opened(part))
            else:
                yield clausal(part)

    def _opened(self, part: Term) -> Node:
        names = {name: fresh() for name in part.binds}  # one hypothesis may be there twice
        for name, new in names.items():
            self._kinds[new] = self._kinds.get(name, UNKNOWN)
        return substitute(part.args[0], {name: Var(new) for name, new in names.items()})

    def wraps(self, goal: Goal, parent: Goal) -> bool:
        """Whether the targets of a goal and of the goal that it was stated in are the same, or one
        is got from the other by discharging binders over data.

        A discharged variable of the goal may stand for any variable of the parent; a variable that
        both have stands for itself.
        """
        target, left, _ = self._target(goal)
        other = clausal(self._target(parent)[0])
        shared = {hypothesis.id: hypothesis.id for hypothesis in parent.hypotheses}
        try:
            return any(
                next(matcher.match(_without_data(one), _without_data(other), shared), None)
                is not None
                for one in (clausal(target), left)
                for matcher in (Matcher(_TRIES, one_to_one=False),)
            )
        except TooManyTries:
            return True


@dataclass(frozen=True)
class _Read:
    """A hypothesis as it was read."""

    value: Node
    """What its name stands for."""
    denial: Node | None = None
    """The negation of what it states, if it is a statement."""
    says: frozenset[str] = frozenset()
    """The keys of what it states."""


def _without_data(target: Node) -> Node:
    """A target after discharging the binders over data in front of it."""
    while isinstance(target, Term) and target.head == "∀":
        target = target.args[0]
    return target


def same(one: Sequent, other: Sequent) -> bool:
    """Whether two sequents are one statement up to the names of their variables.

    A variable that both contexts have stands for itself.
    """
    if one.outline != other.outline:
        return False
    matcher = Matcher(_TRIES)
    shared = {name: name for name in one.context & other.context}
    try:
        found = matcher.all(one.literals, other.literals, shared, in_order=False)
        return any(_types_agree(one, other, renaming, matcher) for renaming in found)
    except TooManyTries:
        return True


def _types_agree(one: Sequent, other: Sequent, renaming: Renaming, matcher: Matcher) -> bool:
    """Whether variables that stand for each other have one type, as far as both are known."""
    for id_, kind in one.kinds.items():
        second = other.kinds.get(renaming.get(id_, ""), UNKNOWN)
        if UNKNOWN in (kind, second):
            continue
        extended = next(matcher.match(kind, second, renaming), None)
        if extended is None:
            return False
        renaming = extended
    return True
