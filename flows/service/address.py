"""Where the Prefect server is: the one that was started here, or the one the environment names."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from tools.errors import UserInputError

URL_VARIABLE = "PREFECT_API_URL"
LOGIN_VARIABLE = "PREFECT_API_AUTH_STRING"
_FILE = "address.json"
_PRIVATE = 0o600


@dataclass(frozen=True)
class Address:
    """Of a server, as programs on this machine reach it."""

    url: str
    """Of its interface: ``http://127.0.0.1:4200/api``."""
    login: str | None = None
    """``user:password`` for basic authentication."""

    @property
    def dashboard(self) -> str:
        """What to open in a browser."""
        return self.url.removesuffix("/").removesuffix("/api")

    def __repr__(self) -> str:
        return f"Address({self.url!r})"  # the password is for nobody's log


def service_folder(home: Path) -> Path:
    """Where Prefect keeps its things, beside the database in ``home``."""
    return home / "prefect"


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"  # what another name stands for is for others to say


def address_of(host: str, port: int, login: str | None) -> Address:
    """How this machine reaches a server that listens there."""
    reached = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)
    shown = f"[{reached}]" if ":" in reached else reached
    return Address(f"http://{shown}:{port}/api", login)


def named_address(environ: Mapping[str, str] = os.environ) -> Address | None:
    """The server that ``PREFECT_API_URL`` names. Raises :class:`UserInputError` for a bad one."""
    url = environ.get(URL_VARIABLE, "").strip().rstrip("/")
    if not url:
        return None
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
        raise UserInputError(
            f"{URL_VARIABLE} cannot be used: {url!r} is no address such as "
            "http://127.0.0.1:4200/api."
        )
    return Address(url, environ.get(LOGIN_VARIABLE) or None)


def known_address(home: Path, environ: Mapping[str, str] = os.environ) -> Address:
    """The server to talk to. Raises :class:`UserInputError` if there is none."""
    named = named_address(environ) or _remembered(home)
    if named is None:
        raise UserInputError(
            "No Prefect server is known here: start one with `burnish server` in this folder, or "
            f"set {URL_VARIABLE} to the address of the one to use."
        )
    return named


def address_given(home: Path, url: str | None) -> Address:
    """The server that ``--server`` names, or else the one that is known here.

    Raises :class:`UserInputError`.
    """
    return known_address(home, os.environ if url is None else {**os.environ, URL_VARIABLE: url})


def remember(home: Path, address: Address) -> None:
    """Let commands that are run in the same folder find the server; readable by its owner only."""
    write_private(
        service_folder(home) / _FILE, json.dumps({"url": address.url, "login": address.login})
    )


def forget(home: Path) -> None:
    """The server that was started here has ended."""
    (service_folder(home) / _FILE).unlink(missing_ok=True)


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody else can read, not even for a moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(path.name + ".new")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _PRIVATE)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    draft.replace(path)


def _remembered(home: Path) -> Address | None:
    try:
        told = json.loads((service_folder(home) / _FILE).read_text(encoding="utf-8"))
        return Address(told["url"], told["login"])
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserInputError(
            f"{service_folder(home) / _FILE} cannot be read ({error}); start `burnish server` "
            f"again, or set {URL_VARIABLE}."
        ) from error
