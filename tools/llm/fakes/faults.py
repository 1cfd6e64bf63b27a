"""The ways in which the fake server misbehaves on request."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from tools.errors import UserInputError
from tools.llm.fakes.http import Reply, Request, json_reply

Answer = Callable[[], Awaitable[Reply]]
"""Makes the reply that a well-behaved server would give."""


@dataclass(frozen=True)
class Fault:
    """One way to misbehave, and for which requests."""

    kind: str
    """A name in :data:`KINDS`."""
    value: Any = None
    """What the kind takes."""
    times: int = 1
    """Requests that it is for; 0: all."""
    path: str = "/v1/chat/completions"
    headers: Mapping[str, str] = field(default_factory=dict)
    """Added to the reply."""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise UserInputError(
                f"No way to misbehave is called {self.kind!r}: {', '.join(sorted(KINDS))}."
            )


def read_faults(text: str) -> tuple[Fault, ...]:
    """From a JSON list of objects with the fields of :class:`Fault`."""
    try:
        return tuple(Fault(**one) for one in json.loads(text))
    except (ValueError, TypeError) as error:
        raise UserInputError(
            f"Not a list of faults ({error}). For instance: "
            '[{"kind": "status", "value": 429, "times": 2, "headers": {"Retry-After": "1"}}]'
        ) from error


class Faults:
    """The faults to come, in order; each request to a path takes one of that path's first fault."""

    def __init__(self, faults: tuple[Fault, ...] = ()) -> None:
        self._coming = list(faults)

    def add(self, faults: tuple[Fault, ...]) -> None:
        """Behind those that are still to come."""
        self._coming += faults

    def take(self, path: str) -> Fault | None:
        """The fault for the next request, if there is one."""
        for at, fault in enumerate(self._coming):
            if fault.path == path:
                if fault.times == 1:
                    del self._coming[at]
                elif fault.times > 1:
                    self._coming[at] = replace(fault, times=fault.times - 1)
                return fault
        return None


async def misbehave(fault: Fault, request: Request, answer: Answer) -> Reply:
    """The reply of a server with this fault."""
    reply = await KINDS[fault.kind](fault.value, request, answer)
    return replace(reply, headers={**reply.headers, **fault.headers})


async def _status(value: Any, _: Request, __: Answer) -> Reply:
    """Fails with this status, or with ``[status, message]``."""
    status, message = value if isinstance(value, list) else (value, "on request")
    return json_reply({"error": {"message": message, "code": status}}, status)


async def _echo_key(value: Any, request: Request, __: Answer) -> Reply:
    """Fails with this status, and shows the key that was sent."""
    sent = request.headers.get("authorization", "nothing")
    return json_reply({"error": {"message": f"Incorrect key: {sent}"}}, value)


async def _html(value: Any, _: Request, __: Answer) -> Reply:
    """Fails with this status and a page for browsers."""
    page = "<!doctype html><html><style>b{}</style><h1>Bad gateway</h1><p>nginx</p></html>"
    return Reply(value, page.encode(), "text/html")


async def _slow(value: Any, _: Request, answer: Answer) -> Reply:
    """Answers so many seconds late."""
    await asyncio.sleep(value)
    return await answer()


async def _hang(_: Any, __: Request, ___: Answer) -> Reply:
    """Never answers."""
    await asyncio.Event().wait()
    raise AssertionError("nobody sets this event")


async def _reset(_: Any, __: Request, ___: Answer) -> Reply:
    """Resets the connection."""
    return Reply(200, b"", reset=True)


async def _disconnect(_: Any, __: Request, answer: Answer) -> Reply:
    """Closes the connection in the middle of the body."""
    reply = await answer()
    return replace(reply, sent=len(reply.body) // 2)


async def _half_json(_: Any, __: Request, answer: Answer) -> Reply:
    """Sends half of the JSON as if it were all."""
    reply = await answer()
    return replace(reply, body=reply.body[: len(reply.body) // 2])


async def _body(value: Any, _: Request, __: Answer) -> Reply:
    """Sends this JSON, or this text as it is."""
    return Reply(200, value.encode()) if isinstance(value, str) else json_reply(value)


async def _choices(value: Any, _: Request, answer: Answer) -> Reply:
    """Gives so many choices, whatever was asked for."""
    return _changed(await answer(), lambda choices: (choices * (value or 0))[:value])


async def _huge(value: Any, _: Request, answer: Answer) -> Reply:
    """Makes the first choice's text so many characters long."""

    def grow(choices: list[Any]) -> list[Any]:
        choices[0]["message"]["content"] = "x" * value
        return choices

    return _changed(await answer(), grow)


def _changed(reply: Reply, change: Callable[[list[Any]], list[Any]]) -> Reply:
    record = json.loads(reply.body)
    if "choices" not in record:
        return reply
    record["choices"] = change(record["choices"])
    return json_reply(record)


KINDS: dict[str, Callable[[Any, Request, Answer], Awaitable[Reply]]] = {
    "status": _status,
    "echo-key": _echo_key,
    "html": _html,
    "slow": _slow,
    "hang": _hang,
    "reset": _reset,
    "disconnect": _disconnect,
    "half-json": _half_json,
    "body": _body,
    "choices": _choices,
    "huge": _huge,
}
"""By name: the value of the fault, the request, and what makes the right reply."""
