from __future__ import annotations

import asyncio

import pytest

from tools.llm.fakes.engine import Engine


class Clock:
    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def test_the_clocks_count_what_was_the_case_until_the_last_start() -> None:
    clock = Clock()

    async def test() -> None:
        engine = Engine(2, 0.0, now=clock)
        engine.hold()
        first = asyncio.create_task(engine.generate(5, 0))
        await settle()
        clock.seconds += 1  # one slot is free, nobody waits
        rest = [asyncio.create_task(engine.generate(5, 0)) for _ in range(2)]
        await settle()
        assert (engine.running, engine.waiting) == (2, 1)
        clock.seconds += 3  # both are taken, one waits
        first.cancel()
        await settle()
        assert (engine.running, engine.waiting) == (2, 0)
        assert engine.busy.to_json() == {
            "seconds": 4.0, "waiting_seconds": 3.0, "full_seconds": 3.0, "started": 3,
        }  # fmt: skip
        clock.seconds += 50  # the last ones run to their end: that time counts for nothing
        engine.release()
        await asyncio.gather(*rest)
        assert engine.busy.seconds == 4.0
        assert engine.generated == 10
        assert engine.running == 0

    asyncio.run(test())


def test_lower_priorities_go_first_and_else_who_came_first() -> None:
    async def test() -> list[str]:
        engine = Engine(1, 0.0)
        engine.hold()
        ended: list[str] = []

        async def generate(name: str, priority: int) -> None:
            await engine.generate(1, priority)
            ended.append(name)

        came = [("a", 1), ("b", 1), ("c", 0), ("d", 1), ("e", -1)]
        tasks = [asyncio.create_task(generate(*one)) for one in came]
        await settle()
        engine.release()
        await asyncio.gather(*tasks)
        return ended

    assert asyncio.run(test()) == list("aecbd")


@pytest.mark.parametrize("waiting_one", [True, False])
def test_who_goes_away_leaves_the_slot_or_the_queue(waiting_one: bool) -> None:
    async def test() -> None:
        engine = Engine(1, 0.0)
        engine.hold()
        tasks = [asyncio.create_task(engine.generate(1, 0)) for _ in range(2)]
        await settle()
        tasks[waiting_one].cancel()
        await settle()
        assert (engine.running, engine.waiting) == (1, 0)
        engine.release()
        await tasks[not waiting_one]
        assert engine.running == 0

    asyncio.run(test())


def test_tokens_take_their_time() -> None:
    async def test() -> float:
        loop = asyncio.get_running_loop()
        engine, began = Engine(2, 1000.0), loop.time()
        await asyncio.gather(*(engine.generate(20, 0) for _ in range(4)))
        return loop.time() - began

    assert asyncio.run(test()) >= 0.04
