"""The last word on a candidate: the whole file compiled from scratch, read back, and replayed.

One process compiles the file with the candidate in place to an object file. What it says there
shows that the file consists of the same commands as before and that nothing failed. A second
process, which the candidate's text never entered, reads the object file: the same statements, the
axioms, and each declaration accepted once more by Lean's kernel (:mod:`tools.lean.read_back`).
"""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tools.errors import LeanCrashed
from tools.lean import audit, raw_syntax
from tools.lean.analysis import Analysis, Outline, kind_of, outlines, reached_the_end, read_commands
from tools.lean.check import uses_sorry
from tools.lean.compiled import ORIGINAL, compiled_file
from tools.lean.declarations import SCOPES, Declaration, find_declarations
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.problem import Problem
from tools.lean.process import Run
from tools.lean.read_back import ReadBack, reader_for
from tools.lean.refusals import (
    by_errors,
    crashed,
    forbidden,
    objection,
    refused,
    searching,
    unread,
)
from tools.lean.source import Source
from tools.lean.syntax import Syntax
from tools.lean.verdict import Inconclusive, Verdict, Verified

# Commands may be elaborated beside each other: a plain compile that also tells what it reads.
_OPTIONS = (*raw_syntax.OPTIONS, "pp.fullNames=true", "maxErrors=0")
# Known errors have their places from a run without that.
_ONE_BY_ONE = (*_OPTIONS, "Elab.async=false")
_NUMBERED = re.compile(r"_uniq(?:\.\d+)+|\?m\.\d+|✝\d*")
# Lean looks for a module only where its first component is first found, so it must be our own.
_CANDIDATE = "BurnishCandidate.olean"
_PLACE = re.compile(r'"":(\d+):')
_INCOMPLETE = "Lean's answer is incomplete"
_NO_OBJECT = (
    "rests on the gate and on Lean's elaboration alone: the file has errors elsewhere, or reached "
    "a limit, so that there is no object file of the original to compare with and to replay"
)


@dataclass(frozen=True)
class Confirmed:
    """The last word, and the declaration as Lean parsed it (in offsets of its own text)."""

    verdict: Verdict
    syntax: Syntax | None = None


class LastWord:
    """Confirms candidates for the theorems of one analysed file."""

    def __init__(self, lean: Lean, analysis: Analysis, seconds: float) -> None:
        """``seconds`` bounds each of its processes."""
        self._lean = lean
        self._analysis = analysis
        self._seconds = seconds
        self._reader = reader_for(lean, analysis, seconds)

    def confirm(self, problem: Problem, candidate: str) -> Confirmed:
        """Raises :class:`tools.errors.LeanUnavailable` if Lean cannot be started."""
        refusal = unread(problem, candidate)
        if refusal is not None:
            return Confirmed(refusal)
        kept = compiled_file(self._lean, problem.source)
        original = kept.object_file(self._lean, problem.source, self._seconds)
        with tempfile.TemporaryDirectory(prefix="burnish-", ignore_cleanup_errors=True) as folder:
            made = Path(folder) / "made"
            made.mkdir()
            compiled = made / _CANDIDATE
            try:
                confirmed, run = self._confirm(problem, candidate, original, compiled)
            except LeanCrashed as crash:
                return Confirmed(crashed(crash))
            return replace(confirmed, verdict=replace(confirmed.verdict, memory=run.peak_memory))

    def _confirm(
        self, problem: Problem, candidate: str, original: bytes | None, compiled: Path
    ) -> tuple[Confirmed, Run]:
        placed = problem.splice(candidate)
        # The questions stand in the file only where they cannot be put to an object file.
        asked = audit.append_audit(placed, [] if self._reads(problem, original) else [problem.name])
        run = twice(lambda: self._compile(asked.text, original, compiled))
        return self._read(problem, placed, asked, run, original, compiled), run

    def _read(
        self,
        problem: Problem,
        placed: Source,
        asked: audit.AuditedText,
        run: Run,
        original: bytes | None,
        compiled: Path,
    ) -> Confirmed:
        if not run.complete:
            return Confirmed(Inconclusive(f"Lean was stopped at {run.limit}", run.seconds))
        text = Source(asked.text)
        if not reached_the_end(text, run.messages):
            return Confirmed(Inconclusive(_INCOMPLETE, run.seconds))
        commands = {
            outline: trace
            for outline, trace in outlines(text, run.messages)
            if outline[1] < len(placed.data)
        }
        found = _declaration(text, commands, problem)
        refusal = self._objection(problem, placed, commands, found, run)
        if refusal is not None or found is None:
            return Confirmed(refusal or refused("the candidate is not the one declaration"))
        syntax = found.syntax.moved(-problem.declaration.start)
        if original is None:
            answer = asked.answers(run.messages)[problem.name]
            back = ReadBack((), answer.axioms, answer.statement, _NO_OBJECT)
        else:
            if not compiled.is_file():
                # A command of the file may look at what is said, as `#guard_msgs` does.
                self._write(placed.text, (), compiled)
            if not compiled.is_file():
                return Confirmed(Inconclusive("Lean wrote no object file", run.seconds))
            told = asked.answers(run.messages).get(problem.name)
            # Not before now: no process that reads the candidate can copy the original's.
            before = compiled.parent.parent / "read" / ORIGINAL
            before.parent.mkdir()
            before.write_bytes(original)
            back = self._reader.read(problem, before, compiled, told)
        return Confirmed(_weigh(problem, back, run.seconds), syntax)

    def _reads(self, problem: Problem, original: bytes | None) -> bool:
        return original is not None and self._reader.reads(problem)

    def _compile(self, text: str, original: bytes | None, compiled: Path) -> Run:
        if original is None:
            return self._lean.run(text, _ONE_BY_ONE, self._seconds)
        return self._write(text, _OPTIONS, compiled)

    def _write(self, text: str, options: Sequence[str], compiled: Path) -> Run:
        return self._lean.run(
            text, options, self._seconds,
            arguments=["-o", str(compiled)], writable=[compiled.parent],
        )  # fmt: skip

    def _objection(
        self,
        problem: Problem,
        placed: Source,
        commands: Mapping[Outline, Message],
        found: Declaration | None,
        run: Run,
    ) -> Verdict | None:
        """What is wrong with the file as it was compiled."""
        growth = len(placed.data) - len(problem.source.data)
        last = placed.position(len(placed.data)).line
        errors = [m for m in run.messages if m.severity == "error" and m.start.line <= last]
        known = self._known_errors(problem, growth)
        fresh = [e for e in errors if (placed.offset(e.start), _unplaced(e.text)) not in known]
        if fresh:
            return by_errors(self._readable(problem, placed, fresh), run.seconds)
        expected = self._expected(problem, growth)
        others = commands.keys() - set(expected)
        if any(not _is_consistent(outline, commands[outline]) for outline in others):
            return Inconclusive("Lean's answer contradicts itself", run.seconds)
        if others:
            return refused("the rest of the file is no longer parsed as it was")
        if list(commands) != expected:
            return Inconclusive(_INCOMPLETE, run.seconds)
        command, source = problem.declaration.command, problem.source
        before = _commands_within(source, self._analysis.messages, command.start, command.end)
        within = _commands_within(placed, run.messages, command.start, command.end + growth)
        if within != before:
            return Inconclusive("Lean tells of other commands within the candidate", run.seconds)
        if found is None or not self._same_declarations(problem, found):
            return refused("the candidate is not one declaration of the same name and kind")
        text = placed.slice(found.start, found.end)
        reason = objection(problem, found) or searching(problem, found, text, ())
        if reason is None and uses_sorry(placed, run.messages, found):
            reason = refused("the proof uses `sorry`")
        return reason

    def _same_declarations(self, problem: Problem, found: Declaration) -> bool:
        """Whether the command declares what it did: one, or those of a ``mutual`` block."""
        start = problem.declaration.command.start
        before = [d for d in self._analysis.declarations if d.command.start == start]
        return _as_written(find_declarations([found.command])) == _as_written(before)

    def _readable(
        self, problem: Problem, placed: Source, fresh: Sequence[Message]
    ) -> list[Message]:
        """Some errors with places in the candidate's own text, and terms printed for people."""
        places = {(error.start, error.severity) for error in fresh}
        again = self._lean.run(placed.text, ("maxErrors=0",), self._seconds)
        told = [m for m in again.messages if (m.start, m.severity) in places]
        return [_localise(problem, placed, message) for message in told or fresh]

    def _known_errors(self, problem: Problem, growth: int) -> set[tuple[int, str]]:
        """The errors that the original file has elsewhere, at the places they have moved to."""
        source, target = self._analysis.source, problem.declaration
        known: set[tuple[int, str]] = set()
        for message in self._analysis.diagnostics:
            offset = source.offset(message.start)
            if message.severity == "error" and not target.start <= offset < target.end:
                moved = offset + growth if offset >= target.end else offset
                known.add((moved, _unplaced(message.text)))
        return known

    def _expected(self, problem: Problem, growth: int) -> list[Outline]:
        """The commands of the original file at the places they have moved to."""
        end = problem.declaration.end

        def moved(offset: int) -> int:
            return offset + growth if offset >= end else offset

        found = self._analysis.outlines
        return [(kind, moved(start), moved(stop)) for kind, start, stop in found]


def _weigh(problem: Problem, back: ReadBack, seconds: float) -> Verdict:
    if back.objections:
        return refused("; ".join(back.objections))
    if back.axioms is None:
        return Inconclusive(f"Lean did not confirm {problem.name}", seconds)
    refusal = forbidden(problem, back.axioms)
    if refusal is not None:
        return refusal
    if back.statement is not None and back.statement != problem.statement_type:
        return refused("Lean elaborates the statement to another type")
    return Verified(back.axioms, seconds, back.caveat)


def twice(run: Callable[[], Run]) -> Run:
    """Run again after a crash: only one that repeats is the candidate's doing."""
    try:
        return run()
    except LeanCrashed:
        return run()


def _declaration(
    text: Source, commands: Mapping[Outline, Message], problem: Problem
) -> Declaration | None:
    """The declaration of the problem's name at its place; reads no more trees than it needs."""
    start = problem.declaration.start
    around = [trace for (_, begin, end), trace in commands.items() if begin <= start < end]
    needed = [t for (kind, _, _), t in commands.items() if kind in SCOPES or t in around]
    declared = find_declarations(command.syntax for command in read_commands(text, needed))
    found = [one for one in declared if (one.name, one.start) == (problem.name, start)]
    return found[0] if len(found) == 1 else None


def _as_written(declarations: Sequence[Declaration]) -> list[tuple[str, str]]:
    """Names and keywords; those of one command are within the same namespace."""
    return [(d.identifier.value if d.identifier else "", d.keyword) for d in declarations]


def _is_consistent(outline: Outline, trace: Message) -> bool:
    """Whether the first token that tells its own place lies where the trace says it is."""
    _, start, end = outline
    token = _PLACE.search(trace.text)
    return token is None or start <= int(token[1]) <= end


def _commands_within(
    source: Source, messages: Sequence[Message], start: int, end: int
) -> Counter[str]:
    """The kinds of the commands that were traced in a range, those inside of others as well."""
    found = {
        (kind, offset, message.end)
        for message in messages
        if message.is_trace and start <= (offset := source.offset(message.start)) < end
        if (kind := kind_of(message)) is not None
    }
    return Counter(kind for kind, _, _ in found)


def _localise(problem: Problem, placed: Source, message: Message) -> Message:
    """A message about the file as one about the candidate's own text, where it is about that."""
    start = problem.declaration.start
    offset = placed.offset(message.start)
    if offset < start:
        return message
    place = Source(placed.data[start:].decode("utf-8")).position(offset - start)
    return replace(message, start=place, end=None)


def _unplaced(text: str) -> str:
    """The first line of an error without Lean's internal numbers, which change with the proof."""
    return _NUMBERED.sub("", text.partition("\n")[0])
