"""How many tokens a text has, where no server counts them."""

from __future__ import annotations

from tools.llm.prompt import Prompt

_CHARACTERS = 2
"""Of ASCII a token. Current tokenizers need about three of Lean's, so that an estimate is half
again as high as the truth: too short a prompt is sent rather than too long a one."""
_FRAME = 8
"""Tokens that a chat template puts around a message."""


def estimate_tokens(text: str) -> int:
    """Meant never to be too low. Outside ASCII every byte of UTF-8 counts, which is the most that a
    byte-level tokenizer makes of it."""
    plain = sum(map(str.isascii, text))
    data = len(text.encode("utf-8", "replace"))
    return -(-plain // _CHARACTERS) + data - plain


def estimate_prompt(prompt: Prompt) -> int:
    """The same for a conversation, with what its template adds."""
    return sum(estimate_tokens(one.content) + _FRAME for one in prompt.messages) + _FRAME
