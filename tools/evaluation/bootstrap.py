"""Percentile bootstrap: how far a mean over theorems would move with other theorems.

Theorems are drawn again with replacement, as many as there are, and the mean is taken each time;
the interval holds the middle 95% of those means (Efron's percentile method). It says nothing of
the noise within a theorem's samples beyond what shows between theorems.
"""

from __future__ import annotations

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

RESAMPLES = 2000
LEVEL = 0.95


@dataclass(frozen=True)
class Interval:
    """Bounds of a confidence interval, in the units of the mean."""

    low: float
    high: float


def mean(values: Sequence[float]) -> float | None:
    """The arithmetic mean, if there is anything to take it of."""
    return math.fsum(values) / len(values) if values else None


def intervals(
    columns: Sequence[Sequence[float]], seed: int, *, resamples: int = RESAMPLES
) -> list[Interval | None]:
    """A 95% interval for the mean of each column, which has one value per theorem.

    Columns of the same length are drawn together, so they should list the same theorems in the same
    order. Fewer than two theorems have no spread to draw from: `None`. What is drawn depends on the
    seed and the length alone, and is the same with any Python.
    """
    found: list[Interval | None] = [None] * len(columns)
    for rows in {len(column) for column in columns if len(column) > 1}:
        places = [place for place, column in enumerate(columns) if len(column) == rows]
        alike = _intervals([columns[place] for place in places], rows, seed, resamples)
        for place, interval in zip(places, alike, strict=True):
            found[place] = interval
    return found


def _intervals(
    columns: Sequence[Sequence[float]], rows: int, seed: int, resamples: int
) -> list[Interval]:
    # Of the generator only `random` is promised to be the same in every version of Python.
    draw = random.Random(seed).random
    means: list[list[float]] = [[] for _ in columns]
    for _ in range(resamples):
        chosen = itemgetter(*[int(draw() * rows) for _ in range(rows)])
        for column, found in zip(columns, means, strict=True):
            found.append(sum(chosen(column)) / rows)
    return [_middle(sorted(found)) for found in means]


def _middle(ordered: Sequence[float]) -> Interval:
    tail = (1 - LEVEL) / 2
    return Interval(quantile(ordered, tail), quantile(ordered, 1 - tail))


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which that share of the ordered values lies, interpolated linearly."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = math.ceil(place)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
