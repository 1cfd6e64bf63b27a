"""What a model is asked: a conversation, and the hash under which it is known.

Servers keep what they computed for a prompt's beginning. So what many prompts share (the system
message, instructions, examples, the theorem) comes first, and what varies comes last.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True)
class Message:
    """One turn of the conversation."""

    role: Role
    content: str


@dataclass(frozen=True)
class Prompt:
    """The whole conversation, in order."""

    messages: tuple[Message, ...]

    @cached_property
    def digest(self) -> str:
        """SHA-256, in hexadecimal, of the canonical JSON: the same on every machine."""
        text = json.dumps(self.to_json(), sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def to_json(self) -> dict[str, Any]:
        """As a chat request holds it."""
        return {"messages": [{"role": one.role, "content": one.content} for one in self.messages]}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Prompt:
        """The prompt that :meth:`to_json` wrote."""
        return cls(tuple(Message(one["role"], one["content"]) for one in record["messages"]))
