"""Who is waiting for an answer goes before collection: by our queue, and on the server."""

from __future__ import annotations

import asyncio
from itertools import groupby

import pytest

from tests.tools.llm.serving import COLLECTION, INTERACTIVE, Serve, chats
from tools.llm.client import ModelClient
from tools.llm.endpoint import Endpoint
from tools.llm.fakes.server import FakeServer
from tools.llm.prompt import Message, Prompt
from tools.llm.sampling import Sampling
from tools.llm.urgency import Urgency

SAMPLES = 4


class Askers:
    """Ask side by side, and note in which order they have their answers."""

    def __init__(self, server: FakeServer, concurrency: int) -> None:
        self.answered: list[str] = []
        self._server = server
        self._client = ModelClient(Endpoint(server.url, "fake", concurrency=concurrency))
        self._tasks: list[asyncio.Task[None]] = []

    async def ask(self, name: str, urgency: Urgency, *, waiting: int) -> None:
        """Go on when so many sequences wait on the server for a slot."""
        self._tasks.append(asyncio.create_task(self._ask(name, urgency)))
        await asyncio.sleep(0)
        server = self._server
        await asyncio.to_thread(
            server.wait_until, lambda: server.running == SAMPLES and server.waiting == waiting
        )

    async def end(self) -> None:
        self._server.release()
        await asyncio.gather(*self._tasks)
        await self._client.close()

    async def _ask(self, name: str, urgency: Urgency) -> None:
        prompt = Prompt((Message("user", name),))
        await self._client.sample(prompt, Sampling(n=SAMPLES), urgency=urgency)
        self.answered.append(name)


@pytest.mark.parametrize("priority", [False, True])
def test_by_our_queue(priority: bool, serve: Serve) -> None:
    """Only one request may be under way; what waits, waits here."""
    server = serve(slots=SAMPLES, priority=priority)
    server.hold()

    async def test() -> None:
        askers = Askers(server, concurrency=1)
        for name in ("first", "second", "third"):
            await askers.ask(name, COLLECTION, waiting=0)
        await askers.ask("urgent", INTERACTIVE, waiting=0)
        await askers.end()

    asyncio.run(test())
    sent = [body["messages"][0]["content"] for body in chats(server)]
    # A server without priorities refuses the first request once.
    assert [name for name, _ in groupby(sent)] == ["first", "urgent", "second", "third"]


@pytest.mark.parametrize(
    ("priority", "order"),
    [
        (True, ["first", "urgent", "second", "third"]),
        (False, ["first", "second", "third", "urgent"]),
    ],
)
def test_on_the_server(priority: bool, order: list[str], serve: Serve) -> None:
    """All requests are under way; what waits, waits on the server, which may know priorities."""
    # Twenty milliseconds an answer, so that one request's reply is here before the next one's.
    server = serve(slots=SAMPLES, priority=priority, answer_tokens=20, tokens_per_second=1000.0)
    server.hold()

    async def test() -> list[str]:
        askers = Askers(server, concurrency=16)
        for number, name in enumerate(("first", "second", "third")):
            await askers.ask(name, COLLECTION, waiting=number * SAMPLES)
        await askers.ask("urgent", INTERACTIVE, waiting=3 * SAMPLES)
        await askers.end()
        return askers.answered

    assert asyncio.run(test()) == order


def test_a_place_is_kept_free_for_who_is_waiting(serve: Serve) -> None:
    """Eight places, all of which collection would take."""
    server = serve(slots=SAMPLES)
    server.hold()

    async def test() -> None:
        askers = Askers(server, concurrency=8)
        for number in range(9):
            await askers.ask(f"{number}", COLLECTION, waiting=min(number, 6) * SAMPLES)
        await askers.ask("urgent", INTERACTIVE, waiting=7 * SAMPLES)
        await askers.end()

    asyncio.run(test())
    sent = [body["messages"][0]["content"] for body in chats(server)]
    assert sent.index("urgent") == 7
