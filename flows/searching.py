"""The searches of one session, side by side on a small pool of threads; each result is stored."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import asdict, replace

import structlog

from agents.clock import Clock
from agents.graph import Machine, build_graph
from agents.runtime import Progress, RunContext
from agents.search import Seed, forget, search, started_elsewhere
from flows.contexts import Contexts
from flows.gating import Kind, turn
from flows.modelling import Proposing
from flows.objectives import Wanted
from flows.requests import Settings
from flows.results import TheoremResult
from flows.starting import front_of, record_of
from flows.tasks import Task, failed_result, searched_result
from storage.checkpoints import checkpointer
from storage.records import TheoremRecord, TheoremState
from storage.repository import Repository
from tools.lean.problem import Problem

_log = structlog.get_logger(__name__)


Seeding = Callable[[Task, RunContext], Seed | None]
"""What the search for a theorem starts from, where that is not the original alone."""


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
        seeding: Seeding | None = None,
        heartbeats: int | None = None,
    ) -> None:
        """``heartbeats`` limits each candidate, as :class:`tools.lean.judge.Judge` has it."""
        self._repository = repository
        self._session = session
        self._settings = settings
        self._kind: Kind = "lean" if proposing.modelling is None else "model"
        self._clock = clock
        self._observer = observer
        self._seeding = seeding
        self._contexts = Contexts(
            *(repository, session, settings, wanted, proposing, clock, lean_seconds, self._observe),
            heartbeats=heartbeats,
        )
        self._machine: Machine = build_graph(checkpointer(repository.database))
        self._lock = threading.Lock()
        self._turns: dict[str, threading.Lock] = {}

    @property
    def lean_calls(self) -> int:
        """Lean processes started for the theorems so far."""
        return self._contexts.lean_calls

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
            theirs = turn(self._kind, lambda: bool(self._clock.reason))
            with self._turn(task.theorem.problem), theirs:
                result = self._search(task, task.theorem.problem)
        self._observer.done(result)
        return result

    def _search(self, task: Task, problem: Problem) -> TheoremResult:
        opened = self._contexts.open(task)
        if isinstance(opened, str):
            # Not finished: Lean may only have been out of time or memory.
            result = failed_result(task, self._settings.metric, opened)
            result = replace(result, finished=False)
            self._save(task, record_of(task, problem).id, result)
            return result
        context = opened.context
        seed = self._seeding(task, context) if self._seeding is not None else None
        seed = seed or started_elsewhere(self._machine, context)
        outcome = search(self._machine, context, seed=seed)
        front = front_of(context, opened.start)
        result = searched_result(task, context, outcome, context.lean.calls, front)
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

    def _observe(self, progress: Progress) -> None:
        self._repository.record_event(self._session, "pass", asdict(progress))
        _log.debug("pass", **asdict(progress))
        self._observer.advanced(progress)

    def _save(self, task: Task, problem_id: str | None, result: TheoremResult) -> None:
        state: TheoremState = "running"
        if result.finished:
            state = "failed" if result.failed else "finished"
        self._repository.save_theorem_result(
            TheoremRecord(
                session_id=self._session,
                theorem=task.key,
                problem_id=problem_id,
                position=task.position,
                state=state,
                result={"path": task.file.wanted.identity, "result": result.to_json()},
            )
        )
