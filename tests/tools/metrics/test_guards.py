"""What a guard lets pass, and what it says about one that cannot be read."""

from __future__ import annotations

import re

import pytest

from tools.errors import UserInputError
from tools.metrics import METRICS
from tools.metrics.guards import broken, parse_guard, unkept


@pytest.mark.parametrize(
    ("text", "original", "admitted", "refused"),
    [
        ("heartbeats<=1.1x", -1000.0, (-1100.0, -1.0), (-1101.0,)),
        ("heartbeats <= 1.1 x", -1000.0, (-1100.0,), (-1101.0,)),
        ("heartbeats≤1.1x", -1000.0, (-1100.0,), (-1101.0,)),
        ("heartbeats<=5e3", -1.0, (-5000.0,), (-5001.0,)),
        ("depth>=original", -3.0, (-3.0, -2.0), (-4.0,)),
        ("depth<=original", -3.0, (-3.0, -2.0), (-4.0,)),
        ("depth<=4", -9.0, (-4.0,), (-5.0,)),
        ("depth>=-4", -9.0, (-4.0,), (-5.0,)),
        ("modularity>=2", 0.0, (2.0, 3.0), (1.0,)),
        ("modularity>=original", 1.0, (1.0,), (0.0,)),
        ("declarativity>=0.5x", 0.4, (0.2,), (0.19,)),
        ("mixed>=-3", 0.0, (-3.0,), (-4.0,)),
        ("dependency<=0", -2.0, (0.0, -0.0), (-1.0,)),
        ("dependency<=1.1x", 0.0, (0.0,), (-1.0,)),
        ("modularity>=0.5x", 0.0, (0.0, 1.0), (-1.0,)),
        ("mixed>=1.1x", -10.0, (-11.0,), (-12.0,)),
        ("mixed>=0.5x", -10.0, (-5.0,), (-6.0,)),
    ],
)
def test_what_passes(
    text: str, original: float, admitted: tuple[float, ...], refused: tuple[float, ...]
) -> None:
    guard = parse_guard(text, METRICS)
    assert guard.text == text
    assert all(guard.admits(value, original) for value in admitted)
    assert not any(guard.admits(value, original) for value in refused)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("heartbeats", "no `<=` or `>=`"),
        ("", "no `<=` or `>=`"),
        ("speed<=1x", "speed, which is no metric here. There are length,"),
        ("<=1x", "nothing, which is no metric"),
        ("length<10", "compares by `<`"),
        ("length=10", "compares by `=`"),
        ("modularity<=2", "Write modularity>=2"),
        ("heartbeats>=1000", "can never hold.*Write heartbeats<=1000"),
        ("heartbeats<=", "no bound that can be read"),
        ("heartbeats<=fast", "no bound that can be read"),
        ("heartbeats<=nan", "no bound that can be read"),
        ("heartbeats<=1.1y", "no bound that can be read"),
        ("heartbeats<=-1x", "negative factor"),
    ],
)
def test_what_is_wrong_is_said(text: str, told: str) -> None:
    with pytest.raises(UserInputError, match=told):
        parse_guard(text, METRICS)


def test_what_has_no_value_is_not_kept() -> None:
    guards = [parse_guard(text, METRICS) for text in ("heartbeats<=1.1x", "depth<=4")]
    original = {"heartbeats": -10.0, "depth": -3.0}
    assert broken(guards, {"heartbeats": -11.0, "depth": -4.0}, original) == ()
    assert broken(guards, {"heartbeats": -12.0, "depth": -4.0}, original) == (guards[0],)
    assert broken(guards, {"depth": -5.0}, original) == tuple(guards)
    assert broken(guards, {"heartbeats": -1.0, "depth": -1.0}, {}) == (guards[0],)


@pytest.mark.parametrize(
    ("text", "original", "told"),
    [
        ("depth<=3", -5.0, r"breaks the guard depth<=3 \(depth is 5, and at most 3 is asked for\)"),
        ("depth>=-3", -5.0, r"\(depth is -5, and at least -3 is asked for\)"),
        ("heartbeats<=0.5x", -100.0, r"\(heartbeats is 100, and at most 50 is asked for\)"),
        ("modularity>=2", 1.0, r"\(modularity is 1, and at least 2 is asked for\)"),
        ("mixed>=0.5x", -4.0, r"\(mixed is -4, and at least -2 is asked for\)"),
        ("modularity>=2x", 3.0, r"\(modularity is 3, and at least 6 is asked for\)"),
    ],
)
def test_a_guard_that_the_original_breaks_is_said(text: str, original: float, told: str) -> None:
    guard = parse_guard(text, METRICS)
    (said,) = unkept([guard], {guard.metric: original})
    assert re.search(f"{told}, so only a proof that keeps it", said)


@pytest.mark.parametrize(
    ("text", "original"),
    [("heartbeats<=1.1x", -100.0), ("depth<=original", -5.0), ("dependency<=1.1x", 0.0),
     ("depth<=5", -5.0), ("modularity>=0.5x", 0.0), ("mixed>=1.1x", -4.0)],
)  # fmt: skip
def test_of_a_guard_that_the_original_keeps_nothing_is_said(text: str, original: float) -> None:
    guard = parse_guard(text, METRICS)
    assert unkept([guard], {guard.metric: original}) == ()
    assert unkept([guard], {}) == ()
