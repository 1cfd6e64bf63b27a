"""Fake servers, and models behind them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from tests.tools.llm.serving import Connect, Pauses, Serve
from tools.llm.endpoint import Endpoint
from tools.llm.fakes.api import Settings
from tools.llm.fakes.faults import Fault
from tools.llm.fakes.server import FakeServer
from tools.llm.served import ServedModel


@pytest.fixture(autouse=True)
def _without_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BURNISH_MODEL_KEY", raising=False)


@pytest.fixture
def serve() -> Iterator[Serve]:
    """The servers end with the test."""
    with ExitStack() as stack:

        def start(*faults: Fault, host: str = "127.0.0.1", **settings: Any) -> FakeServer:
            return stack.enter_context(FakeServer(Settings(faults=faults, **settings), host))

        yield start


@pytest.fixture
def pauses() -> Pauses:
    return Pauses()


@pytest.fixture
def connect(serve: Serve, pauses: Pauses) -> Iterator[Connect]:
    """The models are closed with the test, before the servers; nobody waits between attempts."""
    with ExitStack() as stack:

        def start(url: str, **settings: Any) -> ServedModel:
            fields: dict[str, Any] = {"model": "fake", "retries": 3} | settings
            return stack.enter_context(ServedModel(Endpoint(url, **fields), sleep=pauses))

        yield start
