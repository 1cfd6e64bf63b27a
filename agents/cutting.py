"""What goes from a prompt that is too long, in which order: the scaffold's list of sacrifices."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from tools.lean.structure.context import Entry

_STEP = re.compile(r"\s*(?:[-*•]|\d+[.)])\s")


@dataclass(frozen=True)
class Parts:
    """What may be cut, of one prompt."""

    examples: tuple[str, ...] = ()
    context: tuple[Entry, ...] = ()
    diagnostics: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    sketch: tuple[str, ...] = ()
    """Its lines."""
    states: tuple[StateLines, ...] = ()
    symbolic: str = ""


@dataclass(frozen=True)
class StateLines:
    """Lines of a proof with goals in it: one of its own, and the comments that stand below it."""

    line: str
    comments: tuple[str, ...]
    distance: int
    """Lines to the nearest region worth attacking."""


@dataclass(frozen=True)
class _Stage:
    """One kind of thing to cut."""

    name: str
    amount: Callable[[Parts], int]
    """How many times it can be cut."""
    cut: Callable[[Parts, int], Parts]
    """The parts without so many."""


def _far(parts: Parts) -> int:
    return sum(entry.distance > 1 for entry in parts.context)


def _without_far(parts: Parts, count: int) -> Parts:
    """The last of those that the theorem does not name itself go first."""
    far = [index for index, entry in enumerate(parts.context) if entry.distance > 1]
    gone = set(far[len(far) - count :])
    kept = tuple(e for index, e in enumerate(parts.context) if index not in gone)
    return replace(parts, context=kept)


def _steps(parts: Parts) -> int:
    return sum(_STEP.match(line) is not None for line in parts.sketch)


def _without_steps(parts: Parts, count: int) -> Parts:
    """The last steps go first, and what stands below them."""
    steps = [index for index, line in enumerate(parts.sketch) if _STEP.match(line)]
    return replace(
        parts, sketch=parts.sketch[: steps[len(steps) - count]] if count else parts.sketch
    )


def _stated(parts: Parts) -> int:
    return sum(bool(one.comments) for one in parts.states)


def _without_states(parts: Parts, count: int) -> Parts:
    """The farthest from the regions go first; of those as far, the longest."""
    sizes = [sum(map(len, one.comments)) for one in parts.states]
    order = sorted(
        (index for index, one in enumerate(parts.states) if one.comments),
        key=lambda index: (-parts.states[index].distance, -sizes[index], -index),
    )
    gone = set(order[:count])
    kept = tuple(
        replace(one, comments=()) if index in gone else one
        for index, one in enumerate(parts.states)
    )
    return replace(parts, states=kept)


_STAGES = (
    _Stage(
        "examples",
        lambda parts: len(parts.examples),
        lambda parts, n: replace(parts, examples=parts.examples[: len(parts.examples) - n]),
    ),
    _Stage("far declarations", _far, _without_far),
    _Stage(
        "further diagnostics",
        lambda parts: max(0, len(parts.diagnostics) - 1),
        lambda parts, n: replace(
            parts, diagnostics=parts.diagnostics[: len(parts.diagnostics) - n]
        ),
    ),
    _Stage(
        "notes",  # the oldest go first
        lambda parts: len(parts.notes),
        lambda parts, n: replace(parts, notes=parts.notes[n:]),
    ),
    _Stage("steps of the sketch", _steps, _without_steps),
    _Stage("goal states", _stated, _without_states),
    _Stage(
        "declarations",
        lambda parts: len(parts.context),
        lambda parts, n: replace(parts, context=parts.context[: len(parts.context) - n]),
    ),
    _Stage(
        "the proof found by a search",
        lambda parts: int(bool(parts.symbolic)),
        lambda parts, n: replace(parts, symbolic="") if n else parts,
    ),
    _Stage(
        "the claim in words",
        lambda parts: int(bool(parts.sketch)),
        lambda parts, n: replace(parts, sketch=()) if n else parts,
    ),
    _Stage(
        "the first diagnostic",
        lambda parts: int(bool(parts.diagnostics)),
        lambda parts, n: replace(parts, diagnostics=()) if n else parts,
    ),
)


def most_cuts(parts: Parts) -> int:
    """How many cuts there are until nothing is left to cut."""
    total = 0
    for stage in _STAGES:
        amount = stage.amount(parts)
        parts = stage.cut(parts, amount)
        total += amount
    return total


def after_cuts(parts: Parts, count: int) -> tuple[Parts, tuple[str, ...]]:
    """What is left after so many cuts, and what went, for people: "2 of 3 examples"."""
    told = []
    for stage in _STAGES:
        amount = stage.amount(parts)
        now = min(amount, count)
        if now:
            parts = stage.cut(parts, now)
            told.append(stage.name if amount == 1 else f"{now} of {amount} {stage.name}")
        count -= now
    return parts, tuple(told)


def state_lines(
    proof: str, states: str, regions: Sequence[tuple[int, int]]
) -> tuple[StateLines, ...]:
    """A proof's lines, each with the comments that its chain of states has below it.

    ``regions`` are first and last lines of the proof, from 0. Empty where ``states`` is not
    ``proof`` with further lines in it.
    """
    lines, waiting = proof.split("\n"), states.split("\n")
    found: list[StateLines] = []
    at = 0
    for number, line in enumerate(lines):
        if waiting[at : at + 1] != [line]:
            return ()
        begin = at = at + 1
        following = lines[number + 1 : number + 2]
        while waiting[at : at + 1] != following and _is_comment(waiting[at : at + 1]):
            at += 1
        distance = min((max(0, a - number, number - b) for a, b in regions), default=0)
        found.append(StateLines(line, tuple(waiting[begin:at]), distance))
    return tuple(found) if at == len(waiting) else ()


def _is_comment(line: Sequence[str]) -> bool:
    return bool(line) and line[0].lstrip().startswith("-- ")
