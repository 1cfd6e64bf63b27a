"""What comes of a turn, as it is stored, shown and printed as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal["verified", "nothing", "information", "question", "stopped"]
"""A proof that Lean verified and that is current now; nothing that Lean verified; what was asked
for, or why it cannot be; a question to be answered by yes or no; a turn that was broken off, by the
user or by a failure of what Burnish runs."""


@dataclass(frozen=True)
class Change:
    """A metric before and after. Higher is better."""

    metric: str
    before: float | None
    """Of the proof that was current; ``None`` if it has no value there."""
    after: float | None
    original: float | None
    objective: bool
    """Whether it is part of what the chat is to improve."""


@dataclass(frozen=True)
class Miss:
    """The candidate that came nearest, and what Lean said of it."""

    text: str
    """As the user wrote it; of other candidates the whole declaration."""
    verdict: Literal["rejected", "inconclusive"]
    reason: str
    """In one line."""
    diagnostics: tuple[Mapping[str, Any], ...] = ()
    """Places are of ``text``: lines count from 1 (0: about the whole), columns from 0."""


@dataclass(frozen=True)
class Outcome:
    """What came of one turn."""

    kind: Kind
    text: str
    """What is said to the user, in sentences or lines."""
    before: str = ""
    """With a diff: the declaration that it starts from."""
    after: str = ""
    changes: tuple[Change, ...] = ()
    axioms: tuple[str, ...] = ()
    caveat: str = ""
    lean_seconds: float = 0.0
    """Lean's own time for the declaration."""
    tried: int = 0
    """Candidates that were judged, or known, in the turn."""
    miss: Miss | None = None
    listing: str = ""
    """Text that keeps its layout: Lean code, a tree, a table."""
    is_code: bool = False
    """Whether ``listing`` is the declaration with its line numbers to be shown."""
    rows: tuple[tuple[str, str], ...] = ()
    """A list of things with a word on each."""
    leaving: bool = False
    """Whether the user asked to leave."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> Outcome:
        """The outcome that :meth:`to_json` wrote."""
        miss = record["miss"]
        return Outcome(
            **{
                **record,
                "changes": tuple(Change(**one) for one in record["changes"]),
                "axioms": tuple(record["axioms"]),
                "rows": tuple((left, right) for left, right in record["rows"]),
                "miss": None
                if miss is None
                else Miss(**{**miss, "diagnostics": tuple(miss["diagnostics"])}),
            }
        )


@dataclass(frozen=True)
class Answer:
    """An outcome, and what it changes in the chat's state."""

    outcome: Outcome
    update: Mapping[str, Any] = field(default_factory=dict)


def told(text: str, listing: str = "", *, is_code: bool = False) -> Answer:
    """Information, and nothing changes."""
    return Answer(Outcome("information", text, listing=listing, is_code=is_code))
