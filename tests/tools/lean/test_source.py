"""Places in a text, in the three coordinates that Lean and Python use."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tools.lean.source import Position, Source

TEXTS = st.text(alphabet="a ∀λ𝒫é\n\t", max_size=60)


@given(TEXTS, st.data())
def test_offset_and_position_are_inverse(text: str, data: st.DataObject) -> None:
    source = Source(text)
    characters = data.draw(st.integers(0, len(text)))
    offset = len(text[:characters].encode())
    assert source.offset(source.position(offset)) == offset


@given(TEXTS, TEXTS, st.data())
def test_splice_keeps_every_other_byte(text: str, new: str, data: st.DataObject) -> None:
    source = Source(text)
    first = data.draw(st.integers(0, len(text)))
    last = data.draw(st.integers(first, len(text)))
    start, end = len(text[:first].encode()), len(text[:last].encode())
    spliced = source.splice(start, end, new).data
    assert spliced[:start] == source.data[:start]
    assert spliced[start : start + len(new.encode())] == new.encode()
    assert spliced[start + len(new.encode()) :] == source.data[end:]


def test_columns_count_code_points() -> None:
    source = Source("α := β\n𝒫 x")
    assert source.position(source.data.index("β".encode())) == Position(1, 5)
    assert source.position(source.data.index(b"x")) == Position(2, 2)


def test_a_place_past_the_end_is_the_end() -> None:
    assert Source("ab\n").offset(Position(9, 0)) == 3
