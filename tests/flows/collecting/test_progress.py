"""How long a round will still take, and how that is said."""

from __future__ import annotations

import pytest

from flows.collecting.progress_view import TimeLeft
from flows.collecting.spans import spoken


@pytest.mark.parametrize(
    ("seconds", "told"),
    [
        (0.63, "0.63 s"),
        (9.4, "9.4 s"),
        (42, "42 s"),
        (100, "2 min"),
        (3_000, "50 min"),
        (9_000, "2.5 h"),
        (400_000, "4.6 days"),
    ],
)
def test_spans_have_two_digits(seconds: float, told: str) -> None:
    assert spoken(seconds) == told


def test_what_was_finished_before_says_nothing_about_the_pace() -> None:
    clock = iter([0.0, 100.0, 110.0, 120.0])
    left = TimeLeft(lambda: next(clock))
    left.begin(finished=6)
    left.total(10)
    assert (left.count, left.left) == ("[6/10]", "")
    left.advance()
    assert left.left == "about 30 s left"
    left.advance()
    assert left.left == "about 20 s left"
    left.advance()
    left.advance()
    assert (left.count, left.left) == ("[10/10]", "")
