"""The proof tree: every tactic of a proof with the goals that Lean had before and after it.

Which tactics there are comes from the syntax, what they did from the InfoTree. A tactic may run
more than once (below ``<;>``) or never (an alternative of ``first``): each has its runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tools.lean.structure.goals import Goal


@dataclass(frozen=True)
class GoalChange:
    """One run of a tactic, and what became of the goals."""

    before: tuple[Goal, ...]
    after: tuple[Goal, ...]
    closed: tuple[str, ...] = ()
    """Ids of the goals that the run assigned: those before it that are not there after it."""
    children: tuple[str, ...] = ()
    """Ids of the new goals that stand for a part of what was assigned."""
    spawned: tuple[str, ...] = ()
    """Ids of goals first seen here that are no children: obligations of ``have``, ``suffices``,
    ``calc`` and of ``by`` blocks in the step's terms. Most are solved within the step's text."""
    introduced: tuple[str, ...] = ()
    """Ids of the hypotheses that are in a goal after the run and in none before it."""
    constants: tuple[str, ...] = ()
    """Full names that the step's own text resolves to, in order, each once."""
    locals: tuple[str, ...] = ()
    """Ids of the hypotheses that the step's own text names."""


@dataclass(frozen=True)
class ProofStep:
    """One tactic, and the tactics inside its text.

    A proof that is a bare term is one step too, of kind ``Term``; the tactics of the ``by`` blocks
    in it are its children.
    """

    start: int
    end: int
    """Byte offsets in the file."""
    text: str
    kind: str
    """The kind of its syntax node."""
    elaborator: str
    """What Lean ran for it; empty if it never ran."""
    is_combinator: bool
    runs: tuple[GoalChange, ...]
    children: tuple[ProofStep, ...]
    is_term: bool = False
    """Whether it is the one step of a proof by a bare term."""

    @property
    def goals_before(self) -> tuple[Goal, ...]:
        """The goals when it first ran."""
        return self.runs[0].before if self.runs else ()

    @property
    def goals_after(self) -> tuple[Goal, ...]:
        """The goals after its last run."""
        return self.runs[-1].after if self.runs else ()

    def walk(self) -> Iterator[ProofStep]:
        """This step and all inside it, in source order."""
        stack = [self]
        while stack:
            step = stack.pop()
            yield step
            stack.extend(reversed(step.children))


@dataclass(frozen=True)
class ProofTree:
    """The tactics of one declaration."""

    name: str
    start: int
    end: int
    """The declaration's bytes in the file."""
    statement: str
    """The declaration's text up to its value."""
    steps: tuple[ProofStep, ...]
    used: frozenset[str] = frozenset()
    """Ids of the hypotheses that occur in the finished proof term."""
    statement_constants: tuple[str, ...] = ()
    """Full names that the statement's text resolves to, in order, each once."""
    is_readable: bool = True
    """Whether types and targets are as people read them; otherwise as Lean's raw printer has them,
    so that nothing can be told from their text."""
    unread: tuple[str, ...] = field(default=(), compare=False)
    """What Lean printed and we could not read, one sentence each; empty as a rule."""

    @cached_property
    def goals(self) -> Mapping[str, Goal]:
        """Every goal by its id, in order of appearance."""
        found: dict[str, Goal] = {}
        for step in self.walk():
            for run in step.runs:
                for goal in (*run.before, *run.after):
                    found.setdefault(goal.id, goal)
        return found

    def walk(self) -> Iterator[ProofStep]:
        """All steps in source order."""
        for step in self.steps:
            yield from step.walk()

    def to_json(self) -> dict[str, Any]:
        """Plain data as :mod:`tools.lean.structure.records` describes it."""
        from tools.lean.structure.records import tree_to_json

        return tree_to_json(self)
