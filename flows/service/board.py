"""How a run stands: what the searches tell from their threads, read by who shows it."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass

import structlog

from agents.runtime import Progress
from flows.results import TheoremResult
from flows.searching import Observer


@dataclass(frozen=True)
class Standing:
    """A moment of a run."""

    total: int | None
    """Theorems; ``None`` before they are known."""
    done: int
    improved: int
    candidates: int
    seconds: float
    session: str | None

    @property
    def percent(self) -> float:
        return 100.0 * self.done / self.total if self.total else 0.0

    def describe(self) -> str:
        """For people."""
        if self.total is None:
            return "Asking Lean which theorems there are."
        rate = self.candidates / self.seconds if self.seconds else 0.0
        told = (
            f"{self.done} of {self.total} theorem{'' if self.total == 1 else 's'} done, "
            f"{self.improved} improved; {self.candidates} candidates tried, {rate:.1f} a second"
        )
        return f"{told}; session {self.session}" if self.session else told


class Board(Observer):
    """Collects what searches tell, whatever thread they tell it from."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.restart()

    def restart(self) -> None:
        """The work begins, or begins anew after a failure; what is recalled counts again."""
        self._begun = time.monotonic()
        self._total: int | None = None
        self._done = 0
        self._improved = 0
        self._candidates: dict[tuple[str | None, str], int] = {}
        self._session: str | None = None

    def total(self, theorems: int) -> None:
        with self._lock:
            self._total = (self._total or 0) + theorems
            # The session is on every line that this thread logs from the moment it is known.
            self._session = structlog.contextvars.get_contextvars().get("session")

    def advanced(self, progress: Progress) -> None:
        with self._lock:
            self._candidates[self._session, progress.theorem] = progress.candidates

    def done(self, result: TheoremResult) -> None:
        with self._lock:
            self._done += 1
            self._improved += result.improved
            self._candidates[self._session, result.theorem] = result.candidates

    def standing(self) -> Standing:
        """The present moment."""
        with self._lock:
            return Standing(
                self._total,
                self._done,
                self._improved,
                sum(self._candidates.values()),
                time.monotonic() - self._begun,
                self._session,
            )
