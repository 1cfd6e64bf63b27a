"""A file's text with something inserted here and there, and the way back to the file's places."""

from __future__ import annotations

import bisect
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from tools.lean.source import Source


@dataclass(frozen=True)
class _Piece:
    """A part of the new text: the file's own, or one that was inserted at a place of the file."""

    start: int
    """Where it begins in the new text."""
    place: int
    """Where it begins in the file, or was inserted."""
    data: bytes
    is_ours: bool


@dataclass(frozen=True)
class Edited:
    """The new text; offsets are UTF-8 bytes."""

    pieces: tuple[_Piece, ...]

    @cached_property
    def source(self) -> Source:
        return Source(b"".join(piece.data for piece in self.pieces).decode("utf-8"))

    @cached_property
    def _starts(self) -> list[int]:
        return [piece.start for piece in self.pieces]

    def in_file(self, offset: int) -> int:
        """The place in the file for an offset of the new text; all of what was inserted lies at
        the place where it was."""
        piece = self.pieces[max(0, bisect.bisect_right(self._starts, offset) - 1)]
        return piece.place if piece.is_ours else piece.place + offset - piece.start


def with_insertions(source: Source, insertions: Iterable[tuple[int, str]], end: int) -> Edited:
    """The file up to ``end`` with each text inserted at its offset; those of one in their order."""
    pieces: list[_Piece] = []
    done = size = 0
    for place, text in [*sorted(insertions, key=lambda insertion: insertion[0]), (end, "")]:
        for data, at, is_ours in ((source.data[done:place], done, False),
                                  (text.encode("utf-8"), place, True)):  # fmt: skip
            if data:
                pieces.append(_Piece(size, at, data, is_ours))
                size += len(data)
        done = place
    return Edited(tuple(pieces))
