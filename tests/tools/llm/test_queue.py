from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from tools.llm.queue import Queue
from tools.llm.urgency import Urgency

C, I = Urgency.COLLECTION, Urgency.INTERACTIVE  # noqa: E741


class Visitors:
    """Takes turns, notes who was admitted, and stays until told to leave."""

    def __init__(self, places: int) -> None:
        self.queue = Queue(places)
        self.admitted: list[str] = []
        self._leave: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    async def come(self, name: str, urgency: Urgency) -> None:
        self._leave[name] = asyncio.Event()
        self._tasks[name] = asyncio.create_task(self._stay(name, urgency))
        await settle()

    async def leave(self, name: str) -> None:
        self._leave[name].set()
        await settle()

    async def cancel(self, name: str) -> None:
        self._tasks[name].cancel()
        await settle()

    async def _stay(self, name: str, urgency: Urgency) -> None:
        async with self.queue.turn(urgency):
            self.admitted.append(name)
            await self._leave[name].wait()


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def run(test: Coroutine[Any, Any, None]) -> None:
    asyncio.run(test)


def test_no_more_than_the_limit_are_under_way() -> None:
    async def test() -> None:
        visitors = Visitors(2)
        for name in "abc":
            await visitors.come(name, C)
        assert visitors.admitted == ["a", "b"]
        await visitors.leave("b")
        assert visitors.admitted == ["a", "b", "c"]

    run(test())


def test_interactive_ones_go_before_collection_and_each_in_order_of_arrival() -> None:
    async def test() -> None:
        visitors = Visitors(1)
        for name, urgency in (("a", C), ("b", C), ("c", I), ("d", C), ("e", I)):
            await visitors.come(name, urgency)
        for name in "acebd":
            assert visitors.admitted[-1] == name
            await visitors.leave(name)
        assert visitors.admitted == list("acebd")

    run(test())


def test_collection_leaves_a_place_for_who_is_waiting() -> None:
    async def test() -> None:
        visitors = Visitors(8)
        for name in "abcdefgh":
            await visitors.come(name, C)
        assert visitors.admitted == list("abcdefg")
        await visitors.come("urgent", I)
        assert visitors.admitted[-1] == "urgent"
        await visitors.come("urgent too", I)
        assert visitors.admitted[-1] == "urgent"
        await visitors.leave("a")
        assert visitors.admitted[-1] == "urgent too"
        await visitors.leave("b")
        assert visitors.admitted[-1] == "urgent too"
        await visitors.leave("urgent")
        assert visitors.admitted[-1] == "h"

    run(test())


def test_who_gives_up_waiting_takes_no_place() -> None:
    async def test() -> None:
        visitors = Visitors(1)
        for name in "abc":
            await visitors.come(name, C)
        await visitors.cancel("b")
        await visitors.leave("a")
        assert visitors.admitted == ["a", "c"]

    run(test())


def test_who_is_cancelled_within_gives_the_place_back() -> None:
    async def test() -> None:
        visitors = Visitors(1)
        for name in "ab":
            await visitors.come(name, C)
        await visitors.cancel("a")
        assert visitors.admitted == ["a", "b"]

    run(test())


def test_who_is_cancelled_at_the_moment_of_admission_gives_the_place_back() -> None:
    async def test() -> None:
        queue, leave = Queue(1), asyncio.Event()
        seen: list[str] = []

        async def stay(name: str) -> None:
            async with queue.turn(C):
                seen.append(name)
                await leave.wait()

        first, second, third = (asyncio.create_task(stay(name)) for name in "abc")
        await settle()
        first.cancel()
        await asyncio.sleep(0)  # the first leaves, and the second is given its place
        second.cancel()
        await settle()
        assert seen[-1] == "c"
        leave.set()
        await third

    run(test())
