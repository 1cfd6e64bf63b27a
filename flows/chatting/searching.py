"""A search of the machine in the middle of a chat: from the current proof, in a session of its own.

The current proof takes the original's place in the file's text, so that "better" means better than
it. Each search is a session below the chat's: it goes on where a kill has cut it off, and its
attempts are told apart from the chat's.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field

from agents.chat.context import Found, TurnStopped
from agents.clock import Clock
from agents.graph import Machine
from agents.runtime import Progress
from agents.search import forget, search
from flows.chatting.tasks import task_of
from flows.contexts import Contexts
from flows.logging import bind_session
from flows.modelling import Proposing
from flows.objectives import Wanted, read_objective
from flows.requests import RequestedFile, Settings, WantedFile
from storage.keys import content_key
from storage.repository import Repository
from tools.errors import BurnishError, UserInputError
from tools.lean.lean import Lean
from tools.lean.problem import Problem

KIND = "turn"
_SHOWN = 50


@dataclass(frozen=True)
class TurnSearch:
    """Searches for one turn of a chat; fills :class:`agents.chat.context.Finding`."""

    repository: Repository
    session: str
    """The chat's."""
    file: RequestedFile
    problem: Problem
    proposing: Proposing
    rounds: int
    candidates: int
    lean_seconds: float
    clock: Clock
    tell: Callable[[str], None]
    machine: Machine
    owners: list[str] = field(default_factory=list)
    """The sessions for which Lean may be running."""

    def __call__(self, proof: str, metric: str, turn: int) -> Found:
        wanted = read_objective(metric)
        if wanted.is_proving:
            raise UserInputError("The proof is complete: completion cannot get better.")
        settings = Settings(
            wanted.objective.text, self.rounds, self.candidates, proposing=self.proposing.describe()
        )
        session = self._session_of(proof, metric, turn, settings)
        self.owners.append(session)
        bind_session(session)
        try:
            return self._found(session, wanted, settings, proof)
        except BurnishError:
            self.repository.set_session_state(session, "stopped")
            raise
        finally:
            bind_session(self.session)

    def _session_of(self, proof: str, metric: str, turn: int, settings: Settings) -> str:
        """The session of this search, also if a kill came between its end and the turn's."""
        asked = content_key(KIND, self.session, str(turn), metric, proof)
        known = self.repository.session_for_request(asked)
        if known is not None:
            return known.id
        return self.repository.start_session(
            asked,
            KIND,
            str(self.file.wanted.path),
            {"settings": asdict(settings)},
            parent=self.session,
            note=f"turn {turn} of the chat: {metric}",
        ).id

    def _found(self, session: str, wanted: Wanted, settings: Settings, proof: str) -> Found:
        source = self.problem.splice(proof)
        path = self.file.wanted.path
        lean = Lean(self.file.toolchain, self.lean_seconds, owner=session)
        file = RequestedFile(WantedFile(path, source, (self.problem.name,)), self.file.toolchain)
        task = task_of(self.repository, lean, file)
        context = Contexts(
            self.repository,
            session,
            settings,
            wanted,
            self.proposing,
            self.clock,
            self.lean_seconds,
            self._observe,
        ).context(task)
        if isinstance(context, str):
            raise UserInputError(f"There can be no search by {settings.metric}: {context}")
        outcome = search(self.machine, context)
        if self.clock.stopped:
            raise TurnStopped("The turn was broken off.")
        better = [
            one.attempt
            for one in context.ranked(list(context.attempts().values()))
            if one.score > context.original_score
        ]
        self.repository.set_session_state(session, "finished")
        forget(self.machine, context)
        return Found(better, outcome.candidates, outcome.reason)

    def _observe(self, progress: Progress) -> None:
        best = f"{progress.original_score[0]:g} → {progress.best_score[0]:g}"
        self.tell(f"{progress.objective[:_SHOWN]} {best}, {progress.candidates} tried")
