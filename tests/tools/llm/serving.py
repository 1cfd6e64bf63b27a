"""What tests of a served model share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tools.llm.fakes.server import FakeServer
from tools.llm.prompt import Message, Prompt
from tools.llm.served import ServedModel
from tools.llm.urgency import Urgency

PRIVATE = "a proof that nobody may read in a log"
PROMPT = Prompt((Message("system", "You prove."), Message("user", PRIVATE)))
COLLECTION, INTERACTIVE = Urgency.COLLECTION, Urgency.INTERACTIVE

Serve = Callable[..., FakeServer]
"""Starts a fake server: faults, then settings by name."""
Connect = Callable[..., ServedModel]
"""A model behind an address, with settings of its endpoint."""


class Pauses:
    """Takes the place of sleeping, and remembers for how long it would have been."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    async def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def chats(server: FakeServer) -> list[dict[str, Any]]:
    """The bodies of the chat requests that came."""
    return [one.body for one in server.requests if one.path == "/v1/chat/completions"]
