"""What the shield around Prefect's application lets through."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from flows.service.prefect_app import POLICY, Message, Receive, Scope, Send, names_of, shielded


async def greeting(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"hello"})


def asked(
    host: str,
    listening: str,
    kind: str = "http",
    *,
    origin: str | None = None,
    asks_password: bool = False,
) -> list[Message]:
    """What is answered to a request that names a host, from a page of an origin or from none."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    headers = [(b"host", host.encode())]
    if origin is not None:
        headers.append((b"origin", origin.encode()))
    scope: dict[str, Any] = {"type": kind, "headers": headers}
    app = shielded(greeting, names_of(listening), asks_password=asks_password)
    asyncio.run(app(scope, receive, send))
    return sent


@pytest.mark.parametrize("host", ["127.0.0.1:4200", "localhost:4200", "LOCALHOST", "[::1]:4200"])
def test_by_its_own_names_the_server_answers_with_a_policy(host: str) -> None:
    start, body = asked(host, "127.0.0.1")
    assert (b"content-security-policy", POLICY.encode()) in start["headers"]
    assert body["body"] == b"hello"


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:4200", "", "127.0.0.1.evil.example"]
)
def test_another_name_for_this_machine_is_nobodys(host: str) -> None:
    start, body = asked(host, "127.0.0.1")
    assert start["status"] == 421
    assert b"hello" not in body["body"]
    assert asked(host, "127.0.0.1", "websocket") == [{"type": "websocket.close", "code": 1008}]


def test_a_server_for_the_network_has_any_name() -> None:
    assert asked("lean.example", "0.0.0.0")[0]["status"] == 200


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "http://localhost:8080", "http://127.0.0.1:4200", "null", ""]
)
def test_pages_of_others_cannot_speak_to_a_server_without_a_password(origin: str) -> None:
    start, body = asked("localhost:4200", "127.0.0.1", origin=origin)
    assert start["status"] == 403
    assert b"hello" not in body["body"]
    closed = asked("localhost:4200", "127.0.0.1", "websocket", origin=origin)
    assert closed == [{"type": "websocket.close", "code": 1008}]


def test_its_own_pages_can() -> None:
    assert asked("localhost:4200", "127.0.0.1", origin="http://localhost:4200")[0]["status"] == 200
    assert asked("[::1]:4200", "::1", origin="http://[::1]:4200")[0]["status"] == 200


def test_with_a_password_a_proxy_may_speak_for_pages_under_another_name() -> None:
    told = asked("127.0.0.1:4200", "127.0.0.1", origin="https://lean.example", asks_password=True)
    assert told[0]["status"] == 200
