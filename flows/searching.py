"""The searches of one session, side by side on a small pool of threads; each result is stored."""

from __future__ import annotations

import contextvars
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, dataclass

import structlog

from agents.clock import Clock
from agents.graph import Machine, build_graph
from agents.proposers import SymbolicProposer
from agents.runtime import Limits, Progress, RunContext
from agents.search import Outcome, forget, search
from agents.views import original_view
from flows.preparation import PreparedFile, Theorem
from flows.requests import RequestedFile, Settings
from flows.results import TheoremResult
from storage.checkpoints import checkpointer
from storage.records import ProblemRecord, TheoremRecord, TheoremState
from storage.repository import Repository
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.verdict import Verified
from tools.metrics import METRICS

_log = structlog.get_logger(__name__)


class Observer:
    """Is told how the work goes; this one does not care."""

    def total(self, theorems: int) -> None:
        """How many theorems there are."""

    def advanced(self, progress: Progress) -> None:
        """A search has made a pass."""

    def done(self, result: TheoremResult) -> None:
        """A theorem is finished, or as far as the budget reached."""


@dataclass(frozen=True)
class Task:
    """One theorem's place in a session."""

    key: str
    position: int
    file: RequestedFile
    prepared: PreparedFile
    theorem: Theorem
    portfolio: tuple[str, ...]


class Searches:
    """The searches of one session, side by side."""

    def __init__(
        self,
        repository: Repository,
        session: str,
        settings: Settings,
        clock: Clock,
        lean_seconds: float,
        observer: Observer,
    ) -> None:
        self._repository = repository
        self._session = session
        self._settings = settings
        self._clock = clock
        self._lean_seconds = lean_seconds
        self._observer = observer
        self._machine: Machine = build_graph(checkpointer(repository.database))
        self._leans: list[Lean] = []

    @property
    def lean_calls(self) -> int:
        """Lean processes started for the theorems so far."""
        return sum(lean.calls for lean in self._leans)

    def run(self, tasks: Sequence[Task], pool: ThreadPoolExecutor) -> tuple[TheoremResult, ...]:
        """Results in the order of the tasks.

        The first failure, or an interrupt, asks the other searches to pause, waits for them, and
        is raised with the session stopped: whatever was judged is stored.
        """
        self._observer.total(len(tasks))
        futures: list[Future[TheoremResult]] = [
            pool.submit(contextvars.copy_context().run, self._one, task) for task in tasks
        ]
        try:
            wait(futures, return_when=FIRST_EXCEPTION)
            return tuple(future.result() for future in futures)
        except BaseException:
            self._clock.stop()
            pool.shutdown(wait=True, cancel_futures=True)
            self._repository.set_session_state(self._session, "stopped")
            raise

    def _one(self, task: Task) -> TheoremResult:
        stored = self._repository.theorem_result(self._session, task.key)
        if stored is not None and stored.state in ("finished", "failed") and stored.result:
            result = TheoremResult.from_json(stored.result["result"])
            result = result.recalled(str(task.file.wanted.path))
        elif task.theorem.problem is None:
            result = _failed(task, self._settings.metric)
            self._save(task, None, result)
        else:
            result = self._search(task, task.theorem.problem)
        self._observer.done(result)
        return result

    def _search(self, task: Task, problem: Problem) -> TheoremResult:
        lean = Lean(task.file.toolchain, self._lean_seconds)
        self._leans.append(lean)
        record = ProblemRecord(
            name=problem.name,
            file=str(task.file.wanted.path),
            context_hash=problem.context_hash,
            statement=problem.statement,
            original=problem.original,
            lean_fingerprint=problem.lean_fingerprint,
        )
        metric = METRICS[self._settings.metric]
        view = original_view(problem)
        context = RunContext(
            session=self._session,
            problem=problem,
            problem_id=self._repository.upsert_problem(record),
            original=view,
            original_score=metric.measure(view),
            metric=metric,
            proposers=(SymbolicProposer(task.portfolio),),
            judge=Judge(lean, task.prepared.analysis, self._lean_seconds),
            repository=self._repository,
            limits=Limits(self._settings.rounds, self._settings.candidates),
            clock=self._clock,
            notify=self._observe,
        )
        outcome = search(self._machine, context)
        result = _result(task, context, outcome, lean.calls)
        self._save(task, context.problem_id, result)
        if result.finished:
            forget(self._machine, context)
        _log.info("theorem", theorem=problem.name, before=result.before, after=result.after)
        return result

    def _observe(self, progress: Progress) -> None:
        self._repository.record_event(self._session, "pass", asdict(progress))
        _log.debug("pass", **asdict(progress))
        self._observer.advanced(progress)

    def _save(self, task: Task, problem_id: str | None, result: TheoremResult) -> None:
        state: TheoremState = "finished" if result.finished else "running"
        if result.failed:
            state = "failed"
        path = str(task.file.wanted.path.resolve())
        self._repository.save_theorem_result(
            TheoremRecord(
                session_id=self._session,
                theorem=task.key,
                problem_id=problem_id,
                position=task.position,
                state=state,
                result={"path": path, "result": result.to_json()},
            )
        )


def _result(task: Task, context: RunContext, outcome: Outcome, lean_calls: int) -> TheoremResult:
    accepted = outcome.accepted
    original = task.theorem.report.verdict
    verdict = accepted.verdict if accepted is not None else original
    assert isinstance(verdict, Verified), "a problem is made of what checks"
    return TheoremResult(
        file=str(task.file.wanted.path),
        theorem=context.problem.name,
        line=task.theorem.report.line,
        metric=context.metric.name,
        before=context.original_score,
        after=accepted.score if accepted is not None else context.original_score,
        verdict="verified",
        # Confirmed by Lean for an accepted proof; trivially so where nothing changed.
        statement_unchanged=True,
        axioms=verdict.axioms,
        original_axioms=context.problem.axioms,
        check_seconds=verdict.seconds,
        original=context.problem.text,
        proof=accepted.attempt.proof if accepted is not None else context.problem.text,
        rewrites=tuple(_rewrites(context, outcome)),
        candidates=outcome.candidates,
        lean_calls=lean_calls,
        seconds=round(outcome.seconds, 3),
        finished=outcome.finished,
        note=outcome.reason,
    )


def _rewrites(context: RunContext, outcome: Outcome) -> Iterator[str]:
    """The names of the rewrites from the original to the accepted proof, in order."""
    if outcome.accepted is None:
        return
    attempts = context.attempts()
    line = [outcome.accepted.attempt]
    while (parent := line[-1].parent_attempt_id) is not None:
        line.append(attempts[parent])
    for attempt in reversed(line):
        yield from attempt.rewrites


def _failed(task: Task, metric: str) -> TheoremResult:
    declaration, report = task.theorem.declaration, task.theorem.report
    text = task.file.wanted.source.slice(declaration.start, declaration.end)
    return TheoremResult(
        file=str(task.file.wanted.path),
        theorem=declaration.name,
        line=report.line,
        metric=metric,
        before=None,
        after=None,
        verdict="inconclusive" if report.verdict.kind == "verified" else report.verdict.kind,
        statement_unchanged=True,
        axioms=report.axioms or (),
        original_axioms=report.axioms or (),
        check_seconds=report.seconds,
        original=text,
        proof=text,
        rewrites=(),
        candidates=0,
        lean_calls=0,
        seconds=0.0,
        finished=True,
        note=task.theorem.obstacle,
    )
