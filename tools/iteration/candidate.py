"""What the rules of expert iteration are about: candidates, and items of a round."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import cached_property

from tools.iteration.normal import normal_text


@dataclass(frozen=True)
class Candidate:
    """One sampled proof of a theorem. Raises `ValueError` for a score that cannot be."""

    text: str
    """The whole declaration."""
    verified: bool
    score: float
    """What it is ordered by: S, the improvement in the metric's own units, 0 for what does not
    verify; raised or lowered by what people said."""
    decided: bool = True
    """Whether Lean said yes or no, and a yes has a score. What is not decided counts among the
    candidates, and is taught neither as good nor as bad."""
    attempt: int = field(default=0, compare=False)
    """The row that it is stored in. No rule looks at it."""
    said: float = 0.0
    """What of the score is not the metric's but the word of people."""

    def __post_init__(self) -> None:
        if not math.isfinite(self.score) or (self.score and not self.verified):
            raise ValueError(f"A candidate has the score {self.score}: verified={self.verified}.")

    @property
    def improved(self) -> bool:
        """Whether S > 0, whatever people said: rates and eligibility are the metric's."""
        return self.verified and self.score - self.said > 0

    @cached_property
    def normal(self) -> str:
        """Its text without what means nothing."""
        return normal_text(self.text)

    @property
    def order(self) -> tuple[float, int, str, str]:
        """Best first, then the shortest: the same wherever and whenever it is asked."""
        return -self.score, len(self.normal), self.normal, self.text


@dataclass(frozen=True)
class Figures:
    """What the rules that look at whole theorems need of an item: so little that a library's fit
    into memory."""

    theorem: str
    """What the theorem is known by, the same in every database."""
    round: int
    """The round that drew the candidates, from 1."""
    scores: tuple[float, ...]
    """S of each of the n candidates, 0 for what could not be read."""
    improvements: int
    """How many of them verify with S > 0."""
    replayed: bool = False
    """Whether it is there because the theorem improved in an earlier round."""

    @property
    def improved(self) -> bool:
        return self.improvements > 0


@dataclass(frozen=True)
class Item:
    """A theorem with the candidates that one round drew for it."""

    theorem: str
    round: int
    """Both as :class:`Figures` has them."""
    candidates: tuple[Candidate, ...]
    """As drawn: what was drawn twice is in it twice."""
    unreadable: int = 0
    """Answers in which there was no proof."""

    @property
    def figures(self) -> Figures:
        scores = [one.score for one in self.candidates] + [0.0] * self.unreadable
        improvements = sum(one.improved for one in self.candidates)
        return Figures(self.theorem, self.round, tuple(scores), improvements)
