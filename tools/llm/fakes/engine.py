"""The time that a model takes, without a model: slots, a queue before them, and their clocks."""

from __future__ import annotations

import asyncio
import heapq
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any


@dataclass
class Busy:
    """How well the slots were fed, from the first arrival to the start of the last sequence so
    far. After that nothing is left to feed, and slots run empty as they must."""

    seconds: float = 0.0
    waiting_seconds: float = 0.0
    """With at least one sequence waiting for a slot."""
    full_seconds: float = 0.0
    """With all slots taken."""
    started: int = 0
    """Sequences."""

    def to_json(self) -> dict[str, Any]:
        """By field."""
        return asdict(self)


class Engine:
    """Generates sequences side by side at a fixed speed each. Lives on one event loop."""

    def __init__(
        self,
        slots: int,
        tokens_per_second: float,
        changed: Callable[[], None] = lambda: None,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        """``changed`` is called whenever a sequence arrives, starts or ends; a speed of 0 takes no
        time."""
        self.slots = slots
        self.running = 0
        self.generated = 0
        """Tokens, of sequences that came to their end."""
        self.busy = Busy()
        self._speed = tokens_per_second
        self._changed = changed
        self._now = now
        self._free_to_end = asyncio.Event()
        self._free_to_end.set()
        self._arrivals = count()
        self._waiting: list[tuple[int, int, asyncio.Future[None]]] = []
        self._began: float | None = None
        self._looked = 0.0
        self._waited = 0.0
        self._full = 0.0

    @property
    def waiting(self) -> int:
        """Sequences without a slot."""
        return sum(not place.cancelled() for _, _, place in self._waiting)

    def hold(self) -> None:
        """Let no sequence end until :meth:`release`."""
        self._free_to_end.clear()

    def release(self) -> None:
        """Let sequences end when their time is over."""
        self._free_to_end.set()

    async def generate(self, tokens: int, priority: int) -> None:
        """Take a slot when one is free, lower priority first, and keep it as long as it takes."""
        place = asyncio.get_running_loop().create_future()
        self._look()
        heapq.heappush(self._waiting, (priority, next(self._arrivals), place))
        self._start()
        try:
            await place
            if self._speed:
                await asyncio.sleep(tokens / self._speed)
            await self._free_to_end.wait()
            self.generated += tokens
        finally:
            self._look()
            if place.done() and not place.cancelled():
                self.running -= 1
            self._start()

    def _start(self) -> None:
        while self._waiting and self.running < self.slots:
            _, _, place = heapq.heappop(self._waiting)
            if not place.cancelled():
                self.running += 1
                place.set_result(None)
                began = self._looked if self._began is None else self._began
                self.busy = Busy(
                    self._looked - began, self._waited, self._full, self.busy.started + 1
                )
        self._changed()

    def _look(self) -> None:
        """Add the time since the last change to what was the case in it."""
        now = self._now()
        if self._began is None:
            self._began = self._looked = now
        passed = now - self._looked
        self._waited += passed if self.waiting else 0.0
        self._full += passed if self.running >= self.slots else 0.0
        self._looked = now
