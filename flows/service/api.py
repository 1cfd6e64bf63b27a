"""Talks to a Prefect server over REST: small, quick to import, and the same from every thread.

Prefect's own client takes more than a second to import, which commands that only ask something
should not pay.
"""

from __future__ import annotations

import time
from types import TracebackType
from typing import TYPE_CHECKING, Any

from flows.service.address import Address
from tools.errors import BurnishError, UserInputError

if TYPE_CHECKING:
    import httpx

_SECONDS = 30.0
_SHOWN = 300
_BUSY = 503
"""Says Prefect when its database is locked; nothing was done."""
_FIRST_PAUSE = 0.1


class ServiceUnavailable(BurnishError):
    """The Prefect server does not answer, or not with sense."""


class ServiceRefused(BurnishError):
    """The Prefect server understood and said no; ``status`` is that of HTTP."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status

    def __reduce__(self) -> tuple[type[ServiceRefused], tuple[str, int]]:
        return type(self), (str(self), self.status)


class Api:
    """One server. A context manager, which closes its connections."""

    def __init__(self, address: Address, seconds: float = _SECONDS) -> None:
        import httpx

        self.address = address
        self._seconds = seconds
        # Of the environment nothing is taken: a proxy is not for the machine next door.
        self._client = httpx.Client(
            base_url=address.url + "/",
            auth=None if address.login is None else _login(address.login),
            timeout=seconds,
            trust_env=False,
        )

    def get(self, path: str) -> Any:
        """What is there. Raises :class:`ServiceRefused` or :class:`ServiceUnavailable`."""
        return self._ask("GET", path, None)

    def post(self, path: str, body: object | None = None) -> Any:
        """What is answered. Raises as :meth:`get`."""
        return self._ask("POST", path, body)

    def patch(self, path: str, body: object) -> Any:
        """What is answered. Raises as :meth:`get`."""
        return self._ask("PATCH", path, body)

    def delete(self, path: str) -> None:
        """Take away what is there. Raises as :meth:`get`."""
        self._ask("DELETE", path, None)

    def is_healthy(self) -> bool:
        """Whether a Prefect server answers, and lets us in."""
        try:
            return self.get("health") is True and self.get("admin/version") is not None
        except BurnishError:  # away, no Prefect server, or of another mind about the password
            return False

    def is_prefect(self) -> bool:
        """Whether a Prefect server answers, whatever it thinks of our login; its `health` asks for
        none."""
        try:
            return self.get("health") is True
        except BurnishError:
            return False

    def close(self) -> None:
        self._client.close()

    def __enter__(self) -> Api:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def _ask(self, method: str, path: str, body: object | None) -> Any:
        import httpx

        until = time.monotonic() + self._seconds
        pause = _FIRST_PAUSE
        try:
            reply = self._client.request(method, path, json=body)
            while reply.status_code == _BUSY and time.monotonic() + pause < until:
                time.sleep(pause)
                pause *= 2
                reply = self._client.request(method, path, json=body)
        except httpx.HTTPError as error:
            raise ServiceUnavailable(
                f"The Prefect server at {self.address.dashboard} does not answer "
                f"({type(error).__name__}: {error}). Is `burnish server` running?"
            ) from error
        if reply.is_success:
            return _json(reply) if reply.content else None
        if reply.status_code == 401:
            raise UserInputError(
                f"The Prefect server at {self.address.dashboard} wants a password: set "
                "PREFECT_API_AUTH_STRING to user:password."
            )
        kind = ServiceUnavailable if reply.status_code >= 500 else None
        message = (
            f"The Prefect server at {self.address.dashboard} answered {method} {path} with "
            f"{reply.status_code}: {reply.text[:_SHOWN]}"
        )
        raise kind(message) if kind is not None else ServiceRefused(message, reply.status_code)


def _login(login: str) -> tuple[str, str]:
    user, _, password = login.partition(":")
    return user, password


def _json(reply: httpx.Response) -> Any:
    try:
        return reply.json()
    except ValueError as error:
        raise ServiceUnavailable(
            f"{reply.url} answers, but not as a Prefect server does ({error})."
        ) from error
