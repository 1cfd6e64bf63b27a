"""What is told of each tactic of a proof: the goals before and after it, no longer than is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flows.history.report.code import Marked
from tools.lean.structure.goals import Goal
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree

BEFORE = "before:"
AFTER = "after:"
"""Lines that head the goals; the page shows them as headings."""
_RUNS = 3
_GOALS = 4
_LINES = 40
_COLUMNS = 160
_ALL = 100_000
"""Characters that are told of one proof; tactics beyond them have nothing to tell."""


def marked_steps(text: str, tree: ProofTree) -> tuple[Marked, ...]:
    """The tactics of a proof with their goals; ``text`` is the declaration as the tree has it."""
    data = text.encode("utf-8")
    steps = [step for step in tree.walk() if step.runs and step.start < step.end]
    bytes_before = sorted({offset - tree.start for s in steps for offset in (s.start, s.end)})
    place = _characters(data, bytes_before)
    marked: list[Marked] = []
    room = _ALL
    for step in steps:
        start, end = place.get(step.start - tree.start), place.get(step.end - tree.start)
        if start is None or end is None:
            continue  # a tree of another text
        told = _told(step)
        room -= len(told)
        if room < 0:
            break
        marked.append(Marked(start, end, told, is_tactic=not step.is_term))
    return tuple(marked)


def _characters(data: bytes, offsets: Sequence[int]) -> dict[int, int]:
    """For each offset in bytes, in order, how many characters are before it."""
    places: dict[int, int] = {}
    at = characters = 0
    for offset in offsets:
        if not 0 <= offset <= len(data):
            continue
        characters += len(data[at:offset].decode("utf-8", errors="replace"))
        places[offset], at = characters, offset
    return places


def _told(step: ProofStep) -> str:
    if len(step.runs) == 1:
        return _of_run(step.runs[0])
    shown = [
        f"{ordinal} of {len(step.runs)} runs, {_of_run(run)}"
        for ordinal, run in enumerate(step.runs[:_RUNS], start=1)
    ]
    more = [f"… and {len(step.runs) - _RUNS} more runs"] if len(step.runs) > _RUNS else []
    return "\n\n".join([*shown, *more])


def _of_run(run: GoalChange) -> str:
    return f"{BEFORE}\n{_goals(run.before)}\n\n{AFTER}\n{_goals(run.after)}"


def _goals(goals: Sequence[Goal]) -> str:
    if not goals:
        return "no goals"
    shown = ["\n".join(_lines(goal)) for goal in goals[:_GOALS]]
    more = [f"… and {len(goals) - _GOALS} more goals"] if len(goals) > _GOALS else []
    return "\n\n".join([*shown, *more])


def _lines(goal: Goal) -> Iterator[str]:
    """A goal line by line; of a long one the oldest hypotheses are left out."""
    lines = str(goal).splitlines()
    if len(lines) > _LINES:
        yield f"… {len(lines) - _LINES} lines"
        lines = lines[-_LINES:]
    for line in lines:
        yield line if len(line) <= _COLUMNS else line[:_COLUMNS] + "…"
