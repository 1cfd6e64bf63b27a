"""What a turn works with: the live objects of a chat, which no checkpoint ever holds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from typing import Any, Protocol

from agents.chat.measures import Measures
from agents.clock import Clock
from agents.runtime import RunContext
from storage.records import AttemptRecord
from tools.errors import BurnishError


class TurnStopped(BurnishError):
    """The turn was broken off because the user asked for it, or its time was over."""


@dataclass(frozen=True)
class TurnContext(RunContext):
    """As in a search, except that a turn without time ends and does not wait to be resumed."""

    def pause_if_spent(self) -> None:
        """Raises :class:`TurnStopped`."""
        if reason := self.clock.reason:
            raise TurnStopped(f"The turn was broken off: {reason}.")

    @staticmethod
    def of(context: RunContext) -> TurnContext:
        """The same context for a turn."""
        values: dict[str, Any] = {one.name: getattr(context, one.name) for one in fields(context)}
        return TurnContext(**values)


@dataclass(frozen=True)
class Found:
    """What a search from one proof brought."""

    attempts: Sequence[AttemptRecord]
    """Better by the metric than the proof that it started from, best first; of other sessions."""
    candidates: int
    reason: str
    """Why it ended."""


class Finding(Protocol):
    """Runs the machine on one proof; the port that the composition root fills."""

    def __call__(self, proof: str, metric: str, turn: int) -> Found:
        """Look for better proofs than ``proof``, a whole declaration that verifies.

        The same turn goes on with the same search. Raises :class:`TurnStopped`, and
        :class:`tools.errors.UserInputError` for a metric that there is not.
        """
        ...


class Writing(Protocol):
    """Puts an accepted proof into its file; the port that the composition root fills."""

    def __call__(self, proof: str) -> str:
        """What became of the file, in a sentence. Raises :class:`BurnishError` if it was not
        written."""
        ...


@dataclass(frozen=True)
class ChatContext:
    """One turn of a chat."""

    work: TurnContext
    """The theorem with its original proof, and who judges."""
    limit: Clock
    """The time that the model may take."""
    measures: Measures
    """All metrics, of which a turn shows the changes."""
    portfolio: tuple[str, ...]
    """The closing tactics that the Lean in use has."""
    find: Finding
    write: Writing
    tell: Callable[[str], None]
    """Is told what is being done, in a few words."""
    prompt: Callable[[], str]
    """The hash of the prompt that asks for a better proof of the theorem, which is stored."""
    target: str
    """FILE:NAME as the user wrote it."""

    def attempt(self, number: int) -> AttemptRecord | None:
        """The attempt of an id in the state; ``None`` for the original proof."""
        return self.work.parent(self.work.attempts(), number) if number else None

    def proof(self, number: int) -> str:
        """The declaration's text."""
        attempt = self.attempt(number)
        return self.work.problem.text if attempt is None else attempt.proof
