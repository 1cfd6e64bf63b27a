"""A Lean source text and the three coordinates people and Lean use for places in it.

Lean's syntax trees count UTF-8 bytes, its messages count lines from 1 and columns in code points,
and Python counts code points. Everything in Burnish speaks bytes; this module translates.
"""

from __future__ import annotations

import bisect
import hashlib
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Position:
    """A place as Lean's messages give it: line from 1, column in code points from 0."""

    line: int
    column: int

    def __str__(self) -> str:
        return f"{self.line}:{self.column + 1}"


@dataclass(frozen=True)
class Source:
    """An immutable source text, addressed by UTF-8 byte offsets."""

    text: str

    @cached_property
    def data(self) -> bytes:
        return self.text.encode("utf-8")

    @cached_property
    def digest(self) -> str:
        """SHA-256 of the UTF-8 bytes, in hexadecimal."""
        return hashlib.sha256(self.data).hexdigest()

    @cached_property
    def _line_starts(self) -> list[int]:
        starts = [0]
        offset = self.data.find(b"\n")
        while offset != -1:
            starts.append(offset + 1)
            offset = self.data.find(b"\n", offset + 1)
        return starts

    def slice(self, start: int, end: int) -> str:
        """The text between two byte offsets."""
        return self.data[start:end].decode("utf-8")

    def offset(self, position: Position) -> int:
        """The byte offset of a line and column; a place past the end is the end."""
        if position.line > len(self._line_starts):
            return len(self.data)
        start = self._line_starts[position.line - 1]
        if position.column == 0:
            return start
        # A code point has at most four bytes, so the column lies within this window.
        window = self.data[start : start + 4 * position.column].decode("utf-8", errors="ignore")
        return start + len(window[: position.column].encode("utf-8"))

    def position(self, offset: int) -> Position:
        """The line and column of a byte offset."""
        line = bisect.bisect_right(self._line_starts, offset)
        start = self._line_starts[line - 1]
        return Position(line, len(self.data[start:offset].decode("utf-8", errors="ignore")))

    def column(self, offset: int) -> int:
        """The column (code points from 0) of a byte offset: what Lean's layout rules look at."""
        return self.position(offset).column

    def splice(self, start: int, end: int, replacement: str) -> Source:
        """This text with the bytes ``start..end`` replaced; every other byte is kept."""
        return Source(self.slice(0, start) + replacement + self.slice(end, len(self.data)))
