"""What `burnish optimize` has to say about one theorem, as a row that is stored and printed."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Literal

_NO_LINE_BREAK = "\\ No newline at end of file"
_LISTS = ("axioms", "original_axioms", "rewrites", "parts", "front")


@dataclass(frozen=True)
class TheoremResult:
    """One theorem before and after. Metric values: higher is better."""

    file: str
    theorem: str
    line: int
    """Where the declaration begins in the file, from 1."""
    metric: str
    """The objective, as the user wrote it."""
    before: float | None
    """Its value (of what counts most in it); ``None`` where the theorem was skipped."""
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
    hunks: str
    """What changes in the file, as the hunks of a unified diff; empty if nothing does."""
    values_before: Mapping[str, float] = field(default_factory=dict)
    """The values of all metrics that were measured, for the original proof."""
    values_after: Mapping[str, float] = field(default_factory=dict)
    parts: tuple[Mapping[str, Any], ...] = ()
    """The places of the objective's order, what counts most first: ``text``, ``before`` and
    ``after``."""
    front: tuple[Mapping[str, Any], ...] = ()
    """The members of the Pareto front, if one was asked for: ``attempt`` (0 for the original),
    ``values`` and ``proof``."""
    front_lacks: Mapping[str, str] = field(default_factory=dict)
    """Metrics of the front that have no value for the original, and so are no part of it, with the
    reason."""
    proved: bool = False
    """Whether the original did not check, and ``proof`` does."""
    caveat: str = ""
    """What Lean's verdict on ``proof`` could not be based on; empty if its kernel replayed it."""

    @property
    def improved(self) -> bool:
        return self.proof != self.original

    @property
    def skipped(self) -> bool:
        """Whether nothing was searched, for the reason in ``note``."""
        return self.before is None

    @property
    def failed(self) -> bool:
        """Whether it was skipped, or still does not check."""
        return self.skipped or self.verdict != "verified"

    @property
    def decisive(self) -> Mapping[str, Any]:
        """The part of the objective for whose sake the proof was accepted, in the form of
        :attr:`parts`; what counts most if nothing was."""
        first = {"text": self.metric, "before": self.before, "after": self.after}
        changed = (part for part in self.parts if part["before"] != part["after"])
        return next(changed, first)

    @property
    def better_by(self) -> str:
        """How much :attr:`decisive` got better, in percent where that says something; empty if it
        did not change or has no value."""
        before, after = self.decisive["before"], self.decisive["after"]
        if before is None or after is None or before == after:
            return ""
        return f"{(after - before) / abs(before):.0%}" if before else f"{after - before:+g}"

    @property
    def diff(self) -> str:
        """A unified diff of the file, as `patch` reads it; empty if nothing changes."""
        return f"--- {self.file}\n+++ {self.file}\n{self.hunks}" if self.hunks else ""

    def recalled(self, file: str) -> TheoremResult:
        """The same result, found in storage by a command that asked Lean nothing about it."""
        return replace(self, file=file, lean_calls=0)

    def to_json(self) -> dict[str, Any]:
        """The fields, tuples as lists, and the diff."""
        record = {one.name: getattr(self, one.name) for one in fields(self)}
        record |= {name: list(record[name]) for name in _LISTS}
        return record | {"diff": self.diff}

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> TheoremResult:
        """The result that :meth:`to_json` wrote."""
        names = {one.name for one in fields(TheoremResult)}
        known = {name: record[name] for name in names & record.keys()}
        known |= {name: tuple(known[name]) for name in _LISTS if name in known}
        return TheoremResult(**known)


def diff_hunks(before: str, after: str) -> str:
    """The hunks of a unified diff of two texts, without its header, without a last line break."""
    lines = list(difflib.unified_diff(_lines(before), _lines(after)))[2:]
    marked = [line if line.endswith("\n") else f"{line}\n{_NO_LINE_BREAK}\n" for line in lines]
    return "".join(marked).removesuffix("\n")


def _lines(text: str) -> list[str]:
    """Lines with their ends. Not `str.splitlines`, which knows more separators than Lean does."""
    *whole, last = text.split("\n")
    return [*(f"{line}\n" for line in whole), *([last] if last else [])]
