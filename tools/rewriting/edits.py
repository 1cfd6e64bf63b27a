"""Edits of a text: replacements of byte ranges, and what it takes to apply several at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from tools.errors import BurnishError


class OverlappingEdits(BurnishError):
    """Two edits were asked for that claim the same bytes."""


@dataclass(frozen=True, order=True)
class Edit:
    """The bytes ``start..end`` of a text are replaced by ``text``."""

    start: int
    end: int
    text: str


def overlap(left: Iterable[Edit], right: Iterable[Edit]) -> bool:
    """Whether some edit of one side claims bytes (or an insertion point) of the other."""
    others = list(right)
    return any(_clash(a, b) for a in left for b in others)


def _clash(a: Edit, b: Edit) -> bool:
    if a.start == b.start:
        return True
    return a.start < b.end and b.start < a.end


def apply_edits(data: bytes, edits: Iterable[Edit]) -> str:
    """The text with all edits applied; raises :class:`OverlappingEdits` if they do not fit."""
    parts: list[bytes] = []
    position = 0
    for edit in sorted(edits):
        if edit.start < position:
            raise OverlappingEdits(f"Edits overlap at byte {edit.start}.")
        parts += (data[position : edit.start], edit.text.encode("utf-8"))
        position = edit.end
    parts.append(data[position:])
    return b"".join(parts).decode("utf-8")
