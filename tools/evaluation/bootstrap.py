"""Percentile bootstrap: how far a mean over theorems would move with other theorems.

Theorems are drawn again with replacement, as many as there are, and the mean is taken each time;
the interval holds the middle 95% of those means (Efron's percentile method). It says nothing of
the noise within a theorem's samples beyond what shows between theorems.
"""

from __future__ import annotations

import math
import random
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

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
    """A 95% interval for the mean of each column, all from the same draws of rows.

    A column has one value per theorem, all columns in the same order. Fewer than two theorems
    have no spread to draw from: `None`. The same seed gives the same intervals with any Python.
    """
    rows = len(columns[0]) if columns else 0
    if any(len(column) != rows for column in columns):
        raise ValueError("The columns are of different lengths.")
    if rows < 2:
        return [None] * len(columns)
    means: list[list[float]] = [[] for _ in columns]
    for chosen in _draws(rows, seed, resamples):
        for column, found in zip(columns, means, strict=True):
            found.append(sum(map(column.__getitem__, chosen)) / rows)
    return [_middle(sorted(found)) for found in means]


@lru_cache(maxsize=1)
def _draws(rows: int, seed: int, resamples: int) -> tuple[array[int], ...]:
    """For each resample the rows drawn; kept, since settings mostly have the same theorems."""
    # Of the generator only `random` is promised to be the same in every version of Python.
    draw = random.Random(seed).random
    return tuple(array("I", [int(draw() * rows) for _ in range(rows)]) for _ in range(resamples))


def _middle(ordered: Sequence[float]) -> Interval:
    tail = (1 - LEVEL) / 2
    return Interval(quantile(ordered, tail), quantile(ordered, 1 - tail))


def quantile(ordered: Sequence[float], share: float) -> float:
    """The value below which that share of the ordered values lies, interpolated linearly."""
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = math.ceil(place)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
