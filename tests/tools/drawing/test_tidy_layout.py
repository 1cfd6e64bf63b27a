"""The layout of trees: nothing overlaps, rows are levels, and large trees take no longer."""

from __future__ import annotations

import time
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tools.drawing.layout import Place, lay_out

GAP = 10.0


@st.composite
def forests(draw: st.DrawFn) -> tuple[list[int | None], list[float], list[bool]]:
    size = draw(st.integers(0, 60))
    parents = [
        draw(st.none() | st.integers(0, index - 1)) if index else None for index in range(size)
    ]
    widths = draw(st.lists(st.floats(1, 400), min_size=size, max_size=size))
    asides = draw(st.lists(st.booleans(), min_size=size, max_size=size))
    return parents, widths, asides


def by_row(places: tuple[Place, ...]) -> dict[int, list[Place]]:
    rows: dict[int, list[Place]] = {}
    for place in places:
        rows.setdefault(place.row, []).append(place)
    return rows


def apart(places: tuple[Place, ...]) -> bool:
    """Whether the boxes of each row are a gap apart, in the order of their indices."""
    return all(
        left.left + left.width + GAP <= right.left + 1e-6
        for row in by_row(places).values()
        for left, right in pairwise(sorted(row, key=lambda place: place.left))
    )


@settings(max_examples=40)
@given(forests())
def test_no_two_boxes_overlap(forest: tuple[list[int | None], list[float], list[bool]]) -> None:
    parents, widths, asides = forest
    places = lay_out(parents, widths, asides, GAP)
    assert [place.width for place in places] == widths
    assert apart(places)
    assert min((place.left for place in places), default=0) >= -1e-6


@settings(max_examples=40)
@given(forests())
def test_a_node_is_above_the_middle_of_its_children(
    forest: tuple[list[int | None], list[float], list[bool]],
) -> None:
    parents, widths, asides = forest
    places = lay_out(parents, widths, asides, GAP)
    for node, place in enumerate(places):
        below = [i for i, parent in enumerate(parents) if parent == node]
        assert all(places[child].row == place.row + 1 for child in below)
        straight = [i for i in below if not asides[i]] or below
        if straight:
            middle = (places[straight[0]].middle + places[straight[-1]].middle) / 2
            assert abs(place.middle - middle) < 1e-6
        for left, right in pairwise(below):
            assert places[left].left < places[right].left


def test_the_main_line_goes_straight_down_past_its_asides() -> None:
    # 0 states a fact that 1 and 2 show, and goes on with 3, which does the same with 4, and 5.
    places = lay_out(
        [None, 0, 1, 0, 3, 3], [50.0] * 6, [False, True, False, False, True, False], GAP
    )
    assert places[0].middle == places[3].middle == places[5].middle
    assert places[1].middle == places[2].middle < places[3].middle


def test_a_subtree_nestles_below_a_shallow_neighbour() -> None:
    # 0 has a leaf 1 and a child 2 with two wide children, of which one fits below the leaf.
    places = lay_out([None, 0, 0, 2, 2], [50.0] * 5, [False] * 5, GAP)
    assert places[3].left < places[1].left + places[1].width


def test_no_boxes_make_no_places() -> None:
    assert lay_out([], [], [], GAP) == ()


def test_two_thousand_steps_take_no_time() -> None:
    size = 2_000
    line = [None if i == 0 else i - 1 for i in range(size)]
    # Each step of the main line states a fact, which a step shows.
    comb = [None if i == 0 else i - 1 if i % 2 else i - 2 for i in range(size)]
    for parents in (line, comb):
        started = time.perf_counter()
        places = lay_out(parents, [100.0] * size, [i % 2 == 1 for i in range(size)], GAP)
        assert time.perf_counter() - started < 1
        assert apart(places)
    assert places[-2].row == size // 2 - 1
