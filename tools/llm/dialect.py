"""What a server turns out not to understand, learned from its first refusal.

Servers that call themselves compatible differ in a few fields of a request, and say so with status
400 or 422. What is learned holds as long as the client lives.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tools.llm.refusal import Refusal

_NOT_UNDERSTOOD = (400, 422)
_MANY = re.compile(r"""(?<![\w\\])n['"`]?\s*(?:[:=]|must\b|value\b|is\b)|completion choice""", re.I)
"""``n must be 1 when …``, ``Invalid n value``, ``'n' : number must be …``, ``Only one completion
choice is allowed``: a field of one letter cannot be looked for alone."""


class Dialect:
    """The fields that one server accepts."""

    def __init__(self) -> None:
        self.priority = True
        """Whether ``priority`` may be sent; vLLM wants to be started for it."""
        self.choices: int | None = None
        """The most answers to ask for in one request; ``None``: as many as are wanted."""
        self.limit_field = "max_tokens"
        """OpenAI's own newer models want the other name."""

    def learn_refusal(self, refusal: Refusal, body: Mapping[str, Any]) -> bool:
        """Whether something new was learned, so that ``body`` is worth another try, adapted."""
        if refusal.status not in _NOT_UNDERSTOOD:
            return False
        if "priority" in body and "priority" in refusal.message.lower():
            self.priority = False
            return True
        if "max_tokens" in body and "max_completion_tokens" in refusal.message:
            self.limit_field = "max_completion_tokens"
            return True
        if body["n"] > 1 and _MANY.search(refusal.message):
            self.choices = 1
            return True
        return False

    def learn_choices(self, asked: int, given: int) -> None:
        """A server that gave fewer answers than asked for is not asked for more again."""
        if given < asked:
            self.choices = given
