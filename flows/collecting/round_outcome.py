"""What came of a round, and how a collection remembers it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from storage.repository import Repository

ROUND = "round"
"""The kind of event by which a collection remembers what came of a round."""


@dataclass(frozen=True)
class RoundOutcome:
    """What came of a round."""

    round: int
    session: str
    theorems: int
    """That were searched to the end."""
    left_out: int
    """That could not be."""
    nothing_new: int
    """That nobody had anything new to say about."""
    candidates: int
    verified: int
    """Candidates."""
    improved: int
    """Theorems with a candidate that is better than the original."""
    items: int
    """Theorems that the rules looked at, those of earlier rounds among them."""
    replayed: int
    dropped: int
    """Improved before, and too many for the share of the replay."""
    replaced: int
    """Made room for items of earlier rounds."""
    too_easy: int
    threshold: float
    """The percentile of the scores that winners are above."""
    winners: int
    losers: int
    pairs: dict[str, int]
    """By rule."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def stored_outcomes(repository: Repository, collection: str) -> tuple[RoundOutcome, ...]:
    """Of the rounds of a collection that are finished, in order."""
    found = [
        RoundOutcome(**event.data)
        for event in repository.events_of(collection)
        if event.kind == ROUND
    ]
    return tuple(sorted(found, key=lambda one: one.round))
