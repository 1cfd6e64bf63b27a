"""The searches of one session, side by side on a small pool of threads; each result is stored."""

from __future__ import annotations

import contextvars
from collections.abc import Mapping, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, replace

import structlog

from agents.clock import Clock
from agents.front import pareto_front
from agents.graph import Machine, build_graph
from agents.modelling import Modelling
from agents.proposers import SymbolicProposer
from agents.runtime import Limits, Progress, RunContext
from agents.scoring import Scorer
from agents.search import forget, search
from flows.modelling import Proposing
from flows.objectives import Wanted
from flows.requests import Settings
from flows.results import TheoremResult
from flows.tasks import Task, failed_result, searched_result
from storage.checkpoints import checkpointer
from storage.records import ProblemRecord, TheoremRecord, TheoremState
from storage.repository import Repository
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.rewriting.view import view_of

_log = structlog.get_logger(__name__)


class Observer:
    """Is told how the work goes; this one does not care."""

    def total(self, theorems: int) -> None:
        """How many theorems there are."""

    def advanced(self, progress: Progress) -> None:
        """A search has made a pass."""

    def done(self, result: TheoremResult) -> None:
        """A theorem is finished, or as far as the budget reached."""


class Searches:
    """The searches of one session, side by side."""

    def __init__(
        self,
        repository: Repository,
        session: str,
        settings: Settings,
        wanted: Wanted,
        proposing: Proposing,
        clock: Clock,
        lean_seconds: float,
        observer: Observer,
    ) -> None:
        self._repository = repository
        self._session = session
        self._settings = settings
        self._wanted = wanted
        self._proposing = proposing
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
            done, _ = wait(futures, return_when=FIRST_EXCEPTION)
            for future in done:
                future.result()  # raises what went wrong, before the others are waited for
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
            result = failed_result(task, self._settings.metric)
            self._save(task, None, result)
        else:
            result = self._search(task, task.theorem.problem)
        self._observer.done(result)
        return result

    def _search(self, task: Task, problem: Problem) -> TheoremResult:
        lean = Lean(task.file.toolchain, self._lean_seconds, owner=self._session)
        self._leans.append(lean)
        record = ProblemRecord(
            name=problem.name,
            file=str(task.file.wanted.path),
            context_hash=problem.context_hash,
            statement=problem.statement,
            original=problem.original,
            lean_fingerprint=problem.lean_fingerprint,
        )
        view = view_of(problem.source, problem.declaration)
        scorer = Scorer(lean, self._wanted.objective, self._wanted.metrics, self._wanted.pareto)
        (measured,) = scorer.measure(problem, [view])
        values, names = measured.values, self._wanted.objective.metrics
        lacking = [str(measured.failures[name]) for name in names if name not in values]
        if lacking:
            # Not finished: Lean may only have been out of time or memory.
            result = failed_result(task, self._settings.metric, " ".join(lacking))
            result = replace(result, finished=False)
            self._save(task, self._repository.upsert_problem(record), result)
            return result
        context = RunContext(
            session=self._session,
            problem=problem,
            problem_id=self._repository.upsert_problem(record),
            original=view,
            original_values=values,
            scorer=scorer,
            proposers=(SymbolicProposer(task.portfolio),) if self._proposing.symbolic else (),
            judge=Judge(lean, task.prepared.analysis, self._lean_seconds),
            repository=self._repository,
            limits=Limits(self._settings.rounds, self._settings.candidates),
            clock=self._clock,
            notify=self._observe,
            lean=lean,
            analysis=task.prepared.analysis,
            modelling=self._modelling(scorer, values),
        )
        outcome = search(self._machine, context)
        front = pareto_front(context, self._wanted.pareto) if self._wanted.pareto else None
        result = searched_result(task, context, outcome, lean.calls, front)
        self._save(task, context.problem_id, result)
        if result.finished:
            forget(self._machine, context)
        _log.info("theorem", theorem=problem.name, before=result.before, after=result.after)
        return result

    def _modelling(self, scorer: Scorer, values: Mapping[str, float]) -> Modelling | None:
        """The model, unless it cannot make this theorem any better."""
        modelling = self._proposing.modelling
        if modelling is None or modelling.thorough:
            return modelling
        key = scorer.objective.key(values)
        return None if scorer.objective.is_best(key, scorer.metrics) else modelling

    def _observe(self, progress: Progress) -> None:
        self._repository.record_event(self._session, "pass", asdict(progress))
        _log.debug("pass", **asdict(progress))
        self._observer.advanced(progress)

    def _save(self, task: Task, problem_id: str | None, result: TheoremResult) -> None:
        state: TheoremState = "running"
        if result.finished:
            state = "failed" if result.failed else "finished"
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
