"""The proof tree as a graph: a node for each run of a tactic, an edge to each step that goes on.

The tree of ImProver 2 (arXiv 2605.22885): from the step that focuses a goal, normal edges lead to
the steps that solve the goals it leaves, spawned edges to those that solve what it stated on the
way. Combinators only run other tactics and are no nodes; a tactic that never ran is none either,
nor is a run that failed: one that a `first`, a `try` or the like took back. A proof by a term or by
equations (``| 0 => …``) is one step, and the `by` blocks in it are spawned below it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.lean.structure.tree import GoalChange
from tools.metrics.reading import last

if TYPE_CHECKING:
    from tools.lean.structure.goals import Goal
    from tools.lean.structure.tree import ProofStep, ProofTree

_TRIES = frozenset({"first", "tacticTry_", "tacticRepeat_", "repeat'", "repeat1'", "anyGoals"})
"""Combinators that go on where a tactic in them fails; such a run leaves the goals as they were."""
_NO_GOALS = GoalChange((), ())


@dataclass(frozen=True)
class Shape:
    """The runs of a proof as nodes, numbered in source order."""

    nodes: tuple[tuple[ProofStep, GoalChange], ...]
    """Each run with its step."""
    parents: tuple[int | None, ...]
    """The node from which an edge leads to each; ``None`` for a root."""
    spawned: tuple[bool, ...]
    """Whether that edge is a spawned one."""
    levels: tuple[int, ...]
    """Steps before each on its way from the root."""

    @property
    def depth(self) -> int:
        """Steps on the longest way from the root to a leaf."""
        return max(self.levels, default=-1) + 1

    @property
    def width(self) -> int:
        """The most steps at one distance from the root."""
        return max(Counter(self.levels).values(), default=0)

    @property
    def branching(self) -> float:
        """The mean number of edges out of the steps that have any; 0 if none has."""
        edges = Counter(parent for parent in self.parents if parent is not None)
        return edges.total() / len(edges) if edges else 0.0


def shape(tree: ProofTree) -> Shape:
    """The graph of a proof tree."""
    runs = list(_runs(tree))
    original = _filled_in(tree)
    makers: dict[str, int] = {}
    for index, (_, run, _) in enumerate(runs):
        for goal in (*run.children, *run.spawned):
            makers.setdefault(original.get(goal, goal), index)
    first: dict[int, int] = {}
    for index, (step, _, _) in enumerate(runs):
        first.setdefault(id(step), index)
    parents: list[int | None] = []
    spawned: list[bool] = []
    kept: set[str] = set()
    for index, (_, run, around) in enumerate(runs):
        goal = run.before[0].id if run.before else ""
        goal = original.get(goal, goal)
        parent = makers.get(goal)
        if parent is not None and parent != index:
            spawned.append(goal not in (*runs[parent][1].children, *kept))
        else:
            # A goal that no step is known to have made belongs to the step that it is solved in.
            parent = first.get(id(around)) if around is not None else None
            spawned.append(parent is not None)
        parents.append(parent)
        if run.before and run.before[0] in run.after:  # `skip` leaves its goal to the next step
            makers[goal] = index
            kept.add(goal)
    nodes = tuple((step, run) for step, run, _ in runs)
    return Shape(nodes, tuple(parents), tuple(spawned), _levels(parents))


def _filled_in(tree: ProofTree) -> dict[str, str]:
    """For goals that a step beside them changed: the id that each first had.

    After ``apply le_trans``, ``exact h`` finds out what ``?m`` in the second goal is.
    """
    first: dict[str, str] = {}
    made: set[str] = set()
    for step in tree.walk():
        for run in step.runs:
            own = dict(_pairs(run))
            for new, old in own.items():
                first.setdefault(new, first.get(old, old))
            if not step.is_combinator:
                made.update(goal for goal in run.children if goal not in own)
    return {new: old for new, old in first.items() if new not in made}


def _pairs(run: GoalChange) -> Iterator[tuple[str, str]]:
    """New goals of a run, each with the goal beside the one worked on that it has replaced."""
    if len(run.before) == 1:
        return
    kept = {goal.id for goal in run.after}
    gone = {(g.case, _context(g)): g.id for g in run.before[1:] if g.case and g.id not in kept}
    known = {goal.id for goal in run.before}
    for goal in run.after if gone else ():
        old = gone.pop((goal.case, _context(goal)), None) if goal.id not in known else None
        if old is not None:
            yield goal.id, old


def _context(goal: Goal) -> tuple[str, ...]:
    return tuple(hypothesis.id for hypothesis in goal.hypotheses)


def _runs(tree: ProofTree) -> Iterator[tuple[ProofStep, GoalChange, ProofStep | None]]:
    """Runs in source order, each with its step and the innermost step around that is a node."""
    stack: list[tuple[ProofStep, ProofStep | None, bool]] = [
        (step, None, False) for step in reversed(tree.steps)
    ]
    while stack:
        step, around, may_fail = stack.pop()
        may_fail = may_fail or last(step.kind) in _TRIES
        if not step.is_combinator:
            # Of a proof by equations Lean records no run, though it is the one step that there is.
            runs = step.runs or ((_NO_GOALS,) if step.is_term else ())
            for run in runs:
                if not (may_fail and run.before and run.before == run.after):
                    yield step, run, around
            around = step if runs else around
        stack.extend((child, around, may_fail) for child in reversed(step.children))


def _levels(parents: list[int | None]) -> tuple[int, ...]:
    """The distance of each node from its root; what leads back to itself counts as a root."""
    levels: dict[int, int] = {}
    for index in range(len(parents)):
        way: list[int] = []
        at: int | None = index
        while at is not None and at not in levels and at not in way:
            way.append(at)
            at = parents[at]
        below = levels.get(at, -1) if at is not None else -1
        for node in reversed(way):
            below += 1
            levels[node] = below
    return tuple(levels[index] for index in range(len(parents)))
