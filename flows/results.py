"""What `burnish optimize` has to say about one theorem, as a row that is stored and printed."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

_LISTS = ("axioms", "original_axioms", "rewrites")


@dataclass(frozen=True)
class TheoremResult:
    """One theorem before and after. Metric values: higher is better."""

    file: str
    theorem: str
    line: int
    """Where the declaration begins in the file, from 1."""
    metric: str
    before: float | None
    """``None`` where the original does not check."""
    after: float | None
    verdict: Literal["verified", "rejected", "inconclusive"]
    """Lean's verdict on ``proof`` in its file."""
    statement_unchanged: bool
    axioms: tuple[str, ...]
    original_axioms: tuple[str, ...]
    check_seconds: float
    """Lean's own time for the declaration."""
    original: str
    """The whole declaration's text as the file has it."""
    proof: str
    """The whole declaration's text as it is after optimization."""
    rewrites: tuple[str, ...]
    """The names of the rewrites that led from the original to the proof."""
    candidates: int
    """How many were tried in the session."""
    lean_calls: int
    """Lean processes that this command started for the theorem."""
    seconds: float
    """Time the session spent on the theorem."""
    finished: bool
    """Whether the search came to its end; otherwise the same command goes on with it."""
    note: str
    """Why the search ended, or why there is none."""

    @property
    def improved(self) -> bool:
        return self.proof != self.original

    @property
    def failed(self) -> bool:
        """Whether the theorem did not check to begin with."""
        return self.verdict != "verified"

    @property
    def diff(self) -> str:
        """A unified diff with the line numbers of the file; empty if nothing changed."""
        before = self.original.split("\n")
        after = self.proof.split("\n")
        lines = difflib.unified_diff(before, after, self.file, self.file, lineterm="")
        return "\n".join(_placed(line, self.line - 1) for line in lines)

    def recalled(self, file: str) -> TheoremResult:
        """The same result, found in storage by a command that asked Lean nothing about it."""
        return replace(self, file=file, lean_calls=0)

    def to_json(self) -> dict[str, Any]:
        """The fields, tuples as lists, and the diff."""
        record = {field.name: getattr(self, field.name) for field in fields(self)}
        record |= {name: list(record[name]) for name in _LISTS}
        return record | {"diff": self.diff}

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> TheoremResult:
        """The result that :meth:`to_json` wrote."""
        known = {field.name: record[field.name] for field in fields(TheoremResult)}
        known |= {name: tuple(known[name]) for name in _LISTS}
        return TheoremResult(**known)


def _placed(line: str, by: int) -> str:
    """A hunk's header with its line numbers moved from the declaration to the file."""
    if not line.startswith("@@ "):
        return line
    _, old, new, _ = line.split(" ", 3)
    return f"@@ {_moved(old, by)} {_moved(new, by)} @@"


def _moved(span: str, by: int) -> str:
    start, comma, count = span[1:].partition(",")
    return f"{span[0]}{int(start) + by}{comma}{count}"
