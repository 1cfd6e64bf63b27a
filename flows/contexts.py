"""From a theorem's place in a session to the live objects that its search, or a chat, works with.

Made once for a session, and shared by its threads: what Lean tells of a file is asked once for all
of its theorems.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from agents.clock import Clock
from agents.modelling import Modelling
from agents.proposers import Proposer, ProvingProposer, SymbolicProposer
from agents.runtime import Limits, Progress, RunContext
from flows.modelling import Proposing
from flows.objectives import Wanted
from flows.proving import OpenTheorem
from flows.requests import Settings
from flows.starting import Start, record_of, start_of
from flows.tasks import Task
from storage.repository import Repository
from tools.lean.analysis import Analysis
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.structure.context import FileContext
from tools.rewriting.view import view_of


@dataclass(frozen=True)
class Opened:
    """A theorem that can be worked on."""

    context: RunContext
    start: Start
    """What the original is worth, and by which metrics."""


class Contexts:
    """The contexts of one session's theorems."""

    def __init__(
        self,
        repository: Repository,
        session: str,
        settings: Settings,
        wanted: Wanted,
        proposing: Proposing,
        clock: Clock,
        lean_seconds: float,
        observe: Callable[[Progress], None],
        heartbeats: int | None = None,
    ) -> None:
        """``observe`` is told after each pass of a search; ``lean_seconds`` limits a run of Lean,
        ``heartbeats`` each candidate, as :class:`tools.lean.judge.Judge` has it."""
        self._repository = repository
        self._session = session
        self._settings = settings
        self._wanted = wanted
        self._proposing = proposing
        self._clock = clock
        self._lean_seconds = lean_seconds
        self._observe = observe
        self._heartbeats = heartbeats
        self._leans: list[Lean] = []
        self._lock = threading.Lock()
        self._names: dict[tuple[str, str], FileContext] = {}

    @property
    def lean_calls(self) -> int:
        """Lean processes started for the theorems so far."""
        return sum(lean.calls for lean in self._leans)

    def context(self, task: Task) -> RunContext | str:
        """The context of a task that has a problem, which is stored; or, for people, why what is
        asked for has no value there.

        Raises what Lean raises where the original is to be measured.
        """
        opened = self.open(task)
        return opened if isinstance(opened, str) else opened.context

    def open(self, task: Task) -> Opened | str:
        """The same, with what the search starts from."""
        problem = task.theorem.problem
        if problem is None:
            return task.theorem.obstacle
        lean = Lean(task.file.toolchain, self._lean_seconds, owner=self._session)
        self._leans.append(lean)
        problem_id = self._repository.upsert_problem(record_of(task, problem))
        view = view_of(problem.source, problem.declaration)
        start = start_of(self._wanted, task, problem, lean, view)
        if isinstance(start, str):
            return start
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
            judge=Judge(lean, analysis, self._lean_seconds, heartbeats=self._heartbeats),
            repository=self._repository,
            limits=Limits(self._settings.rounds, self._settings.candidates),
            clock=self._clock,
            notify=self._observe,
            lean=lean,
            analysis=analysis,
            names=self._names_of(lean, analysis),
            modelling=None if opened is not None else self._modelling(start),
        )
        return Opened(context, start)

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
