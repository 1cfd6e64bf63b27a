"""Edits: applied together, or refused together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.rewriting.edits import Edit, OverlappingEdits, apply_edits, overlap


def test_edits_are_applied_at_their_places() -> None:
    data = "α := by simp".encode()
    assert apply_edits(data, [Edit(6, 8, "from"), Edit(0, 2, "β")]) == "β := from simp"


def test_overlapping_edits_are_refused() -> None:
    with pytest.raises(OverlappingEdits, match="byte 2"):
        apply_edits(b"abcdef", [Edit(0, 3, "x"), Edit(2, 4, "y")])


@pytest.mark.parametrize(
    ("left", "right", "clash"),
    [
        (Edit(0, 3, ""), Edit(3, 5, ""), False),
        (Edit(0, 3, ""), Edit(2, 5, ""), True),
        (Edit(0, 9, ""), Edit(4, 5, ""), True),
        (Edit(3, 3, "a"), Edit(3, 3, "b"), True),
        (Edit(3, 3, "a"), Edit(3, 5, ""), True),
    ],
)
def test_overlap(left: Edit, right: Edit, clash: bool) -> None:
    assert overlap([left], [right]) is clash
    assert overlap([right], [left]) is clash


@given(st.text("abcα\n", max_size=30), st.lists(st.integers(0, 30), max_size=6), st.text("xy"))
def test_what_no_edit_touches_stays(text: str, places: list[int], new: str) -> None:
    """Whole characters are replaced here, as edits at the borders of syntax nodes do."""
    points = sorted({min(place, len(text)) for place in places})
    pairs = list(zip(points[::2], points[1::2], strict=False))
    edits = [Edit(len(text[:low].encode()), len(text[:high].encode()), new) for low, high in pairs]
    expected, position = "", 0
    for low, high in pairs:
        expected += text[position:low] + new
        position = high
    assert apply_edits(text.encode(), edits) == expected + text[position:]
