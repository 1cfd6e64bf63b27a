"""How a run stands: what the searches tell from their threads, read by who shows it."""

from __future__ import annotations

import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from agents.runtime import Progress
from flows.collecting.progress import CollectObserver
from flows.results import TheoremResult
from flows.searching import Observer
from flows.service.artifacts import counted
from storage.repository import Repository


@dataclass(frozen=True)
class Standing:
    """A moment of a run."""

    total: int | None
    """Theorems; ``None`` before they are known."""
    done: int
    improved: int
    candidates: int
    fresh: int
    """Those of them that were not tried before this run."""
    seconds: float
    sessions: tuple[str, ...]
    """In the order in which they were begun; the last one is under way."""
    part: str = ""
    """Which part of the work is under way, where it has several."""

    @property
    def percent(self) -> float:
        return 100.0 * self.done / self.total if self.total else 0.0

    def describe(self) -> str:
        """For people."""
        if self.total is None:
            return "Asking Lean which theorems there are."
        rate = f", {self.fresh / self.seconds:.1f} a second" if self.fresh and self.seconds else ""
        part = f"{self.part}: " if self.part else ""
        total = counted(self.total, "theorem")
        return (
            f"{part}{self.done} of {total} done, {self.improved} improved; "
            f"{counted(self.candidates, 'candidate')} tried{rate}; session "
            f"{', '.join(self.sessions)}"
        )


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
        self._candidates: dict[tuple[str, str, str], int] = {}
        self._before: dict[tuple[str, str, str], int] = {}
        self._sessions: tuple[str, ...] = ()
        self._part = ""

    def total(self, theorems: int) -> None:
        # The session is on every line that this thread logs from the moment it is known.
        self._begin(structlog.contextvars.get_contextvars()["session"], theorems)

    def advanced(self, progress: Progress) -> None:
        with self._lock:
            key = self._key(progress.theorem)
            self._candidates[key] = progress.candidates
            self._before.setdefault(key, 0)

    def done(self, result: TheoremResult) -> None:
        with self._lock:
            self._count(result)

    def recalled(self, session: str, results: Sequence[TheoremResult]) -> None:
        """A session that had nothing left to do, of which nobody was told."""
        if session not in self.standing().sessions:
            self._begin(session, len(results))
            with self._lock:
                for result in results:
                    self._count(result)

    def standing(self) -> Standing:
        """The present moment."""
        with self._lock:
            return Standing(
                self._total,
                self._done,
                self._improved,
                sum(self._candidates.values()),
                sum(self._candidates.values()) - sum(self._before.values()),
                time.monotonic() - self._begun,
                self._sessions,
                self._part,
            )

    def _begin(self, session: str, theorems: int) -> None:
        with self._lock:
            self._total = (self._total or 0) + theorems
            if session not in self._sessions:
                self._sessions = (*self._sessions, session)

    def _key(self, theorem: str) -> tuple[str, str, str]:
        return self._sessions[-1], self._part, theorem

    def _count(self, result: TheoremResult) -> None:
        self._done += 1
        self._improved += result.improved
        key = self._key(result.theorem)
        self._candidates[key] = result.candidates
        self._before.setdefault(key, result.candidates)  # no pass was told of: it is recalled


class CollectBoard(Board, CollectObserver):
    """Also knows which round it is; all rounds are done in the collection's name."""

    def round(self, number: int, rounds: int, finished: int) -> None:
        with self._lock:
            self._part = f"round {number} of {rounds}"
            self._done += finished


def stored_results(repository: Repository, session: str) -> list[TheoremResult]:
    """What a session has found out about its theorems so far, in its order."""
    return [
        TheoremResult.from_json(record.result["result"])
        for record in repository.theorems_of(session)
        if record.result is not None
    ]
