"""Two settings compared over the theorems that both have.

Pairing takes out what makes theorems differ, so a difference shows that two means alone would
hide. Theorems that only one setting has, or has fewer than k samples of, are left out and counted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from tools.evaluation.best_at import improvement_at
from tools.evaluation.bootstrap import Interval, intervals, mean
from tools.evaluation.setting import Setting

_TOLERANCE = 1e-9
"""Differences that come of rounding alone are ties; no metric is finer."""


@dataclass(frozen=True)
class Pair:
    """A theorem's best@k in both settings."""

    theorem: str
    first: float
    second: float

    @property
    def difference(self) -> float:
        """Second minus first; 0 where only rounding tells them apart."""
        close = math.isclose(self.first, self.second, rel_tol=_TOLERANCE, abs_tol=_TOLERANCE)
        return 0.0 if close else self.second - self.first


@dataclass(frozen=True)
class Comparison:
    """How the second setting does against the first, by best@k of the improvement."""

    first: str
    second: str
    metric: str
    k: int
    pairs: tuple[Pair, ...]
    left_out_first: int
    """Theorems that only the first setting has enough samples of."""
    left_out_second: int
    first_mean: float | None
    second_mean: float | None
    difference: float | None
    """Mean of second minus first, per theorem; `None` if they share no theorem."""
    interval: Interval | None
    """95% bootstrap interval of the difference."""
    p_value: float
    """Of the two-sided sign test."""

    @property
    def wins(self) -> int:
        """Theorems on which the second setting is better."""
        return sum(pair.difference > 0 for pair in self.pairs)

    @property
    def losses(self) -> int:
        """Theorems on which the first setting is better."""
        return sum(pair.difference < 0 for pair in self.pairs)

    @property
    def ties(self) -> int:
        return len(self.pairs) - self.wins - self.losses


def compare(first: Setting, second: Setting, k: int, seed: int) -> Comparison:
    """The second setting against the first.

    Raises `ValueError` if they were judged by different metrics.
    """
    if first.metric != second.metric:
        raise ValueError(
            f"{first.name} was judged by {first.metric}, {second.name} by {second.metric}."
        )
    ours = {theorem.theorem: theorem for theorem in first.with_at_least(k)}
    theirs = {theorem.theorem: theorem for theorem in second.with_at_least(k)}
    pairs = tuple(
        Pair(
            name,
            improvement_at(theorem, k, first.estimator),
            improvement_at(theirs[name], k, second.estimator),
        )
        for name, theorem in ours.items()
        if name in theirs
    )
    differences = [pair.difference for pair in pairs]
    return Comparison(
        first=first.name,
        second=second.name,
        metric=first.metric,
        k=k,
        pairs=pairs,
        left_out_first=len(ours) - len(pairs),
        left_out_second=len(theirs) - len(pairs),
        first_mean=mean([pair.first for pair in pairs]),
        second_mean=mean([pair.second for pair in pairs]),
        difference=mean(differences),
        interval=intervals([differences], seed)[0],
        p_value=sign_test(sum(one > 0 for one in differences), sum(one < 0 for one in differences)),
    )


def sign_test(wins: int, losses: int) -> float:
    """The probability of a split at least as uneven if each side won with probability 1/2.

    Two-sided and exact (binomial); ties are left out, and without any decided pair it is 1.
    """
    decided = wins + losses
    tail = ways = 1
    for i in range(min(wins, losses)):
        ways = ways * (decided - i) // (i + 1)  # C(decided, i + 1)
        tail += ways
    return min(1.0, 2 * tail / (1 << decided))
