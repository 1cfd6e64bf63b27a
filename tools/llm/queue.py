"""Who may send a request now: a limit on what is under way at one endpoint, urgent ones first."""

from __future__ import annotations

import asyncio
import heapq
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

from tools.llm.urgency import Urgency

_KEPT_FREE = 8
"""Of so many places, one is left free by collection: what was sent cannot be called back, and who
is waiting for an answer should not wait for the end of somebody else's."""


class Queue:
    """Admits requests in order of urgency, then of arrival. Lives on one event loop."""

    def __init__(self, places: int) -> None:
        """``places``: requests under way at once; collection leaves an eighth of them free."""
        self._places = {
            Urgency.INTERACTIVE: places,
            Urgency.COLLECTION: places - places // _KEPT_FREE,
        }
        self._taken = 0
        self._arrivals = count()
        self._waiting: list[tuple[Urgency, int, asyncio.Future[None]]] = []

    @asynccontextmanager
    async def turn(self, urgency: Urgency) -> AsyncIterator[None]:
        """Wait for a place, and hold it within the ``async with``."""
        place = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (urgency, next(self._arrivals), place))
        self._admit()
        try:
            await place
            yield
        finally:
            # A waiter that is cancelled cancels its place, unless that was given a moment before.
            if place.done() and not place.cancelled():
                self._taken -= 1
            self._admit()

    def _admit(self) -> None:
        while self._waiting:
            urgency, _, place = self._waiting[0]
            if not place.cancelled():
                if self._taken >= self._places[urgency]:
                    return
                self._taken += 1
                place.set_result(None)
            heapq.heappop(self._waiting)
