"""The percentile of a round's scores, above which a candidate wins."""

from __future__ import annotations

import math
from collections.abc import Iterable


def percentile(scores: Iterable[float], gamma: float) -> float:
    """The `gamma`-th percentile, 0 to 100, of some scores; 0 of none.

    ImProver 2 takes it over all scores of the round, and does not say how it is read between two of
    them: here on the straight line between the neighbours, as NumPy does unless told otherwise.
    Raises `ValueError` for another `gamma`.
    """
    if not 0 <= gamma <= 100:
        raise ValueError(f"gamma must be from 0 to 100, not {gamma}")
    ordered = sorted(scores)
    if not ordered:
        return 0.0
    place = (len(ordered) - 1) * gamma / 100
    below = math.floor(place)
    above = math.ceil(place)
    if ordered[below] == ordered[above]:
        return ordered[below]
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)
