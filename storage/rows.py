"""Between rows and records: JSON in columns, and the records that several modules read."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from typing import Any

from storage.records import SessionRecord

LONGEST_TEXT = 64 << 20
"""Bytes of a text that are unpacked."""


def to_json(value: Any) -> str:
    """Compact JSON, as columns hold it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def pack_text(text: str) -> bytes:
    """A long text as columns hold it; lone surrogates survive."""
    return zlib.compress(text.encode("utf-8", "surrogatepass"), level=6)


def unpack_text(packed: bytes) -> str:
    """What :func:`pack_text` packed. Raises `zlib.error` or `ValueError` for anything else, and for
    more than any file of Lean is."""
    stream = zlib.decompressobj()
    text = stream.decompress(packed, LONGEST_TEXT)
    if not stream.eof:
        raise ValueError(f"it is cut off, or longer than {LONGEST_TEXT >> 20} MiB")
    return text.decode("utf-8", "surrogatepass")


def session_of(row: Mapping[str, Any]) -> SessionRecord:
    """The record of a row of `sessions`."""
    command = None if row["command"] is None else json.loads(row["command"])
    return SessionRecord(**{**row, "settings": json.loads(row["settings"]), "command": command})
