"""The bootstrap's intervals."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.evaluation.bootstrap import Interval, intervals, mean, quantile


def test_quantiles_by_hand() -> None:
    assert quantile([1.0, 2.0, 4.0], 0.5) == 2
    assert quantile([1.0, 2.0, 4.0], 0.75) == 3
    assert quantile([5.0], 0.975) == 5


def test_mean_of_nothing() -> None:
    assert mean([]) is None
    assert mean([1.0, 2.0]) == 1.5


def test_two_theorems_by_hand() -> None:
    # The means of two drawn from 0 and 1 are 0, 1/2, 1 with 1/4, 1/2, 1/4: 95% spans all three.
    assert intervals([[0.0, 1.0]], 1) == [Interval(0.0, 1.0)]


def test_there_is_no_interval_without_two_theorems() -> None:
    assert intervals([[], []], 1) == [None, None]
    assert intervals([[3.0]], 1) == [None]
    assert intervals([], 1) == []


def test_it_comes_near_the_interval_of_theory() -> None:
    values = [float(i % 2) for i in range(400)]  # standard error of the mean: 0.5 / 20
    (interval,) = intervals([values], 3)
    assert interval is not None
    assert interval.low == pytest.approx(0.5 - 1.96 * 0.025, abs=0.006)
    assert interval.high == pytest.approx(0.5 + 1.96 * 0.025, abs=0.006)


def test_it_covers_the_truth_about_as_often_as_it_says() -> None:
    world = random.Random(5)
    hits = 0
    for seed in range(200):
        values = [world.gauss(2.0, 1.0) for _ in range(30)]
        (interval,) = intervals([values], seed, resamples=300)
        assert interval is not None
        hits += interval.low <= 2.0 <= interval.high
    assert 178 <= hits <= 198


def test_the_draws_are_these() -> None:
    """A change here changes every published interval."""
    (interval,) = intervals([[0.0, 1.0, 2.0, 4.0, 8.0]], 0)
    assert interval is not None
    assert (interval.low, interval.high) == (0.8, 5.8)


def test_columns_are_drawn_together() -> None:
    values = [0.0, 1.0, 5.0, 2.0]
    one, twice = intervals([values, [2 * value for value in values]], 4)
    assert one is not None
    assert twice == Interval(2 * one.low, 2 * one.high)


def test_columns_of_other_lengths_change_nothing() -> None:
    one, other = [0.0, 1.0, 5.0, 2.0], [3.0, 4.0, 9.0]
    together = intervals([other, [7.0], one, other], 4)
    assert together == [*intervals([other], 4), None, *intervals([one], 4), *intervals([other], 4)]


@settings(max_examples=30)
@given(st.lists(st.floats(-100, 100), min_size=2, max_size=12), st.integers(0, 99))
def test_it_stays_within_the_values_and_moves_with_them(values: list[float], seed: int) -> None:
    (interval,) = intervals([values], seed, resamples=50)
    assert interval is not None
    assert min(values) - 1e-9 <= interval.low <= interval.high <= max(values) + 1e-9
    (moved,) = intervals([[value + 1 for value in values]], seed, resamples=50)
    assert moved is not None
    assert moved.low == pytest.approx(interval.low + 1)
