"""One chat in this process: its turns, each in a thread of its own so that it can be broken off."""

from __future__ import annotations

import contextvars
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

from agents.chat import playing
from agents.chat.context import ChatContext, TurnContext
from agents.chat.graph import ChatMachine
from agents.chat.measures import Measures
from agents.chat.outcome import Outcome
from agents.chat.reading import LONGEST
from agents.chat.state import ChatState
from agents.clock import Clock
from agents.graph import Machine
from flows.chatting.saving import Saving
from flows.chatting.searching import TurnSearch
from flows.chatting.standing import save_standing
from flows.ending import end_at_once
from flows.modelling import Proposing
from flows.requests import RequestedFile
from storage.records import MessageRecord

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Limits:
    """What one turn may take."""

    rounds: int
    candidates: int
    seconds: float
    """Of a search or a call of the model; judging and measuring have Lean's own limits."""
    lean_seconds: float


@dataclass(frozen=True)
class Played:
    """A turn that was played."""

    turn: int
    said: str
    understood: str
    """What it was taken for: `command`, `code`, `question` or `instruction`."""
    outcome: Outcome
    seconds: float


@dataclass(frozen=True)
class Chat:
    """A chat that listens."""

    machine: ChatMachine
    searching: Machine
    work: TurnContext
    measures: Measures
    portfolio: tuple[str, ...]
    file: RequestedFile
    proposing: Proposing
    limits: Limits
    prompt: Callable[[], str]
    names: tuple[str, ...]
    """The full names of the file's declarations."""

    @property
    def session(self) -> str:
        return self.work.session

    @property
    def state(self) -> ChatState:
        """As it was checkpointed last; only after :meth:`begin`."""
        return playing.state_of(self.machine, self._context(Clock(), _quiet)[0])

    @property
    def proof(self) -> str:
        """The declaration that is current."""
        return self._context(Clock(), _quiet)[0].proof(self.state["current"])

    def messages(self) -> list[MessageRecord]:
        """What was said so far."""
        return self.work.repository.messages.of_session(self.session)

    def begin(self, tell: Tell) -> Played | None:
        """Listen; if a kill has cut off a turn, do that first."""
        return self._broken_off(lambda chat: playing.begin(self.machine, chat), tell)

    def turn(self, text: str, tell: Tell) -> Played:
        """One turn. Ctrl-C ends it, with its Lean and its model; nothing is changed then."""
        text = _readable(text)
        if len(text) > LONGEST:
            said = (
                f"{len(text):,} characters are too many: no proof here is longer than {LONGEST:,}."
            )
            return Played(self.state["turn"], "", "code", Outcome("information", said), 0.0)
        played = self._broken_off(lambda chat: playing.play(self.machine, chat, text), tell)
        assert played is not None, "a turn that was said is answered"
        return played

    def _broken_off(
        self, work: Callable[[ChatContext], Outcome | None], tell: Tell
    ) -> Played | None:
        begun = time.monotonic()
        # What a search or the model gave in its time is judged and measured, however late it is.
        clock = Clock()
        chat, search = self._context(clock, tell)
        with ThreadPoolExecutor(1, thread_name_prefix="turn") as thread:
            running = thread.submit(contextvars.copy_context().run, work, chat)
            try:
                outcome = running.result()
            except KeyboardInterrupt:
                previous = signal.signal(signal.SIGINT, end_at_once)
                try:
                    self._stop([clock, chat.limit], [self.session, *search.owners], tell)
                    outcome = running.result()
                finally:
                    signal.signal(signal.SIGINT, previous)
                    for owner in (self.session, *search.owners):
                        self.work.lean.pool.readmit(owner)
        save_standing(chat, playing.state_of(self.machine, chat), self.file)
        if outcome is None:
            return None
        said = [one for one in self.messages() if one.role == "user"][-1]
        return Played(said.turn, said.text, said.kind, outcome, time.monotonic() - begun)

    def _stop(self, clocks: list[Clock], owners: list[str], tell: Tell) -> None:
        tell("stopping")
        for clock in clocks:
            clock.stop()
        for owner in owners:
            self.work.lean.pool.cancel(owner)

    def _context(self, clock: Clock, tell: Tell) -> tuple[ChatContext, TurnSearch]:
        work, limit = replace(self.work, clock=clock), Clock(self.limits.seconds)
        search = TurnSearch(
            repository=work.repository,
            session=work.session,
            file=self.file,
            problem=work.problem,
            proposing=self.proposing,
            rounds=self.limits.rounds,
            candidates=self.limits.candidates,
            lean_seconds=self.limits.lean_seconds,
            clock=limit,
            tell=tell,
            machine=self.searching,
        )
        saving = Saving(
            work.repository, work.session, work.lean, self.file.wanted.path, work.problem
        )
        path = os.path.relpath(self.file.wanted.path)
        chat = ChatContext(
            work=work,
            limit=limit,
            measures=self.measures,
            portfolio=self.portfolio,
            find=search,
            write=saving,
            tell=tell,
            prompt=self.prompt,
            target=f"{path}:{work.problem.name}",
        )
        return chat, search


def _readable(text: str) -> str:
    """A text that can be stored and sent: bytes that are none become escapes."""
    return text.encode("utf-8", "backslashreplace").decode().replace("\r\n", "\n")


def _quiet(text: str) -> None:
    """Nothing is told."""
