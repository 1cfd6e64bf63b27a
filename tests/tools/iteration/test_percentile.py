"""The percentile, against what is known of it."""

from __future__ import annotations

import statistics

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tools.iteration.percentile import percentile

SCORES = st.lists(st.integers(-50, 50).map(float), min_size=1, max_size=30)


@settings(max_examples=40)
@given(SCORES)
def test_the_fiftieth_is_the_median_and_the_ends_are_the_ends(scores: list[float]) -> None:
    assert percentile(scores, 50) == pytest.approx(statistics.median(scores))
    assert percentile(scores, 0) == min(scores)
    assert percentile(scores, 100) == max(scores)


@settings(max_examples=40)
@given(SCORES, st.floats(0, 100), st.floats(0, 100))
def test_it_rises_with_gamma(scores: list[float], one: float, other: float) -> None:
    low, high = sorted([one, other])
    assert percentile(scores, low) <= percentile(scores, high) + 1e-9


def test_between_two_scores_it_lies_on_the_line() -> None:
    assert percentile([0, 10], 25) == 2.5
    assert percentile([4, 1, 3, 2], 75) == 3.25


def test_of_nothing_it_is_nothing() -> None:
    assert percentile([], 75) == 0


@pytest.mark.parametrize("gamma", [-1, 101, float("nan")])
def test_another_gamma_is_an_error(gamma: float) -> None:
    with pytest.raises(ValueError, match="gamma"):
        percentile([1], gamma)
