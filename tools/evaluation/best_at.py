"""best@k: what the best of k samples of a theorem is worth, and how often there is a good one.

A search that ended with fewer than k has no better ones to come, so its best of k is its best.

Two estimators, told apart in every table:

- ``first``: the first k samples as they were drawn. Published best@k tables are of this kind: k
  samples, and the best of them.
- ``expected``: the mean over all choices of k of the n samples, without replacement, in closed
  form. It says the same with less noise, but only of samples that are alike: drawn from the same
  prompt, independently. Samples of later rounds have learnt from earlier ones; for them only
  ``first`` means anything.

The original is always a feasible answer, so a best@k is never below 0; but it is no sample, so a
theorem none of whose samples verifies counts as unverified and unimproved.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal, get_args

from tools.evaluation.samples import Sample, TheoremSamples

Estimator = Literal["expected", "first"]
ESTIMATORS: tuple[Estimator, ...] = get_args(Estimator)


def improvement_at(theorem: TheoremSamples, k: int, estimator: Estimator) -> float:
    """best@k of the improvement, in the metric's own units; at least 0.

    Raises `ValueError` if k is below 1, or there are fewer samples and more to be had.
    """
    return _at(theorem, k, estimator, lambda sample: sample.gain)


def improved_at(theorem: TheoremSamples, k: int, estimator: Estimator) -> float:
    """The probability that some of k samples verifies and improves on the original."""
    return _at(theorem, k, estimator, lambda sample: float(sample.improved))


def verified_at(theorem: TheoremSamples, k: int, estimator: Estimator) -> float:
    """The probability that some of k samples verifies."""
    return _at(theorem, k, estimator, lambda sample: float(sample.verified))


def cost_at(
    theorem: TheoremSamples, k: int, estimator: Estimator, cost: Callable[[Sample], float]
) -> float:
    """What k samples cost: the sum over the first k, or k times the mean of all."""
    k = _drawn(theorem, k)
    if estimator == "first" or k == 0:
        return math.fsum(map(cost, theorem.samples[:k]))
    return math.fsum(map(cost, theorem.samples)) * k / len(theorem.samples)


def expected_maximum(values: list[float], k: int) -> float:
    """The mean of the maximum over all choices of k of n values.

    The i-th smallest is the maximum of C(i-1, k-1) of the C(n, k) choices; the weights follow from
    each other, so that no big binomials are needed.
    Raises `ValueError` unless 1 <= k <= n.
    """
    n = len(values)
    if not 1 <= k <= n:
        raise ValueError(f"The best of {k} is asked of {n}.")
    terms = []
    weight = k / n
    for i, value in zip(range(n, k - 1, -1), sorted(values, reverse=True), strict=False):
        terms.append(weight * value)
        if i > k:
            weight *= (i - k) / (i - 1)
    return math.fsum(terms)


def _at(
    theorem: TheoremSamples, k: int, estimator: Estimator, worth: Callable[[Sample], float]
) -> float:
    k = _drawn(theorem, k)
    if k == 0:
        return 0.0
    if estimator == "first":
        return max(map(worth, theorem.samples[:k]))
    return expected_maximum([worth(sample) for sample in theorem.samples], k)


def _drawn(theorem: TheoremSamples, k: int) -> int:
    """How many samples k of them are."""
    if k < 1 or not theorem.has(k):
        raise ValueError(
            f"best@{k} is asked of {theorem.theorem}, which has {len(theorem.samples)} samples."
        )
    return min(k, len(theorem.samples))
