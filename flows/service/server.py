"""The Prefect server as a child process: checked port, quiet start, health, login."""

from __future__ import annotations

import os
import secrets
import socket
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from flows.service.address import (
    Address,
    address_of,
    is_loopback,
    service_folder,
    write_private,
)
from flows.service.api import Api
from flows.service.children import Child
from flows.service.environment import merged, server_variables
from tools.errors import UserInputError

_LOGIN_FILE = "login"
_USER = "burnish"
_LOOK_EVERY = 0.1
_TELL_EVERY = 3.0
_SECONDS = 120.0
"""In which it has to be healthy; the first start makes its database, on a slow disk."""


@dataclass(frozen=True)
class Listening:
    """Where a server of ours shall listen."""

    host: str
    port: int
    login: str | None
    """``user:password``, or nobody is asked."""

    @property
    def address(self) -> Address:
        return address_of(self.host, self.port, self.login)


def read_login(home: Path, host: str, password_file: Path | None) -> str | None:
    """The login that a server at ``host`` asks for; ``None`` for none.

    What ``password_file`` holds (``user:password``, or a password alone); else, where other
    machines can reach it, a password that is made once and kept in a private file. Raises
    :class:`UserInputError`.
    """
    if password_file is not None:
        return _given(password_file)
    if is_loopback(host):
        return None
    kept = service_folder(home) / _LOGIN_FILE
    if not kept.exists():
        write_private(kept, f"{_USER}:{secrets.token_urlsafe(18)}\n")
    return _given(kept)


def login_file(home: Path) -> Path:
    """Where a password that was made is kept."""
    return service_folder(home) / _LOGIN_FILE


def _given(path: Path) -> str:
    try:
        text = path.expanduser().read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise UserInputError(f"{path}: the password cannot be read ({error}).") from error
    if not text or "\n" in text or not text.isprintable():
        raise UserInputError(f"{path} does not hold one line with a password, or user:password.")
    return text if ":" in text else f"{_USER}:{text}"


def check_port(listening: Listening) -> None:
    """Raises :class:`UserInputError` if the address cannot be listened at."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            listening.host, listening.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        told = f"--host {listening.host} --port {listening.port} cannot be listened at: {error}."
        # Whoever listens there is a stranger: the password is not for him.
        with Api(replace(listening.address, login=None), 1.0) as api:
            if api.is_prefect():
                told = (
                    f"A Prefect server runs at {listening.address.dashboard} already: set "
                    f"PREFECT_API_URL={listening.address.url} to serve Burnish's flows there, or "
                    "give another --port."
                )
        raise UserInputError(told) from error


def start_server(listening: Listening, home: Path) -> Child:
    """Starts one; it is not yet healthy. Raises :class:`flows.service.children.ChildFailed`."""
    folder = service_folder(home)
    return Child(
        "The Prefect server",
        (
            *(sys.executable, "-m", "flows.service.prefect_app"),
            *(listening.host, str(listening.port)),
        ),
        merged(os.environ, server_variables(folder, listening.address)),
        folder / "server.log",
    )


def wait_until_healthy(
    server: Child, address: Address, progress: Callable[[str], None], stopped: Callable[[], bool]
) -> bool:
    """Whether it answers; ``False`` if somebody stopped the waiting.

    Raises :class:`flows.service.children.ChildFailed` if it ends, or takes too long; then it is
    ended.
    """
    began = told = time.monotonic()
    with Api(address, 2.0) as api:
        while not api.is_healthy():
            if stopped():
                return False
            if server.wait(_LOOK_EVERY):
                raise server.failure("did not start")
            now = time.monotonic()
            if now - began > _SECONDS:
                server.end(0)
                raise server.failure(f"was not ready after {_SECONDS:.0f} s, and was ended")
            if now - told >= _TELL_EVERY:
                told = now
                progress(f"starting the Prefect server for {now - began:.0f} s …")
    return True
