from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.llm.prompt import Message, Prompt
from tools.llm.tokens import estimate_prompt, estimate_tokens


@pytest.mark.parametrize(
    ("text", "tokens"), [("", 0), ("a", 1), ("simp", 2), ("∀", 3), ("∀ x, x = x", 8), ("\ud800", 1)]
)
def test_ascii_counts_half_and_the_rest_by_its_bytes(text: str, tokens: int) -> None:
    assert estimate_tokens(text) == tokens


@given(st.text(), st.text())
def test_parts_are_never_estimated_below_the_whole(one: str, other: str) -> None:
    whole, parts = estimate_tokens(one + other), estimate_tokens(one) + estimate_tokens(other)
    assert whole <= parts <= whole + 1


def test_a_prompt_has_the_tokens_of_its_messages_and_of_its_template() -> None:
    messages = tuple(Message("user", "simp") for _ in range(3))
    assert estimate_prompt(Prompt(messages)) == 3 * (2 + 8) + 8
