"""The goals of a proof at the places of its text, taken from its proof tree."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cached_property

from tools.errors import BurnishError
from tools.lean.structure.goals import Goal
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree
from tools.lean.syntax import Syntax
from tools.rewriting.view import ProofView


class TreeOfAnotherProof(BurnishError):
    """A proof tree was given that does not belong to the proof that is to be changed."""


class Goals:
    """What Lean had to show at each tactic; without a tree, nothing is known."""

    def __init__(self, view: ProofView, tree: ProofTree | None) -> None:
        """Raises :class:`TreeOfAnotherProof` if the tree's steps are not the view's text."""
        self._steps: dict[tuple[int, int], ProofStep] = {}
        self._namespace = ""
        if tree is None:
            return
        self._namespace = _namespace(view, tree.name)
        for step in tree.walk():
            start, end = step.start - tree.start, step.end - tree.start
            if view.text.data[start:end] != step.text.encode("utf-8"):
                raise TreeOfAnotherProof(f"The proof tree of {tree.name} is not of this proof.")
            if not step.is_combinator:
                self._steps.setdefault((start, end), step)

    def before(self, tactic: Syntax) -> Goal | None:
        """The goal that a tactic works on; ``None`` if it is unknown or ran for several."""
        runs = self._runs(tactic)
        known = len(runs) == 1 and runs[0].before
        return self._written(runs[0].before[0]) if known else None

    def after(self, tactic: Syntax) -> Goal | None:
        """The goal that a tactic leaves, if it is known to leave one in place of one."""
        runs = self._runs(tactic)
        if len(runs) != 1 or not runs[0].after or len(runs[0].after) != len(runs[0].before):
            return None
        return self._written(runs[0].after[0])

    def left_by(self, tactic: Syntax) -> tuple[Goal, ...]:
        """The goals that a tactic leaves of the one that it works on, in their order."""
        runs = self._runs(tactic)
        if len(runs) != 1:
            return ()
        others = len(runs[0].before) - 1
        return runs[0].after[: len(runs[0].after) - others]

    @property
    def is_known(self) -> bool:
        """Whether there is a tree."""
        return bool(self._steps)

    @cached_property
    def hypotheses(self) -> frozenset[str]:
        """The names of all hypotheses of all goals."""
        found = (goal for step in self._steps.values() for run in step.runs for goal in run.before)
        return frozenset(h.name for goal in found for h in goal.hypotheses)

    @cached_property
    def constants(self) -> frozenset[str]:
        """The full names that the tactics name."""
        return frozenset(
            name for step in self._steps.values() for run in step.runs for name in run.constants
        )

    def _written(self, goal: Goal) -> Goal:
        """A goal as the proof would write it: without the namespace that the proof stands in."""
        if not self._namespace:
            return goal

        def short(text: str) -> str:
            return re.sub(rf"(?<![\w'.]){re.escape(self._namespace)}\.", "", text)

        return replace(
            goal,
            target=short(goal.target),
            hypotheses=tuple(replace(h, type=short(h.type)) for h in goal.hypotheses),
        )

    def _runs(self, tactic: Syntax) -> tuple[GoalChange, ...]:
        step = self._steps.get((tactic.start, tactic.end))
        return step.runs if step is not None else ()


def _namespace(view: ProofView, name: str) -> str:
    """The namespace that a declaration of a full name stands in, by how its text names it."""
    written = {token.value for token in view.syntax.tokens() if -1 < token.start < view.value.start}
    pieces = name.split(".")
    for count in range(1, len(pieces)):
        if ".".join(pieces[count:]) in written:
            return ".".join(pieces[:count])
    return ""
