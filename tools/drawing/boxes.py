"""What stands in the boxes of a proof's picture, and what is told when a pointer rests on one."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from tools.drawing.svg import cut, width_of
from tools.lean.structure.goals import Goal
from tools.lean.structure.heads import head_and_labels
from tools.lean.structure.tree import GoalChange, ProofStep
from tools.metrics.shape import Shape

PADDING = 10.0
"""Units between a box and its text."""
_COLUMNS = 38
"""The longest text in a box."""
_BRACKETS = (("(", ")"), ("[", "]"), ("{", "}"), ("⟨", "⟩"))
_TOLD_LINES = 24
_TOLD_COLUMNS = 120


@dataclass(frozen=True)
class Box:
    """One run of a tactic."""

    tactic: str
    goal: str
    """What it worked on; empty if it had no goal."""
    told: str
    """The step and its goals at more length."""
    is_effective: bool
    """Whether it is the first step of what shows an effective goal."""

    @property
    def width(self) -> float:
        return max(width_of(self.tactic), width_of(self.goal)) + 2 * PADDING


def boxes(graph: Shape, above: Sequence[int | None], effective: Collection[str]) -> Iterator[Box]:
    """The boxes of a graph in its order; ``above`` has for each the one above it."""
    unmarked = set(effective)
    goals = [run.before[0] if run.before else None for _, run in graph.nodes]
    for (step, run), goal, parent in zip(graph.nodes, goals, above, strict=True):
        over = goals[parent] if parent is not None else None
        yield Box(
            tactic=cut(_own_text(step), _COLUMNS),
            goal=_goal_text(goal, over) if goal is not None else "",
            told=_told(step, run),
            is_effective=goal is not None and goal.id in unmarked,
        )
        if goal is not None:
            unmarked.discard(goal.id)


def _own_text(step: ProofStep) -> str:
    """The step's text without the steps inside it; whole where those stand within brackets."""
    if not step.children:
        return step.text
    head, _ = head_and_labels(step)
    head = head.removesuffix("by").rstrip().removesuffix(":=").rstrip()
    is_open = any(head.count(left) > head.count(right) for left, right in _BRACKETS)
    return step.text if is_open else head


def _goal_text(goal: Goal, over: Goal | None) -> str:
    """What is to be shown; with its tag where that says which part of the goal above it is."""
    shown = f"{goal.mark} {goal.target}"
    is_part = bool(goal.case) and (over is None or over.case != goal.case)
    return cut(f"{goal.case}: {shown}" if is_part else shown, _COLUMNS)


def _told(step: ProofStep, run: GoalChange) -> str:
    before = str(run.before[0]) if run.before else "no goal"
    left = [str(goal) for goal in run.after if goal not in run.before[1:]]
    told = f"{step.text}\n\nbefore:\n{before}\n\nafter:\n" + ("\n\n".join(left) or "no goal")
    lines = told.splitlines()
    if len(lines) > _TOLD_LINES:
        lines = [*lines[: _TOLD_LINES - 1], "…"]
    return "\n".join(
        line if len(line) <= _TOLD_COLUMNS else line[:_TOLD_COLUMNS] + "…" for line in lines
    )
