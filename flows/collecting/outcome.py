"""What a collection came to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flows.collecting.round_outcome import RoundOutcome


@dataclass(frozen=True)
class CollectOutcome:
    """What the command did, and what was done before it."""

    session: str
    """The collection's."""
    corpus: str
    metric: str
    theorems: int
    """Of the corpus that may be trained on."""
    rounds: tuple[RoundOutcome, ...]
    """Those that are finished."""
    wanted_rounds: int
    left_out: Mapping[str, str]
    """Theorems without a result in the last round, and why."""
    reason: str
    """Why it is not finished; empty if it is."""
    interrupted: bool
    lean_calls: int
    """Lean processes that this command started."""
    seconds: float

    @property
    def finished(self) -> bool:
        return not self.reason

    @property
    def pairs(self) -> Mapping[str, int]:
        """By rule, over all rounds."""
        found: Counter[str] = Counter()
        for one in self.rounds:
            found.update(one.pairs)
        return found

    def to_json(self) -> dict[str, Any]:
        return {
            "session": self.session,
            "corpus": self.corpus,
            "metric": self.metric,
            "theorems": self.theorems,
            "rounds": [one.to_json() for one in self.rounds],
            "wanted_rounds": self.wanted_rounds,
            "pairs": dict(self.pairs),
            "left_out": dict(self.left_out),
            "finished": self.finished,
            "reason": self.reason,
            "lean_calls": self.lean_calls,
            "seconds": round(self.seconds, 3),
        }
