"""Laying out documents: one line where it fits, breaks that Lean can read where not."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tools.rewriting.layout import (
    HARD,
    LINE,
    Align,
    Doc,
    Group,
    Nest,
    flat_width,
    is_flat,
    join,
    render,
    shift,
)

_words = st.text("abc", min_size=1, max_size=6)
_documents: st.SearchStrategy[Doc] = st.recursive(
    _words,
    lambda inner: st.one_of(
        inner.map(Group),
        inner.map(lambda d: Nest(2, d)),
        inner.map(Align),
        st.lists(inner, min_size=1, max_size=4).map(lambda ds: Group(join(LINE, ds))),
    ),
    max_leaves=12,
)


def test_an_application_breaks_all_its_arguments_or_none() -> None:
    call = Group(("f", Nest(2, (LINE, "first", LINE, "second"))))
    assert render(call, 0, 0, width=20) == "f first second"
    assert render(call, 4, 4, width=12) == "f\n      first\n      second"


def test_what_follows_on_the_line_counts() -> None:
    inner = Group(("⟨", Align(join((",", LINE), ["aaaa", "bbbb"])), "⟩"))
    assert render((inner, "ccc"), 0, 0, width=14) == "⟨aaaa,\n bbbb⟩ccc"


def test_a_forced_break_breaks_the_groups_around_it() -> None:
    document = Group(("a", LINE, "b", HARD, "c"))
    assert render(document, 0, 0) == "a\nb\nc"
    assert not is_flat(document)


@given(_documents)
def test_a_document_that_fits_is_one_line(document: Doc) -> None:
    width = flat_width(document)
    text = render(document, 0, 0, width=max(width, 1))
    assert "\n" not in text
    assert len(text) == width


@given(_documents, st.integers(5, 30))
def test_breaking_changes_nothing_but_space(document: Doc, width: int) -> None:
    broken = render(document, 0, 0, width=width)
    assert broken.split() == render(document, 0, 0, width=10_000).split()


@given(st.lists(st.sampled_from(["", "x", "  x", "    x y"]), min_size=1), st.integers(-6, 6))
def test_shift_moves_lines_and_keeps_their_content(lines: list[str], columns: int) -> None:
    moved = shift("\n".join(lines), columns).split("\n")
    assert moved[0] == lines[0]
    assert [line.strip() for line in moved] == [line.strip() for line in lines]
    for before, after in zip(lines[1:], moved[1:], strict=True):
        if before.strip():
            indent = len(before) - len(before.lstrip())
            assert len(after) - len(after.lstrip()) == max(0, indent + columns)
