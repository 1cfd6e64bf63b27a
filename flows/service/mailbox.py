"""Hands JSON values to a flow run and from it, through the Prefect server alone.

Workers share no disk with the one who gives them work, so what goes to and fro is left with the
server, as inputs of the run: compressed, in pieces, with a slip that is written last and says what
belongs together. Nothing of it is seen in the dashboard, and it goes when the run is deleted.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Iterable
from typing import Any

from flows.service.api import Api, ServiceRefused
from tools.errors import BurnishError

PIECE = 512 * 1024
"""Characters; what is larger is refused by some proxies."""
_LARGEST = 512 * 1024 * 1024
"""Bytes of a value, as it is before it is compressed."""
_PAGE = 20
"""Pieces at a time: the server sends them along."""
_THERE_ALREADY = 409
_NOT_THERE = 404


class MailDamaged(BurnishError):
    """What a mailbox holds is not what was put in."""


class Mailbox:
    """Of one flow run."""

    def __init__(self, api: Api, run: str) -> None:
        self._api = api
        self._place = f"flow_runs/{run}/input"

    def put(self, name: str, value: Any) -> int:
        """Leave a value under a name (letters, digits, dashes), all or nothing; how many characters
        went over the wire.

        What was left there before stays: the first word stands. Raises
        :class:`flows.service.api.ServiceUnavailable`.
        """
        text = json.dumps(value, separators=(",", ":"), ensure_ascii=False)
        packed = base64.b64encode(zlib.compress(text.encode())).decode("ascii")
        digest = hashlib.sha256(packed.encode()).hexdigest()
        pieces = range(0, len(packed), PIECE)
        for number, start in enumerate(pieces):
            self._write(_piece(name, digest, number), packed[start : start + PIECE])
        self._write(name, {"digest": digest, "pieces": len(pieces)})
        return len(packed)

    def get(self, name: str) -> Any | None:
        """What was left under the name; ``None`` if nothing was, or not all of it.

        Raises :class:`MailDamaged`.
        """
        slip = self._read(name)
        if slip is None:
            return None
        try:
            found = [
                self._read(_piece(name, slip["digest"], number)) for number in range(slip["pieces"])
            ]
            if None in found:
                return None
            packed = "".join(map(str, found))
            if hashlib.sha256(packed.encode()).hexdigest() != slip["digest"]:
                raise MailDamaged(f"{self._place}/{name} was changed since it was left there.")
            return json.loads(_unpacked(base64.b64decode(packed, validate=True)))
        except (KeyError, TypeError, ValueError, binascii.Error, zlib.error) as error:
            raise MailDamaged(f"{self._place}/{name} cannot be read ({error}).") from error

    def holds(self, name: str) -> bool:
        """Whether something was left under the name."""
        return self._read(name) is not None

    def drop(self, names: Iterable[str]) -> None:
        """Take away what was left under some names, also where it was never finished."""
        for name in names:
            self._remove(name)  # first, so that nothing is read that is half gone
            while found := self._listed(name):
                for key in found:
                    self._remove(key)

    def _listed(self, name: str) -> list[str]:
        try:
            found = self._api.post(f"{self._place}/filter", {"prefix": f"{name}-", "limit": _PAGE})
        except ServiceRefused as error:
            if error.status != _NOT_THERE:
                raise
            return []  # the run itself was deleted
        return [one["key"] for one in found]

    def _write(self, key: str, value: Any) -> None:
        try:
            self._api.post(self._place, {"key": key, "value": json.dumps(value)})
        except ServiceRefused as error:
            if error.status != _THERE_ALREADY:
                raise

    def _read(self, key: str) -> Any | None:
        try:
            return self._api.get(f"{self._place}/{key}")
        except ServiceRefused as error:
            if error.status != _NOT_THERE:
                raise
            return None

    def _remove(self, key: str) -> None:
        try:
            self._api.delete(f"{self._place}/{key}")
        except ServiceRefused as error:
            if error.status != _NOT_THERE:
                raise


def _piece(name: str, digest: str, number: int) -> str:
    return f"{name}-{digest[:16]}-{number}"


def _unpacked(data: bytes) -> bytes:
    """Raises :class:`ValueError` for what would fill the memory."""
    opener = zlib.decompressobj()
    text = opener.decompress(data, _LARGEST)
    if not opener.eof:
        raise ValueError("it is cut off, or larger than anything that a unit holds")
    return text
