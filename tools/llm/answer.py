"""What a model answered: hostile text, with the thinking apart from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Finish = Literal["stop", "length", "other"]

TEXT_LIMIT = 1 << 20
"""Characters of a text, or of a thinking, that are kept. No proof comes near; what goes on and on
must not fill the database."""

_OPENED, _CLOSED = "<think>", "</think>"


@dataclass(frozen=True)
class Answer:
    """One answer. Its texts are valid Unicode without lone surrogates, and may be anything else."""

    text: str
    """What was said after the thinking; empty if that never ended."""
    thinking: str
    finish: Finish
    """``length``: cut, by the token limit or by :data:`TEXT_LIMIT`. ``other``: by a filter, or for
    a reason that the server does not give."""
    prompt_tokens: int
    """Of the prompt, as the server counts: all answers of a request share them. 0 if unsaid."""
    completion_tokens: int
    """Of this answer with its thinking. Servers count a request's answers together, so that this
    is a share by length, and only the sum over a request is exact. 0 if unsaid."""


def clean(text: str) -> tuple[str, bool]:
    """``text`` as an :class:`Answer` may hold it, and whether it had to be cut."""
    # Half a character can be written neither to a database nor to a terminal.
    whole = text[:TEXT_LIMIT].encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return whole, len(text) > TEXT_LIMIT


def split_thinking(text: str) -> tuple[str, str]:
    """The thinking at the start of a raw text, and what follows it, both stripped if split.

    Thinking ends at the first ``</think>``. Its ``<think>`` may be missing, for many chat templates
    end the prompt with it; thinking that never ends takes up the whole text.
    """
    begun = text.lstrip()
    opened = begun.startswith(_OPENED)
    thinking, closed, rest = begun.removeprefix(_OPENED).partition(_CLOSED)
    if opened or closed:
        return thinking.strip(), rest.strip()
    return "", text
