"""How answers are drawn: how many, how freely, how long; and how that changes over rounds."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from typing import Any

from tools.errors import UserInputError


@dataclass(frozen=True)
class Sampling:
    """The settings of one request for answers; what a server would refuse is refused here."""

    n: int = 8
    """Answers to the prompt."""
    temperature: float = 1.0
    top_p: float = 0.95
    max_tokens: int = 2048
    """Of one answer, its thinking included."""
    stop: tuple[str, ...] = ()
    """An answer ends after the first of these; the client puts it back where the server says which
    it was, as vLLM does."""
    seed: int | None = None
    """The i-th answer is drawn with ``seed + i``, by whichever request it comes."""

    def __post_init__(self) -> None:
        for name, fine, wanted in (
            ("n", self.n >= 1, "at least 1"),
            ("temperature", _finite(self.temperature) and self.temperature >= 0, "0 or more"),
            ("top_p", _finite(self.top_p) and 0 < self.top_p <= 1, "above 0 and at most 1"),
            ("max_tokens", self.max_tokens >= 1, "at least 1"),
            ("stop", all(self.stop), "without empty texts"),
        ):
            if not fine:
                raise UserInputError(
                    f"Sampling with {name} = {getattr(self, name)!r} is not possible: "
                    f"{name} must be {wanted}."
                )

    def to_json(self) -> dict[str, Any]:
        """For storage: what was asked for, under the names above."""
        return asdict(self) | {"stop": list(self.stop)}


def _finite(number: float) -> bool:
    return math.isfinite(number)


@dataclass(frozen=True)
class Schedule:
    """The temperature rises in equal steps from the first to the last round.

    A search that found the easy improvements has to look further away (ProofOptimizer, arXiv
    2510.15700, goes from 1.0 to 1.5 over its rounds).
    """

    rounds: int
    first: float = 1.0
    last: float = 1.4

    def at(self, round_number: int) -> float:
        """The temperature of a round, counted from 1; later rounds keep the last."""
        if self.rounds <= 1:
            return self.first
        share = (min(max(round_number, 1), self.rounds) - 1) / (self.rounds - 1)
        return self.first + share * (self.last - self.first)
