"""As much of HTTP/1.1 as a server for tests needs, on asyncio's streams."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

_HEAD_LIMIT = 1 << 16
_BODY_LIMIT = 64 << 20


@dataclass(frozen=True)
class Request:
    """One request, read whole."""

    method: str
    path: str
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


@dataclass(frozen=True)
class Reply:
    """One reply. The last two fields are for misbehaving."""

    status: int
    body: bytes
    content_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)
    sent: int | None = None
    """Bytes of the body after which the connection is closed; ``None``: all, and it stays open."""
    reset: bool = False
    """Whether the connection is reset instead of anything being sent."""


class BadRequest(Exception):
    """What came over the connection is no request that we read."""


def json_reply(record: Any, status: int = 200) -> Reply:
    """A reply in JSON."""
    return Reply(status, json.dumps(record).encode())


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request; ``None`` at the end of the connection."""
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except asyncio.IncompleteReadError:
        return None
    except asyncio.LimitOverrunError:
        raise BadRequest(f"more than {_HEAD_LIMIT} bytes of headers") from None
    lines = head.decode("latin-1").split("\r\n")
    parts = lines[0].split(" ")
    if len(parts) != 3:
        raise BadRequest("no request line")
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines[1:] if line)
    }
    length = headers.get("content-length", "0")
    if not length.isdigit() or int(length) > _BODY_LIMIT or "transfer-encoding" in headers:
        raise BadRequest("a body needs a Content-Length of at most 64 MiB")
    try:
        body = await reader.readexactly(int(length))
    except asyncio.IncompleteReadError:
        return None
    return Request(parts[0], parts[1].partition("?")[0], headers, body)


async def write_reply(writer: asyncio.StreamWriter, reply: Reply) -> bool:
    """Send it; whether the connection is good for another request."""
    if reply.reset:
        writer.transport.abort()
        return False
    head = {
        "Content-Type": reply.content_type,
        "Content-Length": str(len(reply.body)),
        **reply.headers,
    }
    reason = HTTPStatus(reply.status).phrase
    lines = [
        f"HTTP/1.1 {reply.status} {reason}",
        *(f"{name}: {value}" for name, value in head.items()),
    ]
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1") + reply.body[: reply.sent])
    await writer.drain()
    return reply.sent is None
