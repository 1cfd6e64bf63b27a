"""A file without what fails in it: some of Lean's answers are given for a whole file or not at all.

Of a declaration with errors the value becomes ``sorry``, so that what rests on it still elaborates;
what fails even so, and other commands with errors, go.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tools.lean.analysis import Analysis, Command, analyse, errors_within
from tools.lean.lean import Lean
from tools.lean.source import Source

_SORRY = ":= sorry"


@dataclass(frozen=True)
class Cut:
    """Bytes of a file that were replaced."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Isolated:
    """What is left of a file, and where it stood."""

    source: Source
    cuts: tuple[Cut, ...]
    """In order, in bytes of the file as it was."""

    def original(self, offset: int) -> int | None:
        """Where a byte stood in the file; none for one of what was put in."""
        grown = 0
        for cut in self.cuts:
            start = cut.start + grown
            if offset < start:
                break
            size = len(cut.text.encode("utf-8"))
            if offset < start + size:
                return None
            grown += size - (cut.end - cut.start)
        return offset - grown


def without_errors(lean: Lean, source: Source) -> Isolated:
    """A file without what fails in it; one or two runs of Lean.

    Raises what :func:`tools.lean.analysis.analyse` raises.
    """
    analysis, _ = analyse(lean, source)
    mild = _isolate(source, _values(analysis))
    again, _ = analyse(lean, mild.source)
    if not any(message.severity == "error" for message in again.diagnostics):
        return mild
    failing = [_fails(again, command) for command in again.commands]
    if len(failing) != len(analysis.commands):  # what a proof hid is read as commands now
        failing = [_fails(analysis, command) for command in analysis.commands]
    broken = [
        Cut(command.syntax.start, command.syntax.end, "")
        for command, fails in zip(analysis.commands, failing, strict=True)
        if fails
    ]
    kept = [cut for cut in mild.cuts if not any(_holds(one, cut) for one in broken)]
    return _isolate(source, [*kept, *broken])


def _values(analysis: Analysis) -> list[Cut]:
    """The values of the declarations with errors."""
    return [
        Cut(declaration.value.start, declaration.value.end, _SORRY)
        for declaration in analysis.declarations
        if declaration.value is not None
        and any(
            errors_within(analysis.source, analysis.diagnostics, declaration.start, declaration.end)
        )
    ]


def _fails(analysis: Analysis, command: Command) -> bool:
    span = command.syntax.start, command.syntax.end
    return any(errors_within(analysis.source, analysis.diagnostics, *span))


def _holds(one: Cut, other: Cut) -> bool:
    return one.start <= other.start and other.end <= one.end


def _isolate(source: Source, cuts: Sequence[Cut]) -> Isolated:
    ordered = tuple(sorted(cuts, key=lambda cut: cut.start))
    left = source
    for cut in reversed(ordered):
        left = left.splice(cut.start, cut.end, cut.text)
    return Isolated(left, ordered)
