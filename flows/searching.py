"""The searches of one session, side by side on a small pool of threads; each result is stored."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, replace

import structlog

from agents.clock import Clock
from agents.graph import Machine, build_graph
from agents.modelling import Modelling
from agents.proposers import Proposer, ProvingProposer, SymbolicProposer
from agents.runtime import Limits, Progress, RunContext
from agents.search import forget, search
from flows.modelling import Proposing
from flows.objectives import Wanted
from flows.proving import OpenTheorem
from flows.requests import Settings
from flows.results import TheoremResult
from flows.starting import Start, front_of, record_of, start_of
from flows.tasks import Task, failed_result, searched_result
from storage.checkpoints import checkpointer
from storage.records import TheoremRecord, TheoremState
from storage.repository import Repository
from tools.lean.analysis import Analysis
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.structure.context import FileContext
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
        self._lock = threading.Lock()
        self._names: dict[tuple[str, str], FileContext] = {}
        self._turns: dict[str, threading.Lock] = {}

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
            with self._turn(task.theorem.problem):
                result = self._search(task, task.theorem.problem)
        self._observer.done(result)
        return result

    def _search(self, task: Task, problem: Problem) -> TheoremResult:
        lean = Lean(task.file.toolchain, self._lean_seconds, owner=self._session)
        self._leans.append(lean)
        problem_id = self._repository.upsert_problem(record_of(task, problem))
        view = view_of(problem.source, problem.declaration)
        start = start_of(self._wanted, task, problem, lean, view)
        if isinstance(start, str):
            # Not finished: Lean may only have been out of time or memory.
            result = failed_result(task, self._settings.metric, start)
            result = replace(result, finished=False)
            self._save(task, problem_id, result)
            return result
        opened = task.theorem.open
        analysis = opened.analysis if opened is not None else task.prepared.analysis
        context = RunContext(
            session=self._session,
            problem=problem,
            problem_id=problem_id,
            original=view,
            original_values=start.values,
            scorer=start.scorer,
            proposers=self._proposers(task, opened),
            judge=Judge(lean, analysis, self._lean_seconds),
            repository=self._repository,
            limits=Limits(self._settings.rounds, self._settings.candidates),
            clock=self._clock,
            notify=self._observe,
            lean=lean,
            analysis=analysis,
            names=self._names_of(lean, analysis),
            modelling=None if opened is not None else self._modelling(start),
        )
        outcome = search(self._machine, context)
        front = front_of(context, start)
        result = searched_result(task, context, outcome, lean.calls, front)
        self._save(task, context.problem_id, result)
        if result.finished:
            forget(self._machine, context)
        _log.info("theorem", theorem=problem.name, before=result.before, after=result.after)
        return result

    def _turn(self, problem: Problem) -> threading.Lock:
        """Copies of a theorem (in copies of a file) are one search, which is run again from what is
        stored for each of them: side by side they would step on each other's checkpoints."""
        with self._lock:
            return self._turns.setdefault(problem.key, threading.Lock())

    def _names_of(self, lean: Lean, analysis: Analysis) -> FileContext:
        """One for all theorems of a file: what Lean tells of it is asked once."""
        with self._lock:
            key = analysis.source.digest, lean.fingerprint
            if key not in self._names:
                self._names[key] = FileContext(lean, analysis.source, analysis.declarations)
            return self._names[key]

    def _proposers(self, task: Task, opened: OpenTheorem | None) -> tuple[Proposer, ...]:
        """Those without a model. A proof that does not check is only ever repaired by one."""
        if opened is not None:
            return (ProvingProposer(opened.draft, task.portfolio),)
        return (SymbolicProposer(task.portfolio),) if self._proposing.symbolic else ()

    def _modelling(self, start: Start) -> Modelling | None:
        """The model, unless it cannot make this theorem any better."""
        modelling = self._proposing.modelling
        if modelling is None or modelling.thorough:
            return modelling
        objective = start.scorer.objective
        best = objective.is_best(objective.key(start.values), start.scorer.metrics)
        return None if best else modelling

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
