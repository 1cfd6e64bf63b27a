"""Two settings against each other."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.evaluation.paired import compare, sign_test
from tools.evaluation.setting import Setting

MakeSetting = Callable[..., Setting]


def test_by_hand(make_setting: MakeSetting) -> None:
    first = make_setting(
        "a", {"t": [1.0, None], "u": [2.0, 0.0], "v": [None, None], "x": [9.0, 9.0]}
    )
    second = make_setting("b", {"u": [None, 3.0], "t": [None, -1.0], "v": [4.0, 4.0], "y": [1.0]})
    found = compare(first, second, 2, seed=1)
    assert [(one.theorem, one.first, one.second) for one in found.pairs] == [
        ("t", 1, 0),
        ("u", 2, 3),
        ("v", 0, 4),
    ]
    assert (found.wins, found.ties, found.losses) == (2, 0, 1)
    assert found.first_mean == 1
    assert found.second_mean == pytest.approx(7 / 3)
    assert found.difference == pytest.approx(4 / 3)
    assert found.interval is not None
    assert -1 <= found.interval.low < 4 / 3 < found.interval.high <= 4
    assert found.p_value == 1  # 2 to 1
    # Theorem y of the second setting has one sample only.
    assert (found.left_out_first, found.left_out_second) == (1, 0)


def test_the_other_way_round(make_setting: MakeSetting) -> None:
    first = make_setting("a", {"t": [1.0], "u": [2.0], "v": [0.0]})
    second = make_setting("b", {"t": [2.0], "u": [2.0], "v": [5.0]})
    one, other = compare(first, second, 1, 0), compare(second, first, 1, 0)
    assert (one.wins, one.ties, one.losses) == (other.losses, other.ties, other.wins) == (2, 1, 0)
    assert one.difference == pytest.approx(2)
    assert other.difference == pytest.approx(-2)
    assert one.p_value == other.p_value == 0.5


def test_rounding_decides_nothing(make_setting: MakeSetting) -> None:
    first = make_setting("a", {"t": [0.1 + 0.2], "u": [1.0]})
    second = make_setting("b", {"t": [0.3], "u": [1.0]})
    found = compare(first, second, 1, 0)
    assert (found.wins, found.ties, found.losses) == (0, 2, 0)
    assert found.difference == 0


def test_settings_that_share_nothing(make_setting: MakeSetting) -> None:
    found = compare(make_setting("a", {"t": [1.0]}), make_setting("b", {"u": [1.0]}), 1, 0)
    assert found.pairs == ()
    assert found.difference is None
    assert found.interval is None
    assert found.first_mean is None
    assert (found.left_out_first, found.left_out_second, found.p_value) == (1, 1, 1)


def test_metrics_are_not_mixed(make_setting: MakeSetting) -> None:
    with pytest.raises(ValueError, match="a was judged by length, b by tokens"):
        compare(make_setting("a", {}), make_setting("b", {}, "tokens"), 1, 0)


def test_pairing_sees_what_two_means_do_not(make_setting: MakeSetting) -> None:
    """Theorems differ by up to 39, the settings always by 1."""
    first = make_setting("a", {f"t{i:02}": [float(i)] for i in range(40)})
    second = make_setting("b", {f"t{i:02}": [float(i + 1)] for i in range(40)})
    found = compare(first, second, 1, 0)
    assert found.interval is not None
    assert (found.interval.low, found.interval.high) == (1, 1)
    assert found.p_value == pytest.approx(2 / 2**40)


def test_sign_test_by_hand() -> None:
    assert sign_test(0, 0) == 1
    assert sign_test(5, 0) == pytest.approx(2 / 32)
    assert sign_test(8, 2) == pytest.approx(2 * (1 + 10 + 45) / 1024)
    assert sign_test(3, 3) == 1


@given(st.integers(0, 300), st.integers(0, 300))
def test_sign_test_is_a_probability_and_fair(wins: int, losses: int) -> None:
    value = sign_test(wins, losses)
    assert 0 <= value <= 1
    assert value == sign_test(losses, wins)
    assert sign_test(wins + 1, losses) <= value or wins < losses


def test_sign_test_sums_to_one() -> None:
    """The probabilities of all splits of 12, each counted once by its p-value's steps."""
    tails = [sign_test(i, 12 - i) / 2 for i in range(6)]
    single = [math.comb(12, i) / 2**12 for i in range(6)]
    assert tails == pytest.approx([sum(single[: i + 1]) for i in range(6)])
