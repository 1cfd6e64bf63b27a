"""Where a model is served, and how patiently it is asked."""

from __future__ import annotations

import ipaddress
import os
import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from tools.errors import UserInputError

_VERSION = re.compile(r"v[0-9]+[a-z0-9]*")


@dataclass(frozen=True)
class Endpoint:
    """An OpenAI-compatible server and the model on it. It names the key's variable, not the key."""

    base_url: str
    """With or without the ``/v1`` that paths of the interface begin with."""
    model: str
    adapter: str | None = None
    """The name under which the server loaded a LoRA adapter of the model, to be asked instead."""
    key_variable: str = "BURNISH_MODEL_KEY"
    """The environment variable that holds the key; local servers need none."""
    concurrency: int = 16
    """Requests under way at once; each may ask for many answers."""
    timeout: float = 600.0
    """Seconds for one request, from connecting to the last byte."""
    retries: int = 8
    """Attempts after the first; together they last long enough for a server to be restarted."""

    def __post_init__(self) -> None:
        _parsed(self.base_url)
        for name, fine, wanted in (
            ("model", bool(self.model), "a name"),
            ("concurrency", self.concurrency >= 1, "at least 1"),
            ("timeout", self.timeout > 0, "above 0 seconds"),
            ("retries", self.retries >= 0, "0 or more"),
        ):
            if not fine:
                raise UserInputError(
                    f"The endpoint {self.base_url} cannot have {name} = {getattr(self, name)!r}: "
                    f"it must be {wanted}."
                )

    @property
    def asked(self) -> str:
        """The name that requests are addressed to: the adapter's, or else the model's."""
        return self.adapter or self.model

    @property
    def api(self) -> str:
        """The address that ``/chat/completions`` and ``/models`` are appended to."""
        url = self.base_url.rstrip("/")
        parts = _parsed(url).path.split("/")
        return url if any(_VERSION.fullmatch(part) for part in parts) else f"{url}/v1"

    @property
    def root(self) -> str:
        """The address that vLLM's own paths, such as ``/tokenize``, are appended to."""
        return self.api.removesuffix("/v1")

    @property
    def is_local(self) -> bool:
        """Whether the server runs on this machine, where no proxy leads to."""
        host = _parsed(self.base_url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")

    def key(self) -> str | None:
        """Read from the environment now; ``None`` if there is none. Nobody is to keep it."""
        key = os.environ.get(self.key_variable, "").strip()
        if not key:
            return None
        if not (key.isascii() and key.isprintable()) or " " in key:
            raise UserInputError(
                f"The key in {self.key_variable} cannot be sent: it holds spaces or characters "
                "outside ASCII. Set the variable to the key alone."
            )
        return key


def _parsed(url: str) -> SplitResult:
    """The address taken apart, or an error that does not repeat a password in it."""
    try:
        parts = urlsplit(url)
        _ = parts.port  # raises unless it is a number that a port can have
    except ValueError as error:
        raise UserInputError(f"The endpoint's address cannot be read: {error}.") from error
    if "@" in parts.netloc:
        raise UserInputError(
            f"The endpoint's address (at {parts.hostname}) holds a user name or a password. Put "
            "the key into the environment instead."
        )
    if parts.query or parts.fragment:
        raise UserInputError(
            f"The endpoint's address (at {parts.hostname}) holds a ? or a #. Give the address up "
            "to /v1, and put the key into the environment."
        )
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"\s", url):
        raise UserInputError(
            f"The endpoint's address must look like http://localhost:8000/v1, not {url!r}."
        )
    return parts
