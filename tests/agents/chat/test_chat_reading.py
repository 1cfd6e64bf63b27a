"""What a turn is taken for: pure rules."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.chat.reading import (
    Code,
    Command,
    Instruction,
    Question,
    as_tactics,
    avoided,
    is_yes,
    read_turn,
)


@pytest.mark.parametrize(
    ("text", "turn"),
    [
        ("/try omega at 3", Command("try", "omega at 3")),
        ("  /undo  ", Command("undo", "")),
        ("/?", Command("?", "")),
        ("by simp", Code("by simp")),
        ("theorem a : True := trivial", Code("theorem a : True := trivial")),
        ("axiom no : False", Code("axiom no : False")),
        ("#eval 1", Code("#eval 1")),
        ("fun h => h.2", Code("fun h => h.2")),
        ("intro h\nexact h", Code("intro h\nexact h")),
        ("```lean\nintro h\n  exact h\n```", Code("intro h\n  exact h")),
        ("```\n/undo\n```", Code("/undo")),
        ("why did that fail?", Question()),
        ("What went wrong?", Question()),
        ("avoid omega", Instruction("avoid omega")),
        ("apply the lemma by hand", Instruction("apply the lemma by hand")),
        ("", Instruction("")),
    ],
)
def test_what_a_text_is(text: str, turn: object) -> None:
    assert read_turn(text) == turn


@settings(max_examples=30)
@given(st.text())
def test_any_text_is_something(text: str) -> None:
    read_turn(text)
    as_tactics(text)
    avoided(text, {"omega"})


@pytest.mark.parametrize(
    "words",
    [
        "avoid omega",
        "please avoid using `omega`.",
        "without omega, if you can",
        "don't use omega",
        "replace omega by something elementary",
        "no omega!",
        "don’t use ‘omega’",
        "avoid omega, simple as it is",
    ],
)
def test_what_is_to_be_avoided_is_a_name_that_is_known(words: str) -> None:
    assert avoided(words, {"omega", "simp"}) == ("omega",)
    assert avoided(words, {"simp"}) == ()


@pytest.mark.parametrize(
    "words", ["avoid omega and simp", "no `omega`, `aesop`, or `simp`.", "don't use omega or simp!"]
)
def test_all_names_of_a_list_are_to_be_avoided(words: str) -> None:
    assert avoided(words, {"omega", "simp"}) == ("omega", "simp")


def test_words_that_only_sound_like_it_avoid_nothing() -> None:
    assert avoided("use omega, there is no need for more", {"omega", "simp"}) == ()
    assert avoided("avoid omega and use simp", {"omega", "simp"}) == ("omega",)


def test_lines_of_tactics_become_a_block() -> None:
    assert as_tactics("    intro h\n      exact h\n") == "by\n  intro h\n    exact h"
    assert as_tactics("by\nintro h\nexact h") == "by\n  intro h\n  exact h"
    assert as_tactics("by\n  exact h") is None
    assert as_tactics(":= by simp\n") is None


def test_only_yes_is_yes() -> None:
    assert is_yes(" Yes ")
    assert not is_yes("yes please")
    assert not is_yes("")
