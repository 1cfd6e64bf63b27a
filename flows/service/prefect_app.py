"""The process of the Prefect server: Prefect's own application, shielded from other pages.

Run as ``python -m flows.service.prefect_app HOST PORT``. Prefect's dashboard asks a company's
server for settings whenever it is opened, and a page that has a name of its own for this machine
could speak to the interface as if it were the dashboard. Any page at all may send it a request to
start a run: one without a content type needs nobody's leave, and is read as JSON. All three are
ended here, by three headers.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Awaitable, Callable, Coroutine, Mapping, MutableMapping, Sequence
from typing import Any

from flows.service.address import is_loopback

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Coroutine[Any, Any, None]]

POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "worker-src 'self' blob:",
        "frame-ancestors 'none'",
    )
)
"""What pages of the dashboard may do: speak to their own server, and be in nobody's frame."""
_KEEP_ALIVE = 30
_MISDIRECTED, _FORBIDDEN = 421, 403
_BY_NAME = b"This server is spoken to as 127.0.0.1 or localhost.\n"
_BY_PAGE = b"This server is not spoken to by pages of others.\n"


def shielded(app: App, names: Sequence[str] | None, *, asks_password: bool) -> App:
    """``app``, whose pages speak to nobody else, and which is spoken to by its ``names`` only
    (``None`` for any name), and by no page but its own, unless a page would have to know the
    password."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        if names is not None and _host(headers.get(b"host", b"")) not in names:
            await _refuse(scope, send, _MISDIRECTED, _BY_NAME)
            return
        if not asks_password and not _is_from_own_page(headers):
            await _refuse(scope, send, _FORBIDDEN, _BY_PAGE)
            return

        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                policy = (b"content-security-policy", POLICY.encode())
                message = {**message, "headers": [*message.get("headers", ()), policy]}
            await send(message)

        await app(scope, receive, with_policy)

    return answer


def names_of(host: str) -> tuple[str, ...] | None:
    """By which names a server that listens at ``host`` is spoken to; ``None`` for any."""
    return ("127.0.0.1", "localhost", "[::1]", host) if is_loopback(host) else None


def _host(value: bytes) -> str:
    text = value.decode("latin-1").lower()
    name, colon, port = text.rpartition(":")
    return name if colon and port.isdecimal() else text


def _is_from_own_page(headers: Mapping[bytes, bytes]) -> bool:
    """Also for what no page sends. A browser names the page's origin with all that may change
    something; ``null`` is the one that hides it."""
    origin = headers.get(b"origin")
    return origin is None or origin.lower().partition(b"://")[2] == headers[b"host"].lower()


async def _refuse(scope: Scope, send: Send, status: int, text: bytes) -> None:
    if scope["type"] == "websocket":
        await send({"type": "websocket.close", "code": 1008})
        return
    headers = [(b"content-type", b"text/plain")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": text})


def main(arguments: Sequence[str]) -> None:
    """Listen until SIGTERM."""
    import uvicorn
    from prefect.server.api.server import create_app

    host, port = arguments
    uvicorn.run(
        shielded(
            create_app(final=True),
            names_of(host),
            asks_password="PREFECT_SERVER_API_AUTH_STRING" in os.environ,
        ),
        host=host,
        port=int(port),
        timeout_keep_alive=_KEEP_ALIVE,
        log_level=os.environ.get("PREFECT_SERVER_LOGGING_LEVEL", "WARNING").lower(),
        # The dashboard keeps connections open; whoever ends the server has no time for that.
        timeout_graceful_shutdown=1,
    )


if __name__ == "__main__":
    main(sys.argv[1:])
