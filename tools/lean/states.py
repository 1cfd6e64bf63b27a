"""The chain of states: a proof's own text, with the goals after each tactic as comments.

The comments stand on lines of their own, so the text stays a proof that Lean reads as before.
States that are too large are cut, and say so.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.lean.source import Source
from tools.lean.structure.goals import Goal
from tools.lean.structure.tree import ProofStep, ProofTree

_NO_GOALS = "no goals"


@dataclass(frozen=True)
class Limits:
    """How much of a state is shown."""

    width: int = 100
    """Columns; a goal that does not fit goes over several lines."""
    goals: int = 3
    lines: int = 8
    """Lines of comment for one goal."""


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True)
class _Note:
    """A state to be written below the line on which byte ``end`` lies."""

    end: int
    column: int
    goals: tuple[Goal, ...]
    closes: bool
    """Whether it is the state after a tactic; otherwise that before the first of a block."""


def chain_of_states(source: Source, tree: ProofTree, limits: Limits = DEFAULT_LIMITS) -> str:
    """The declaration's text with the goals as comments; the text alone if it has no tactics.

    A line on which several tactics end shows the state after the last of them. A block that
    begins on a line of its own shows first the goals that it starts from.
    """
    notes: dict[int, _Note] = {}
    steps = [s for step in tree.steps for s in (step.children if step.is_term else (step,))]
    for note in _notes(source, steps, tree.start):
        line = source.position(note.end).line
        kept = notes.get(line)
        if kept is None or note.end >= kept.end:
            notes[line] = note
    first = source.position(tree.start).line
    text = source.slice(tree.start, tree.end)
    lines: list[str] = []
    for number, line_text in enumerate(text.split("\n"), start=first):
        lines.append(line_text)
        if number in notes:
            lines.extend(_comment(notes[number], limits))
    return "\n".join(lines)


def _notes(source: Source, steps: Sequence[ProofStep], before: int) -> Iterator[_Note]:
    """The notes of some sibling steps; ``before`` is where the text that leads to them begins."""
    for index, step in enumerate(steps):
        column = _comment_column(source, step)
        begins_block = index == 0 or _line(source, step.start) > _line(source, steps[index - 1].end)
        if begins_block and step.runs and _new_block(steps, index):
            lead = source.slice(before, step.start)
            if not lead.rpartition("\n")[2].strip() and "\n" in lead:  # on a line of its own
                yield _Note(before + _last_text(lead), column, step.goals_before, closes=False)
        yield from _notes(source, step.children, step.start)
        if step.runs and not _says_nothing(step):
            yield _Note(step.end, column, step.goals_after, closes=True)
        before = step.end


def _new_block(steps: Sequence[ProofStep], index: int) -> bool:
    """Whether a step starts from other goals than its sibling before it left."""
    return index == 0 or steps[index].goals_before != steps[index - 1].goals_after


def _says_nothing(step: ProofStep) -> bool:
    """A bullet or `try` changes nothing beyond the steps inside; `<;>` runs them for each goal."""
    return step.is_combinator and bool(step.children) and step.children[0].start != step.start


def _comment_column(source: Source, step: ProofStep) -> int:
    """Below the step if it is the first on its line, bullets aside; else below the line."""
    column = source.column(step.start)
    start = step.start - len(source.slice(0, step.start).rpartition("\n")[2].encode("utf-8"))
    lead = source.slice(start, step.start)
    return column if not lead.strip(" ·.") else len(lead) - len(lead.lstrip())


def _line(source: Source, offset: int) -> int:
    return source.position(offset).line


def _last_text(lead: str) -> int:
    """Bytes up to the end of the last line of ``lead`` that is followed by a line break."""
    return len(lead[: lead.rindex("\n")].rstrip().encode("utf-8"))


def _comment(note: _Note, limits: Limits) -> list[str]:
    indent = " " * note.column + "-- "
    if not note.goals:
        return [indent + _NO_GOALS]
    lines = [
        line
        for goal in note.goals[: limits.goals]
        for line in sequent(goal, limits.width - len(indent), limits.lines)
    ]
    if len(note.goals) > limits.goals:
        lines.append(f"… and {len(note.goals) - limits.goals} more goals")
    return [indent + line for line in lines]


def sequent(goal: Goal, width: int, limit: int) -> list[str]:
    """A goal on one line, or on several if it is wider than ``width``, at most ``limit``.

    The target is what matters most: the oldest hypotheses go first.
    """
    case = f"{goal.case}: " if goal.case else ""
    hypotheses = [" ".join(hypothesis.split()) for hypothesis in goal.lines]
    target = f"{goal.mark} " + " ".join(goal.target.split())
    line = case + ", ".join(hypotheses) + (" " if hypotheses else "") + target
    if len(line) <= width:
        return [line]
    below = _cut_after(_wrapped(target, width), max(1, limit // 2))
    above = [part for packed in _packed(hypotheses, width) for part in _wrapped(packed, width)]
    room = max(0, limit - len(below) - bool(case))
    if len(above) > room:
        dropped = len(above) - max(0, room - 1)
        above = [f"… {dropped} lines of hypotheses", *above[dropped:]]
    return [*([case.strip()] if case else []), *above, *below]


def _packed(hypotheses: list[str], width: int) -> list[str]:
    """As many hypotheses on a line as fit."""
    lines: list[str] = []
    for hypothesis in hypotheses:
        if lines and len(lines[-1]) + 2 + len(hypothesis) <= width:
            lines[-1] += ", " + hypothesis
        else:
            lines.append(hypothesis)
    return lines


def _wrapped(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, max(width, 20), subsequent_indent="    ")


def _cut_after(lines: list[str], limit: int) -> list[str]:
    return lines if len(lines) <= limit else [*lines[: limit - 1], lines[limit - 1] + " …"]
