"""Lean's tokens without Lean: where comments and strings end, and what is a word."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.lean.lean import Lean
from tools.lean.lexer import tokens


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.kind, token.text) for token in tokens(text)]


def names(text: str) -> list[str]:
    return [token.text for token in tokens(text) if token.kind == "name"]


CLOSED = [
    "trivial /- /-/ -/ -/",
    "trivial --/-",
    "trivial /-- a -/",
    "trivial /---/",
    "trivial /-!-/",
    "trivial -- « \" '",
    'f "/- \\" -- «"',
    'f "a\\\n  b"',
    'f r"\\"',
    'f r#"a"b"#',
    'f s!"{"/-"} {g {x := 1}}"',
    "f 'a' '\"' '\\'' '\\x41' '\\u03b1'",
    "f' g'' (h '' s) (f ⁻¹' s)",
    '«a " /- b»',
    "x <--y\n",
]
OPEN = [
    "trivial /-",
    "trivial /--/",
    "trivial /- /- -/",
    "trivial /-- -",
    'f "a',
    'f "a\\"',
    'f r#"a"',
    'f s!"{x',
    'f s!"{"}',
    "«a",
    "a.«b",
]


@pytest.mark.parametrize("text", CLOSED)
def test_a_text_that_ends_outside(text: str) -> None:
    assert "unfinished" not in [kind for kind, _ in kinds(text)]


@pytest.mark.parametrize("text", OPEN)
def test_a_text_that_ends_inside(text: str) -> None:
    assert kinds(text)[-1][0] == "unfinished"


@pytest.mark.parametrize("text", [text for text in [*CLOSED, *OPEN] if "s!" not in text])
def test_lean_agrees(lean: Lean, text: str) -> None:
    run = lean.run(f"#check {text}\n", ("maxHeartbeats=1",))
    assert any("unterminated" in m.text for m in run.messages) == (text in OPEN)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("h.elab notation' sorry", ["h.elab", "notation'", "sorry"]),
        ("(f x).elab .macro [1..sorry]", ["f", "x", "sorry"]),
        ("«sorry» a.«b c».d", ["«sorry»", "a.«b c».d"]),
        ("1sorry 0x1fsorry", ["sorry", "sorry"]),
        ("λx ↦ Πy, x₁'", ["x", "y", "x₁'"]),
        ("hα é ℕ 𝔸 x² xᵒᵖ", ["hα", "é", "ℕ", "𝔸", "x", "x"]),
        ('s!"a {b} c {d}" e', ["b", "d", "e"]),
        ("exact? simp! f -- g\n h /- i -/", ["exact?", "simp!", "f", "h"]),
    ],
)
def test_names(text: str, found: list[str]) -> None:
    assert names(text) == found


def test_commands_begin_where_a_token_does() -> None:
    assert ("symbol", "#eval!") in kinds("x\n#eval! 1")
    assert ("symbol", "#") in kinds("5#8")


@given(st.text(alphabet="/-! \"\\rs#{}«»'a.1\n", max_size=40))
def test_nothing_is_lost(text: str) -> None:
    pieces = [token.text for token in tokens(text)]
    at = 0
    for piece in pieces:
        at = text.index(piece, at) + len(piece)
    assert "".join("".join(pieces).split()) == "".join(text.split())
