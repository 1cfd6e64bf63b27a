"""Proofs as HTML: the text is kept whole, whatever it is, and spans lie in one another."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.history.report.code import Marked, code
from tools.drawing.svg import writable

_PROOF = 'theorem t : p ∧ q := by\n  constructor\n  · exact "a"\n  · sorry -- later'
_HOSTILE = "</code></pre></script><script>alert(1)</script>\"' title=x onclick=y"


class Spans(HTMLParser):
    """The spans of a piece of HTML; fails where they do not close in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, str]] = []
        """The class of each span, and its title."""
        self.words = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag == "span"
        known = dict(attrs)
        assert set(known) <= {"class", "title"}
        self.open.append(tag)
        self.found.append((known.get("class") or "", known.get("title") or ""))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


def words(html: str) -> str:
    return unescape(re.sub("<[^>]*>", "", html))


@settings(max_examples=60)
@given(
    st.text(max_size=60) | st.sampled_from([_PROOF, _HOSTILE]),
    st.lists(st.builds(Marked, st.integers(-3, 70), st.integers(-3, 70), st.text(max_size=8))),
)
def test_a_text_stays_what_it_is(text: str, marked: list[Marked]) -> None:
    html = code(text, marked)
    assert words(html) == writable(text)
    Spans(html)


def test_tokens_have_their_colours() -> None:
    html = code(_PROOF)
    for style, token in (("k", "theorem"), ("k", "by"), ("e", "sorry"), ("c", "-- later")):
        assert f'<span class="{style}">{token}</span>' in html
    assert 'class="t"' not in html


def test_a_tactic_tells_its_goals_and_has_the_colour_of_one() -> None:
    outer, inner = _PROOF.index("constructor"), _PROOF.index("exact")
    goal = 'p "q" <b>\n⊢ p'
    html = code(
        _PROOF,
        [Marked(inner, inner + len('exact "a"'), goal), Marked(outer, len(_PROOF), "outer")],
    )
    assert [title for style, title in Spans(html).found if style == "step"] == ["outer", goal]
    assert '<span class="t">constructor</span>' in html
    assert '<span class="t">exact</span>' in html
    assert 'class="t"' not in code("rfl", [Marked(0, 3, goal, is_tactic=False)])


def test_what_crosses_another_or_ends_outside_is_left_out() -> None:
    start = _PROOF.index("exact")
    marked = [
        Marked(start, start + 9, "whole"),
        Marked(start + 2, start + 12, "across its end"),
        Marked(start, start + 9, "whole again"),
        Marked(start + 1, start + 1, "empty"),
        Marked(start + 20, len(_PROOF) + 1, "beyond the text"),
    ]
    html = code(_PROOF, marked)
    assert [title for style, title in Spans(html).found if style == "step"] == ["whole"]


def test_what_is_very_long_has_no_colours() -> None:
    text = "theorem " * 10_000
    assert code(text) == text


def test_nothing_in_a_text_or_a_goal_is_markup() -> None:
    html = code(_HOSTILE, [Marked(0, 5, _HOSTILE)])
    assert "<script" not in html
    assert "</pre" not in html
    (_, title), *_ = Spans(html).found
    assert title == _HOSTILE
