"""Scales, ticks and the three plots."""

from __future__ import annotations

import itertools
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.evaluation.chart import COLOURS, WIDTH, Scale, mark, style, ticks
from tools.evaluation.paired import compare
from tools.evaluation.plots import Series, curve, distribution, scatter
from tools.evaluation.setting import Setting
from tools.evaluation.table import rows

MakeSetting = Callable[..., Setting]
_FIRST, _SECOND = Series(0, "a & <b>"), Series(1, "other")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")


def words(image: ET.Element) -> list[str]:
    return [text.text or "" for text in image.iter("text")]


def drawn(image: ET.Element, kind: str) -> list[ET.Element]:
    return [one for one in image.iter() if kind in one.get("class", "").split()]


def places(path: ET.Element) -> list[tuple[float, float]]:
    """The points of a path of lines, on the page."""
    numbers = [float(found) for found in _NUMBER.findall(path.get("d", ""))]
    return list(zip(numbers[::2], numbers[1::2], strict=True))


def test_ticks_by_hand() -> None:
    assert ticks(0, 4) == [0, 1, 2, 3, 4]
    assert ticks(0, 0.23) == pytest.approx([0, 0.05, 0.1, 0.15, 0.2, 0.25])
    assert ticks(-0.4, 1) == pytest.approx([-0.5, 0, 0.5, 1])
    assert ticks(0, 0)[-1] == 1


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_ticks_span_the_values_and_are_few(low: float, width: float) -> None:
    high = low + width
    found = ticks(low, high)
    slack = 1e-6 * width + 1e-9 * abs(low)
    assert found[0] <= low + slack
    assert found[-1] >= high - slack
    assert 2 <= len(found) <= 9
    assert found == sorted(set(found))


def test_scales_by_hand() -> None:
    assert Scale(0, 4, 10, 50)(1) == 20
    assert Scale(1, 16, 0, 100, True)(4) == pytest.approx(50)
    assert Scale(0, 1, 100, 0)(0.25) == 75


def test_marks_and_styles_tell_series_apart() -> None:
    shapes = {mark(index, 0, 0) for index in range(COLOURS)}
    assert len(shapes) == COLOURS
    assert len({style(index) for index in range(3 * COLOURS)}) == 3 * COLOURS


def test_a_curve_rises_where_the_figures_do(make_setting: MakeSetting) -> None:
    setting = make_setting("a", {"t": [0.0, 1.0], "u": [0.0, 3.0], "v": [0.0, 2.0]})
    image = ET.fromstring(curve("length", [(_FIRST, rows(setting, [1, 2], 0))]))
    ((left, low), (right, high)) = places(drawn(image, "line")[0])
    assert left < right
    assert low > high  # down is more on a page
    assert len(drawn(image, "mark")) == 2
    (band,) = drawn(image, "band")
    assert len(places(band)) == 4
    assert {"1", "2"} <= set(words(image))
    titles = [title.text for title in image.iter("title")]
    assert titles == ["a & <b>: 0.000 at 1, 3 theorems", "a & <b>: 2.000 at 2, 3 theorems"]


def test_a_single_k_has_a_whisker(make_setting: MakeSetting) -> None:
    setting = make_setting("a", {"t": [0.0], "u": [3.0], "v": [1.0]})
    image = ET.fromstring(curve("length", [(_FIRST, rows(setting, [1], 0))]))
    assert not drawn(image, "band")
    ((x, low), (same, high)) = places(drawn(image, "line")[0])
    assert x == same
    assert low > high


def test_plots_of_nothing_are_plots(make_setting: MakeSetting) -> None:
    empty = make_setting("a", {})
    for text in (
        curve("length", [(_FIRST, rows(empty, [1, 2], 0))]),
        curve("length", []),
        distribution("length", 2, [(_FIRST, [])]),
        scatter(compare(empty, empty, 1, 0), _FIRST, _SECOND),
    ):
        image = ET.fromstring(text)
        assert not drawn(image, "mark")
        assert not drawn(image, "dot")


def test_labels_of_many_k_do_not_touch(make_setting: MakeSetting) -> None:
    setting = make_setting("a", {"t": [1.0] * 64})
    image = ET.fromstring(curve("l", [(_FIRST, rows(setting, range(1, 65), 0))]))
    shown = [
        (float(text.get("x", "")), len(text.text or ""))
        for text in image.iter("text")
        if text.get("text-anchor") == "middle" and text.text
    ]
    assert len(shown) > 5
    for (x, columns), (following, more) in itertools.pairwise(shown):
        assert following - x >= 8 * (columns + more) / 2


def test_a_distribution_falls_by_steps() -> None:
    image = ET.fromstring(distribution("length", 4, [(_FIRST, [0.0, 2.0, 0.0, 1.0])]))
    way = places(drawn(image, "line")[0])
    xs, ys = [x for x, _ in way], [y for _, y in way]
    assert xs == sorted(xs)
    assert ys == sorted(ys)
    # Down from 2 at a quarter, from 1 at a half, then 0 to the end.
    start, end = xs[0], xs[-1]
    assert sorted({round((x - start) / (end - start), 2) for x in xs}) == [0, 0.25, 0.5, 1]


def test_a_scatter_has_a_dot_for_each_place(make_setting: MakeSetting) -> None:
    names = [f"t{i}" for i in range(9)]
    first = make_setting("a", {"x": [2.0], **{name: [1.0] for name in names}})
    second = make_setting("b", {"x": [4.0], **{name: [0.0] for name in names}})
    image = ET.fromstring(scatter(compare(first, second, 1, 0), _FIRST, _SECOND))
    big, small = drawn(image, "dot")
    assert float(big.get("r", "")) == pytest.approx(12)
    assert float(small.get("r", "")) == pytest.approx(4)
    told = [title.text for title in image.iter("title")]
    assert told == ["t0, t1, t2, t3, t4 and 4 more: 1 and 0", "x: 2 and 4"]
    assert words(image)[-2:] == ["other", "a & <b>"]  # upwards, then to the right
    # The diagonal runs through equal values, and x lies above it.
    (diagonal,) = drawn(image, "diagonal")
    (left, bottom), (right, top) = places(diagonal)
    x, y = float(small.get("cx", "")), float(small.get("cy", ""))
    assert y < bottom + (x - left) / (right - left) * (top - bottom)


def test_everything_stays_on_the_plot(make_setting: MakeSetting) -> None:
    name = "\x00<&\u202e" * 80
    setting = make_setting(name, {name: [1.0, 9.5], "t": [0.0, -4.0]})
    series = Series(7, name)
    for text in (
        curve(name, [(series, rows(setting, [1, 2], 0))]),
        distribution(name, 2, [(series, [9.5, 0.0])]),
        scatter(compare(setting, setting, 2, 0), series, series),
    ):
        image = ET.fromstring(text)
        _, _, width, height = map(float, image.get("viewBox", "").split())
        assert width == WIDTH
        for path in [*drawn(image, "line"), *drawn(image, "band")]:
            assert all(0 <= x <= width and 0 <= y <= height for x, y in places(path))
        for label in image.iter("text"):
            assert 0 <= float(label.get("x", "")) <= width
            assert len(label.text or "") <= 60
        assert "\u202e" not in text
