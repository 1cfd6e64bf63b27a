"""A fake server that behaves, and how tests ask it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tools.llm.endpoint import Endpoint
from tools.llm.fakes.api import Settings
from tools.llm.fakes.faults import Fault
from tools.llm.fakes.server import FakeServer
from tools.llm.prompt import Message, Prompt
from tools.llm.served import ServedModel

SECRET_WORDS = "a proof nobody may read in a log"
PROMPT = Prompt((Message("system", "You prove."), Message("user", SECRET_WORDS)))


@pytest.fixture
def prompt() -> Prompt:
    return PROMPT


@pytest.fixture(autouse=True)
def without_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BURNISH_MODEL_KEY", raising=False)


Serve = Callable[..., FakeServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Starts fake servers that end with the test."""
    with ExitStack() as stack:

        def start(*faults: Fault, **settings: Any) -> FakeServer:
            return stack.enter_context(FakeServer(Settings(faults=faults, **settings)))

        yield start


class Pauses:
    """Takes the place of sleeping, and remembers for how long it would have been."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


Connect = Callable[..., ServedModel]


@pytest.fixture
def connect(serve: Serve, pauses: Pauses) -> Iterator[Connect]:
    """Models behind a server's address, closed with the test; nobody waits between attempts."""
    with ExitStack() as stack:

        def start(url: str, **settings: Any) -> ServedModel:
            settings = {"model": "fake", "retries": 3} | settings
            return stack.enter_context(ServedModel(Endpoint(url, **settings), sleep=pauses))

        yield start
