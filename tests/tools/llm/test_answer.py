from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.llm.answer import TEXT_LIMIT, clean, split_thinking


@pytest.mark.parametrize(
    ("raw", "thinking", "text"),
    [
        ("no thinking at all", "", "no thinking at all"),
        ("  kept as it is\n", "", "  kept as it is\n"),
        ("<think>a</think>b", "a", "b"),
        ("\n<think>\na\n</think>\n\nb\n", "a", "b"),
        ("the template opened it</think>b", "the template opened it", "b"),
        ("<think>never closed <proof>by simp</proof>", "never closed <proof>by simp</proof>", ""),
        ("<think></think>b", "", "b"),
        ("a</think>b</think>c", "a", "b</think>c"),
        ("say <think> in the middle", "", "say <think> in the middle"),
        ("", "", ""),
    ],
)
def test_thinking_is_kept_apart(raw: str, thinking: str, text: str) -> None:
    assert split_thinking(raw) == (thinking, text)


@given(st.text(st.characters()))
def test_a_clean_text_can_be_written_anywhere(raw: str) -> None:
    text, cut = clean(raw)
    assert len(text.encode("utf-8")) >= len(raw)
    assert not cut
    if not any("\ud800" <= one <= "\udfff" for one in raw):
        assert text == raw


def test_half_a_character_is_replaced() -> None:
    assert clean("a\ud800b") == ("a\ufffdb", False)


def test_a_text_without_end_is_cut() -> None:
    assert clean("x" * TEXT_LIMIT) == ("x" * TEXT_LIMIT, False)
    assert clean("x" * (TEXT_LIMIT + 1)) == ("x" * TEXT_LIMIT, True)
