"""Carries one request to the endpoint and the reply back; the only module that does HTTP.

No SDK stands in between: that of OpenAI takes keys, organizations and addresses from variables of
its own, sends them to whatever server is asked, logs prompts, and reads replies of any size.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tools.errors import UserInputError
from tools.llm.endpoint import Endpoint
from tools.llm.refusal import Refusal
from tools.llm.retrying import Transient, read_retry_after
from tools.llm.secrets import presentable

if TYPE_CHECKING:
    import httpx

_REPLY_LIMIT = 64 << 20
"""Bytes of a reply, unpacked: 16 long answers with their log probabilities are less than one."""
_CONNECT = 10.0
"""Seconds to connect."""
_SHOWN = 300
"""Characters of a server's message that are shown."""
_AGAIN = 429


@dataclass(frozen=True)
class _Reply:
    status: int
    headers: Mapping[str, str]
    """Names in lower case."""
    body: bytes


class Transport:
    """Connections to one endpoint, made when first needed. Lives on one event loop."""

    def __init__(self, endpoint: Endpoint) -> None:
        self._endpoint = endpoint
        self._client: httpx.AsyncClient | None = None

    async def ask(
        self,
        method: str,
        url: str,
        body: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> Any:
        """The JSON that the server replies with; one attempt, of at most so many seconds or of the
        endpoint's.

        Raises :class:`Transient` for what may pass, :class:`Refusal` for what will not.
        """
        key = self._endpoint.key()
        longest = self._endpoint.timeout
        reply = await self._send(method, url, body, key, min(longest, seconds or longest))
        if 200 <= reply.status < 300:
            try:
                return json.loads(reply.body)
            except (ValueError, RecursionError):
                raise Transient("its reply is not JSON") from None
        message = _message(reply, key)
        if reply.status == _AGAIN or reply.status >= 500:
            said = f": {message}" if message else ""
            raise Transient(
                f"it answers with status {reply.status}{said}",
                read_retry_after(reply.headers.get("retry-after")),
            )
        raise Refusal(reply.status, message)

    async def close(self) -> None:
        """Drop the connections."""
        if self._client is not None:
            await self._client.aclose()

    async def _send(
        self,
        method: str,
        url: str,
        body: Mapping[str, Any] | None,
        key: str | None,
        seconds: float,
    ) -> _Reply:
        import httpx

        client = self._connected()
        headers = {"Content-Type": "application/json"} if body is not None else {}
        if key is not None:
            headers["Authorization"] = f"Bearer {key}"
        # ASCII: no text that we hold can fail to be encoded.
        content = None if body is None else json.dumps(body, separators=(",", ":")).encode("ascii")
        try:
            async with (
                asyncio.timeout(seconds),
                client.stream(method, url, content=content, headers=headers) as reply,
            ):
                data = bytearray()
                async for piece in reply.aiter_bytes():
                    data += piece
                    if len(data) > _REPLY_LIMIT:
                        raise Transient(f"its reply has more than {_REPLY_LIMIT >> 20} MiB")
                return _Reply(reply.status_code, dict(reply.headers), bytes(data))
        except TimeoutError:
            reason = f"no reply within {seconds:g} s"
        except (httpx.HTTPError, httpx.InvalidURL, OSError) as error:
            what = presentable(str(error), key, _SHOWN)
            reason = f"the connection failed ({type(error).__name__}{what and ': '}{what})"
        raise Transient(reason)

    def _connected(self) -> httpx.AsyncClient:
        import httpx

        if self._client is None:
            # It would log the headers of replies, and servers echo keys there as well.
            logging.getLogger("httpcore").setLevel(logging.INFO)
            # And a line for each request, of which ours says more.
            logging.getLogger("httpx").setLevel(logging.WARNING)
            try:
                self._client = httpx.AsyncClient(
                    timeout=httpx.Timeout(None, connect=_CONNECT),
                    # The queue bounds what is under way; a second bound would only hide requests.
                    limits=httpx.Limits(max_connections=None, keepalive_expiry=4.0),
                    headers={"Accept": "application/json", "Accept-Encoding": "identity"},
                    # The key goes where the user says, and not where a server sends us.
                    follow_redirects=False,
                    # Proxies and certificates of the environment; no proxy leads back to us.
                    trust_env=not self._endpoint.is_local,
                )
            except (ValueError, ImportError, httpx.InvalidURL) as error:
                raise UserInputError(
                    f"The proxy that the environment names for {self._endpoint.base_url} cannot "
                    f"be used ({type(error).__name__}). Look at HTTP_PROXY, HTTPS_PROXY and "
                    "ALL_PROXY, or set NO_PROXY."
                ) from None
        return self._client


def _message(reply: _Reply, key: str | None) -> str:
    """What a server says of its refusal, in any of the usual shapes."""
    if 300 <= reply.status < 400:
        target = reply.headers.get("location", "nowhere")
        return presentable(f"it redirects to {target}", key, _SHOWN)
    try:
        said = json.loads(reply.body)
    except (ValueError, RecursionError):
        return presentable(reply.body[: 1 << 16].decode("utf-8", "replace"), key, _SHOWN)
    for name in ("error", "message", "detail"):
        while isinstance(said, Mapping) and name in said:
            said = said[name]
    text = said if isinstance(said, str) else json.dumps(said)
    return presentable(text, key, _SHOWN)
