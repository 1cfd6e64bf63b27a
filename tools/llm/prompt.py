"""What a model is asked: messages, and the identity under which an answer to them is kept."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

Role = Literal["system", "user", "assistant"]


@dataclass(frozen=True)
class Message:
    """One message of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True)
class Prompt:
    """A whole conversation; what prompts share comes first, so that servers can reuse it."""

    messages: tuple[Message, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical JSON, in hexadecimal."""
        text = json.dumps(self.to_json(), ensure_ascii=True, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("ascii")).hexdigest()

    def to_json(self) -> list[dict[str, Any]]:
        """As OpenAI's chat API has it."""
        return [{"role": one.role, "content": one.content} for one in self.messages]

    @staticmethod
    def from_json(record: list[dict[str, Any]]) -> Prompt:
        return Prompt(tuple(Message(one["role"], one["content"]) for one in record))
