"""Keeps keys out of whatever is shown: messages, logs, errors."""

from __future__ import annotations

import re

_WINDOW = 8
"""Characters of a key in a row that already count as the key: servers echo parts of it."""
_UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def redact(text: str, key: str | None) -> str:
    """``text`` with the key, and every longer part of it, replaced by a star."""
    if not key:
        return text
    width = min(_WINDOW, len(key))
    marked = bytearray(len(text))
    for part in {key[at : at + width] for at in range(len(key) - width + 1)}:
        at = text.find(part)
        while at >= 0:
            marked[at : at + width] = b"\x01" * width
            at = text.find(part, at + 1)
    pieces = re.split(rb"(\x01+)", bytes(marked))
    shown, at = [], 0
    for piece in pieces:
        shown.append("*" if piece[:1] == b"\x01" else text[at : at + len(piece)])
        at += len(piece)
    return "".join(shown)


def presentable(text: str, key: str | None, limit: int) -> str:
    """A server's words on one line: no key, no markup, nothing that a terminal would obey."""
    # Cut before it is searched, and after: a message may be megabytes of the key.
    short = text[: 20 * limit]
    if short.lstrip().startswith("<"):
        short = re.sub(r"(?is)<(script|style)\b.*?</\1\s*>|<[^>]*>", " ", short)
    short = " ".join(_UNSEEN.sub(" ", redact(short, key)).split())
    return short if len(short) <= limit else short[: limit - 1] + "…"
