"""best@k against all subsets, by hand, and by what must hold."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.evaluation.best_at import (
    ESTIMATORS,
    cost_at,
    expected_maximum,
    improved_at,
    improvement_at,
    verified_at,
)
from tools.evaluation.samples import Sample, TheoremSamples

_scores = st.one_of(st.none(), st.integers(-3, 5).map(float))


def drawn(scores: list[float | None]) -> TheoremSamples:
    return TheoremSamples(
        "t",
        -9.0,
        tuple(
            Sample("t", i, one is not None, one or 0.0, True, i, 0.5 * i)
            for i, one in enumerate(scores)
        ),
    )


def over_subsets(
    scores: list[float | None], k: int, worth: Callable[[float | None], float]
) -> float:
    chosen = list(combinations(scores, k))
    return sum(max(map(worth, subset)) for subset in chosen) / len(chosen)


@given(st.lists(_scores, min_size=1, max_size=9), st.data())
def test_expected_is_the_mean_over_all_subsets(
    scores: list[float | None], data: st.DataObject
) -> None:
    k = data.draw(st.integers(1, len(scores)))
    one = drawn(scores)
    for measure, worth in (
        (improvement_at, lambda score: max(score or 0.0, 0.0)),
        (improved_at, lambda score: float((score or 0.0) > 0)),
        (verified_at, lambda score: float(score is not None)),
    ):
        assert measure(one, k, "expected") == pytest.approx(over_subsets(scores, k, worth))


@given(st.lists(_scores, min_size=1, max_size=40))
def test_more_samples_are_never_worth_less(scores: list[float | None]) -> None:
    one = drawn(scores)
    for estimator in ESTIMATORS:
        for measure in (improvement_at, improved_at, verified_at):
            values = [measure(one, k, estimator) for k in range(1, len(scores) + 1)]
            assert all(b >= a - 1e-12 for a, b in pairwise(values))
            assert all(value >= 0 for value in values)
            assert values[-1] == pytest.approx(measure(one, len(scores), "first"))


@given(st.lists(_scores, min_size=1, max_size=20))
def test_expected_does_not_depend_on_the_order(scores: list[float | None]) -> None:
    k = (len(scores) + 1) // 2
    turned = scores[::-1]
    assert improvement_at(drawn(scores), k, "expected") == pytest.approx(
        improvement_at(drawn(turned), k, "expected")
    )


def test_by_hand() -> None:
    # The six pairs out of 0, 1, 2, 4 (the 0 was not verified) have the maxima 1, 2, 4, 2, 4, 4.
    one = drawn([None, 4.0, 1.0, 2.0])
    assert improvement_at(one, 2, "expected") == pytest.approx(17 / 6)
    assert improvement_at(one, 1, "first") == 0
    assert improvement_at(one, 2, "first") == 4
    # Of 4 samples 1 failed: both of a pair never.
    assert verified_at(one, 1, "expected") == pytest.approx(3 / 4)
    assert verified_at(one, 2, "expected") == pytest.approx(1)


def test_what_verifies_and_is_worse_is_verified_and_worth_nothing() -> None:
    one = drawn([-2.0, None])
    for estimator in ESTIMATORS:
        assert improvement_at(one, 2, estimator) == 0
        assert improved_at(one, 2, estimator) == 0
        assert verified_at(one, 2, estimator) == pytest.approx(1)


def test_nothing_verified_is_not_saved_by_the_original() -> None:
    assert verified_at(drawn([None, None]), 2, "first") == 0


def test_costs() -> None:
    one = drawn([None, 1.0, None, 2.0])  # tokens 0, 1, 2, 3
    assert cost_at(one, 2, "first", lambda sample: sample.tokens) == 1
    assert cost_at(one, 2, "expected", lambda sample: sample.tokens) == 3
    assert cost_at(one, 4, "first", lambda sample: sample.lean_seconds) == 3


def test_thousands_of_samples_keep_their_precision() -> None:
    n, k = 10_000, 5_000
    values = [float(i == 0) for i in range(n)]
    assert expected_maximum(values, k) == pytest.approx(k / n)
    assert expected_maximum([1.0] * n, 17) == pytest.approx(1.0, abs=1e-12)


def test_a_search_that_ended_has_no_better_ones_to_come() -> None:
    one = replace(drawn([1.0, None, 4.0]), exhausted=True)
    for estimator in ESTIMATORS:
        assert improvement_at(one, 99, estimator) == pytest.approx(4)
        assert cost_at(one, 99, estimator, lambda sample: sample.tokens) == 3
        nothing = replace(drawn([]), exhausted=True)
        assert improvement_at(nothing, 1, estimator) == 0
        assert verified_at(nothing, 1, estimator) == 0
        assert cost_at(nothing, 1, estimator, lambda sample: sample.tokens) == 0


@pytest.mark.parametrize("k", [0, -1, 3])
def test_k_must_be_there(k: int) -> None:
    for estimator in ESTIMATORS:
        with pytest.raises(ValueError, match=f"best@{k} is asked of t, which has 2 samples"):
            improvement_at(drawn([1.0, 2.0]), k, estimator)
    with pytest.raises(ValueError, match="is asked of 2"):
        expected_maximum([1.0, 2.0], k)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"score": math.nan}, "no number"),
        ({"score": math.inf}, "no number"),
        ({"verified": False}, "not verified"),
        ({"readable": False}, "could not be read"),
        ({"tokens": -1}, "below 0"),
        ({"lean_seconds": math.inf}, "without end"),
        ({"position": -1}, "below 0"),
    ],
)
def test_figures_that_cannot_be_are_refused(changes: dict[str, object], message: str) -> None:
    fields: dict[str, object] = {
        "theorem": "t",
        "position": 0,
        "verified": True,
        "score": 1.0,
        "readable": True,
        "tokens": 1,
        "lean_seconds": 0.1,
    }
    Sample(**fields)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match=message):
        Sample(**{**fields, **changes})  # type: ignore[arg-type]


def test_samples_are_of_one_theorem_and_in_order() -> None:
    first, second = (Sample("t", i, False, 0.0, False, 1, 0.0) for i in range(2))
    TheoremSamples("t", 0.0, (first, second))
    with pytest.raises(ValueError, match="of another theorem"):
        TheoremSamples("u", 0.0, (first,))
    for wrong in ((second, first), (first, first)):
        with pytest.raises(ValueError, match="out of order"):
            TheoremSamples("t", 0.0, wrong)
    with pytest.raises(ValueError, match="below 0"):
        TheoremSamples("t", 0.0, (first,), prompt_tokens=-1)
