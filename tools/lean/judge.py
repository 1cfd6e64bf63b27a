"""The verdict on candidate proofs. Lean alone decides, and only positive evidence verifies.

*Screening* judges many candidates in one run, each beside the others under a name of its own;
what is doubtful there is judged again alone. *Confirming* is the last word on one
(:mod:`tools.lean.final`). Only what has been confirmed counts as accepted.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

from tools.errors import LeanCrashed
from tools.lean.analysis import Analysis, reached_the_end
from tools.lean.batch import Batch, lay_out, read_answers
from tools.lean.compiled import OPTIONS, compiled_file
from tools.lean.final import LastWord, twice
from tools.lean.lean import Lean
from tools.lean.outcomes import Screened, no_evidence, screened, undisturbed, unread
from tools.lean.problem import Problem
from tools.lean.process import Run
from tools.lean.refusals import crashed
from tools.lean.verdict import Inconclusive, Verdict

BATCH = 100
"""Candidates in one run of Lean at most."""
_SCREEN_HEARTBEATS = ((0.1, 25_000), (0.4, 50_000), (1.0, 100_000))
"""Heartbeats per candidate while screening, by the seconds that the original takes at most; above
them Lean's default of 200,000 holds. One slow candidate must not hold up its whole batch, and one
that is much slower than the original is not wanted. What exceeds it is inconclusive, not wrong."""
_MANY = 20 * BATCH


class Judge:
    """Judges candidates for the theorems of one analysed file; may be shared by threads."""

    def __init__(
        self,
        lean: Lean,
        analysis: Analysis,
        seconds: float = 120.0,
        screen_seconds: float = 30.0,
        heartbeats: int | None = None,
    ) -> None:
        """``seconds`` bounds a compile of the whole file, ``screen_seconds`` how long a run of
        screening may be silent: what one candidate may take. ``heartbeats`` is the limit of each
        candidate while screening; by default it follows from how long the original took."""
        self._lean = lean
        self._analysis = analysis
        self._screen_seconds = screen_seconds
        self._limit = heartbeats
        self._last_word = LastWord(lean, analysis, seconds)
        self._compiled = compiled_file(lean, analysis.source)

    def screen(self, problem: Problem, candidates: Sequence[str]) -> list[Screened]:
        """Judge whole declarations as candidates for one theorem, in their order.

        Raises :class:`tools.errors.LeanUnavailable` if Lean cannot be started.
        """
        return list(self.stream(problem, candidates, expected=len(candidates)))

    def stream(
        self, problem: Problem, candidates: Iterable[str], *, expected: int = _MANY
    ) -> Iterator[Screened]:
        """As :meth:`screen`, for any number of candidates: only a few batches are held at a time.

        ``expected`` says how many there may be; where they are worth it, what stands above the
        theorem is elaborated only once.
        """
        workers = self._lean.pool.size
        batches = max(1, math.ceil(expected / BATCH))
        if problem.is_recursive or problem.registers:  # one run for each candidate anyway
            batches = max(batches, min(workers, expected))
        size = max(1, math.ceil(expected / batches))
        given = iter(candidates)
        if batches == 1:
            while batch := tuple(islice(given, size)):
                yield from self._judge(problem, batch, 1)
            return
        with ThreadPoolExecutor(workers) as threads:
            waiting: deque[Future[list[Screened]]] = deque()
            try:
                while batch := tuple(islice(given, size)):
                    waiting.append(threads.submit(self._judge, problem, batch, batches))
                    if len(waiting) > workers:
                        yield from waiting.popleft().result()
                while waiting:
                    yield from waiting.popleft().result()
            finally:
                threads.shutdown(wait=False, cancel_futures=True)

    def confirm(self, problem: Problem, candidate: str) -> Verdict:
        """The last word: the whole file compiled afresh, read back and replayed.

        Raises :class:`tools.errors.LeanUnavailable` if Lean cannot be started.
        """
        return self._last_word.confirm(problem, candidate).verdict

    def _judge(self, problem: Problem, candidates: Sequence[str], runs: int) -> list[Screened]:
        """One batch; ``runs`` like it are to come."""
        outcomes: list[Screened | None] = [
            None if (refusal := unread(problem, candidate)) is None else Screened(refusal, None)
            for candidate in candidates
        ]
        fit = [c for c, outcome in zip(candidates, outcomes, strict=True) if outcome is None]
        judged = iter(self._screen(problem, fit, runs))
        return [outcome if outcome is not None else next(judged) for outcome in outcomes]

    def _screen(self, problem: Problem, candidates: Sequence[str], runs: int) -> list[Screened]:
        if problem.declaration.command.kind == "Command.mutual":
            return [self._by_confirming(problem, candidate) for candidate in candidates]
        if problem.is_recursive or problem.registers:
            alone = runs * len(candidates)
            return [self._alone(problem, candidate, alone) for candidate in candidates]
        outcomes = {
            candidate: self._alone(problem, candidate, runs, recursive=True)
            for candidate in candidates
            if problem.mentions_itself(candidate)
        }
        others = [candidate for candidate in candidates if candidate not in outcomes]
        judged = iter(self._together(problem, others, runs))
        return [outcomes.get(candidate) or next(judged) for candidate in candidates]

    def _together(self, problem: Problem, candidates: Sequence[str], runs: int) -> list[Screened]:
        if len(candidates) < 2:
            return [self._alone(problem, candidate, runs) for candidate in candidates]
        batch = lay_out(problem, candidates, heartbeats=self._heartbeats(problem))
        try:
            run = self._run(problem, batch, runs)
        except LeanCrashed:
            return self._halves(problem, candidates)
        answers = read_answers(batch, problem, run.messages)
        outcomes = [
            screened(problem, candidate, answer, run.peak_memory)
            for candidate, answer in zip(candidates, answers, strict=True)
        ]
        for index in range(undisturbed(problem, answers, outcomes), len(outcomes)):
            outcomes[index] = None
        doubtful = [index for index, outcome in enumerate(outcomes) if outcome is None]
        if len(doubtful) == len(candidates):
            return self._halves(problem, candidates)
        if doubtful:
            # An unfinished comment, or a tactic that never ends, hides whatever follows it. So the
            # first one without an answer is judged alone and the others once more together.
            first, *others = (candidates[index] for index in doubtful)
            again = [self._alone(problem, first, 1), *self._together(problem, others, 1)]
            for index, outcome in zip(doubtful, again, strict=True):
                outcomes[index] = outcome
        return [outcome for outcome in outcomes if outcome is not None]

    def _halves(self, problem: Problem, candidates: Sequence[str]) -> list[Screened]:
        middle = len(candidates) // 2
        return [
            *self._together(problem, candidates[:middle], 1),
            *self._together(problem, candidates[middle:], 1),
        ]

    def _alone(
        self, problem: Problem, candidate: str, runs: int, *, recursive: bool = False
    ) -> Screened:
        batch = lay_out(
            problem,
            [candidate],
            rename=not (recursive or problem.is_recursive),
            heartbeats=self._heartbeats(problem),
        )
        try:
            run = twice(lambda: self._run(problem, batch, runs))
        except LeanCrashed as crash:
            return Screened(crashed(crash), None)
        (answer,) = read_answers(batch, problem, run.messages)
        outcome = screened(problem, candidate, answer, run.peak_memory)
        if outcome is not None:
            return outcome
        if not run.complete:
            verdict: Verdict = Inconclusive(f"Lean was stopped at {run.limit}", run.seconds)
        elif not reached_the_end(batch.source, run.messages):
            verdict = Inconclusive("Lean's answer is incomplete", run.seconds)
        else:
            verdict = no_evidence(answer)
        return Screened(replace(verdict, memory=run.peak_memory), None)

    def _by_confirming(self, problem: Problem, candidate: str) -> Screened:
        """For theorems that cannot stand alone, such as those of a ``mutual`` block."""
        confirmed = self._last_word.confirm(problem, candidate)
        return Screened(confirmed.verdict, confirmed.syntax)

    def _heartbeats(self, problem: Problem) -> int | None:
        if self._limit is not None:
            return self._limit
        taken = self._analysis.seconds_of(problem.declaration)
        return next((beats for seconds, beats in _SCREEN_HEARTBEATS if taken <= seconds), None)

    def _run(self, problem: Problem, batch: Batch, runs: int) -> Run:
        """Run Lean with the limits for screening, from a snapshot of the context if it pays."""
        commands = self._analysis.commands
        start = problem.declaration.command.start
        context = sum(c.seconds for c in commands if c.syntax.start < start)
        snapshot = self._compiled.snapshot(
            self._lean,
            problem.source,
            context=context,
            whole=sum(command.seconds for command in commands),
            runs=runs,
        )
        if snapshot is None:
            return self._elaborate(batch, context, None)
        try:
            return self._elaborate(batch, context, snapshot)
        except LeanCrashed:
            # The snapshot's fault only if Lean does better without.
            run = self._elaborate(batch, context, None)
            self._compiled.drop_snapshot(context)
            return run

    def _elaborate(self, batch: Batch, context: float, snapshot: Path | None) -> Run:
        # Silence is what is limited, so that each candidate has its own time; the context is
        # elaborated in silence, and may take twice what it took before.
        silence = self._screen_seconds + 2 * context
        return self._lean.run(
            batch.source.text,
            OPTIONS,
            silence * len(batch.slots),
            arguments=[f"--incr-load={snapshot}"] if snapshot is not None else [],
            stalled=silence,
        )
