"""The verdict on candidate proofs. Lean alone decides, and only positive evidence verifies.

*Screening* judges many candidates in one run, each beside the others under a name of its own;
what is doubtful there is judged again alone. *Confirming* compiles the whole file afresh with the
candidate in place and compares statement, axioms and everything around it. Only what has been
confirmed counts as accepted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tools.errors import LeanCrashed
from tools.lean import audit
from tools.lean.analysis import OPTIONS, Analysis, Command, read_commands
from tools.lean.batch import Answer, lay_out, read_answers
from tools.lean.check import uses_sorry
from tools.lean.declarations import Declaration, find_declarations
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.problem import Problem
from tools.lean.process import Run
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

_SCREEN_HEARTBEATS = ((0.1, 25_000), (0.4, 50_000), (1.0, 100_000))
"""Heartbeats per candidate while screening, by the seconds that the original takes at most; above
them Lean's default of 200,000 holds. One slow candidate must not hold up its whole batch, and one
that is much slower than the original is not wanted. What exceeds it is inconclusive, not wrong."""
_NUMBERED = re.compile(r"_uniq\.\d+|\?m\.\d+|✝\d*")


@dataclass(frozen=True)
class Screened:
    """The outcome of screening one candidate."""

    verdict: Verdict
    syntax: Syntax | None
    """Of a verified candidate: its declaration as Lean parsed it, in offsets of its own text."""


class Judge:
    """Judges candidates for the theorems of one analysed file."""

    def __init__(
        self,
        lean: Lean,
        analysis: Analysis,
        seconds: float = 120.0,
        screen_seconds: float = 30.0,
    ) -> None:
        """``seconds`` bounds a compile of the whole file, ``screen_seconds`` what a
        run of screening takes beyond its context."""
        self._lean = lean
        self._analysis = analysis
        self._seconds = seconds
        self._screen_seconds = screen_seconds

    def screen(self, problem: Problem, candidates: Sequence[str]) -> list[Screened]:
        """Judge whole declarations as candidates for one theorem, in their order.

        Raises :class:`tools.errors.LeanUnavailable` if Lean cannot be started.
        """
        outcomes: list[Screened | None] = [
            None if (refusal := unread(problem, candidate)) is None else Screened(refusal, None)
            for candidate in candidates
        ]
        fit = [c for c, outcome in zip(candidates, outcomes, strict=True) if outcome is None]
        judged = iter(self._screen(problem, fit))
        return [outcome if outcome is not None else next(judged) for outcome in outcomes]

    def _screen(self, problem: Problem, candidates: Sequence[str]) -> list[Screened]:
        if problem.declaration.command.kind == "Command.mutual":
            return [self._by_confirming(problem, candidate) for candidate in candidates]
        if problem.is_recursive:
            return [self._alone(problem, candidate) for candidate in candidates]
        return self._together(problem, candidates)

    def _together(self, problem: Problem, candidates: Sequence[str]) -> list[Screened]:
        if len(candidates) < 2:
            return [self._alone(problem, candidate) for candidate in candidates]
        batch = lay_out(problem, candidates)
        try:
            run = self._run_screening(problem, batch.source.text)
        except LeanCrashed:
            return self._halves(problem, candidates)
        answers = read_answers(batch, problem, run.messages)
        outcomes = [
            _screened(problem, candidate, answer)
            for candidate, answer in zip(candidates, answers, strict=True)
        ]
        doubtful = [index for index, outcome in enumerate(outcomes) if outcome is None]
        if len(doubtful) == len(candidates) and not run.complete:
            return self._halves(problem, candidates)
        if doubtful:
            # An unfinished comment, or a tactic that never ends, hides whatever follows it. So the
            # first one without an answer is judged alone and the others once more together.
            first, *others = (candidates[index] for index in doubtful)
            again = [self._alone(problem, first), *self._together(problem, others)]
            for index, outcome in zip(doubtful, again, strict=True):
                outcomes[index] = outcome
        return [outcome for outcome in outcomes if outcome is not None]

    def _halves(self, problem: Problem, candidates: Sequence[str]) -> list[Screened]:
        middle = len(candidates) // 2
        return [
            *self._together(problem, candidates[:middle]),
            *self._together(problem, candidates[middle:]),
        ]

    def _alone(self, problem: Problem, candidate: str) -> Screened:
        batch = lay_out(problem, [candidate], rename=not problem.is_recursive)
        try:
            run = _twice(lambda: self._run_screening(problem, batch.source.text))
        except LeanCrashed as crash:
            return Screened(crashed(crash), None)
        if not run.complete:
            return Screened(Inconclusive(f"Lean was stopped at {run.limit}", run.seconds), None)
        (answer,) = read_answers(batch, problem, run.messages)
        outcome = _screened(problem, candidate, answer)
        if outcome is not None:
            return outcome
        return Screened(_no_evidence(answer), None)

    def _by_confirming(self, problem: Problem, candidate: str) -> Screened:
        """For theorems that cannot stand alone, such as those of a ``mutual`` block."""
        verdict, asked, run = self._confirm(problem, candidate)
        if not isinstance(verdict, Verified) or run is None:
            return Screened(verdict, None)
        base = problem.declaration.start
        commands = read_commands(
            Source(asked.text), run.messages, lambda offset: max(offset - base, 0)
        )
        found = _declaration(commands, problem, 0)
        return Screened(verdict, found.syntax if found is not None else None)

    def confirm(self, problem: Problem, candidate: str) -> Verdict:
        """Compile the whole file afresh with the candidate in place; the last word.

        Raises :class:`tools.errors.LeanUnavailable` if Lean cannot be started.
        """
        return self._confirm(problem, candidate)[0]

    def _confirm(
        self, problem: Problem, candidate: str
    ) -> tuple[Verdict, audit.AuditedText, Run | None]:
        placed = problem.splice(candidate)
        asked = audit.append_audit(placed, [problem.name])
        refusal = unread(problem, candidate)
        if refusal is not None:
            return refusal, asked, None
        try:
            run = _twice(lambda: self._lean.run(asked.text, OPTIONS, self._seconds))
        except LeanCrashed as crash:
            return crashed(crash), asked, None
        if not run.complete:
            return Inconclusive(f"Lean was stopped at {run.limit}", run.seconds), asked, None
        return self._weigh(problem, placed, asked, run), asked, run

    def _weigh(
        self, problem: Problem, placed: Source, asked: audit.AuditedText, run: Run
    ) -> Verdict:
        commands = tuple(
            command
            for command in read_commands(Source(asked.text), run.messages)
            if command.syntax.start < len(placed.data)
        )
        growth = len(placed.data) - len(problem.source.data)
        question = asked.lines[problem.name]
        errors = [m for m in run.messages if m.severity == "error" and m.start.line < question]
        answer = asked.answers(run.messages)[problem.name]
        fresh = _without(placed, errors, self._known_errors(problem, growth))
        found = _declaration(commands, problem, problem.declaration.start)
        seconds = next((c.seconds for c in commands if found and c.syntax is found.command), 0.0)
        if fresh:
            return by_errors(fresh, seconds)
        if not self._same_commands(problem, commands, growth):
            return refused("the rest of the file is no longer parsed as it was")
        if found is None or found.keyword != problem.declaration.keyword:
            return refused("the candidate is not one declaration of the same name and kind")
        reason = objection(problem, found) or searching(problem, found, "", ())
        if reason is not None:
            return reason
        if uses_sorry(placed, run.messages, found):
            return refused("the proof uses `sorry`")
        if answer.axioms is None:
            return Inconclusive(f"Lean did not confirm {problem.name}", seconds)
        refusal = forbidden(problem, answer.axioms)
        if refusal is not None:
            return refusal
        if answer.statement != problem.statement_type:
            return refused("Lean elaborates the statement to another type")
        return Verified(answer.axioms, seconds)

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

    def _same_commands(self, problem: Problem, commands: Sequence[Command], growth: int) -> bool:
        """Whether the file consists of the same commands, the candidate's one apart."""
        if len(commands) != len(self._analysis.commands):
            return False
        end = problem.declaration.end
        for new, old in zip(commands, self._analysis.commands, strict=True):
            start = old.syntax.start + (growth if old.syntax.start >= end else 0)
            stop = old.syntax.end + (growth if old.syntax.end >= end else 0)
            if (new.syntax.kind, new.syntax.start, new.syntax.end) != (
                old.syntax.kind,
                start,
                stop,
            ):
                return False
        return True

    def _run_screening(self, problem: Problem, text: str) -> Run:
        """Run Lean with the limits for screening candidates of a theorem."""
        taken = self._analysis.seconds_of(problem.declaration)
        limits = (beats for seconds, beats in _SCREEN_HEARTBEATS if taken <= seconds)
        beats = next(limits, None)
        options = OPTIONS if beats is None else (*OPTIONS, f"maxHeartbeats={beats}")
        # The context takes its own time in each run.
        start = problem.declaration.command.start
        before = sum(c.seconds for c in self._analysis.commands if c.syntax.start < start)
        return self._lean.run(text, options, self._screen_seconds + 2 * before)


def _twice(run: Callable[[], Run]) -> Run:
    """Run again after a crash: only one that repeats is the candidate's doing."""
    try:
        return run()
    except LeanCrashed:
        return run()


def _screened(problem: Problem, candidate: str, answer: Answer) -> Screened | None:
    """The outcome that an answer gives by itself; ``None`` where it is doubtful."""
    if answer.axioms is None:
        return Screened(by_errors(answer.errors, 0.0), None) if answer.errors else None
    if answer.errors:
        return Screened(by_errors(answer.errors, 0.0), None)
    if answer.syntax is None:
        return None
    found = find_declarations([answer.syntax])[0]
    refusal = objection(problem, found) or forbidden(problem, answer.axioms)
    if refusal is None and answer.warns_of_sorry:
        refusal = refused("the proof uses `sorry`")
    if refusal is None:
        refusal = searching(problem, found, candidate, answer.suggestions)
    if refusal is not None:
        return Screened(refusal, None)
    return Screened(Verified(answer.axioms, answer.seconds), answer.syntax)


def _no_evidence(answer: Answer) -> Verdict:
    if answer.stray:
        return by_errors(answer.stray, 0.0)
    if answer.axioms is not None:
        return refused("the candidate is not exactly one declaration")
    return Inconclusive("Lean gave no evidence about the candidate")


def _declaration(commands: Iterable[Command], problem: Problem, start: int) -> Declaration | None:
    """The declaration of the problem's name at a place."""
    found = [
        declaration
        for declaration in find_declarations(command.syntax for command in commands)
        if (declaration.name, declaration.start) == (problem.name, start)
    ]
    return found[0] if len(found) == 1 else None


def _without(
    source: Source, errors: Iterable[Message], known: set[tuple[int, str]]
) -> list[Message]:
    return [e for e in errors if (source.offset(e.start), _unplaced(e.text)) not in known]


def _unplaced(text: str) -> str:
    """The first line of an error without Lean's internal numbers, which change with the proof."""
    return _NUMBERED.sub("", text.partition("\n")[0])
