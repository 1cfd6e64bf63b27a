"""Reads the reply to a chat request, which may be any JSON at all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeGuard

from tools.llm.answer import Answer, Finish, clean, split_thinking
from tools.llm.retrying import Transient

_FINISHES: dict[str, Finish] = {"stop": "stop", "length": "length"}
_THINKING_FIELDS = ("reasoning_content", "reasoning")
"""Where servers put the thinking that they take out of the text themselves."""


@dataclass(frozen=True)
class Completion:
    """The answers of one reply, at least one, and what the server counted for it."""

    answers: tuple[Answer, ...]
    prompt_tokens: int
    completion_tokens: int


@dataclass(frozen=True)
class _Choice:
    text: str
    thinking: str
    finish: Finish

    @property
    def size(self) -> int:
        return len(self.text) + len(self.thinking)


def read_completion(record: Any, stop: Sequence[str]) -> Completion:
    """The reply's answers in the order of their ``index``; ``stop`` is what was sent.

    Raises :class:`Transient` if there is no answer in it: such a server is out of order.
    """
    choices = record.get("choices") if isinstance(record, Mapping) else None
    given = [one for one in choices if isinstance(one, Mapping)] if _is_list(choices) else []
    if not given:
        raise Transient("its reply holds no answer")
    places = [one.get("index") for one in given]
    if all(type(one) is int for one in places) and len(set(places)) == len(places):
        given.sort(key=lambda one: int(one["index"]))
    read = [_read_choice(one, stop) for one in given]
    usage = record.get("usage")
    counts = usage if isinstance(usage, Mapping) else {}
    prompt, spent = _count(counts.get("prompt_tokens")), _count(counts.get("completion_tokens"))
    shares = _shares(spent, [one.size for one in read])
    answers = tuple(
        Answer(one.text, one.thinking, one.finish, prompt, share)
        for one, share in zip(read, shares, strict=True)
    )
    return Completion(answers, prompt, spent)


def _read_choice(choice: Mapping[str, Any], stop: Sequence[str]) -> _Choice:
    message = choice.get("message")
    fields = message if isinstance(message, Mapping) else {}
    text = _text(fields.get("content"))
    apart = next(filter(None, (_text(fields.get(name)) for name in _THINKING_FIELDS)), "")
    inner, text = split_thinking(text)
    finish = _FINISHES.get(_text(choice.get("finish_reason")), "other")
    ended_by = _text(choice.get("stop_reason"))
    # A tag that ends an answer is part of it.
    if text and finish == "stop" and ended_by in stop and not text.endswith(ended_by):
        text += ended_by
    text, long_text = clean(text)
    thinking, long_thinking = clean("\n".join(filter(None, (apart.strip(), inner))))
    return _Choice(text, thinking, "length" if long_text or long_thinking else finish)


def _text(value: Any) -> str:
    """A string; or the text of a list of parts, another way to write one; else nothing."""
    if isinstance(value, str):
        return value
    if _is_list(value):
        return "".join(_text(one.get("text")) for one in value if isinstance(one, Mapping))
    return ""


def _count(value: Any) -> int:
    return value if type(value) is int and 0 <= value < 1 << 53 else 0


def _shares(total: int, sizes: Sequence[int]) -> list[int]:
    """``total`` divided in proportion to the sizes, whole numbers whose sum is ``total``."""
    weights = [size + 1 for size in sizes]
    whole, before, shares = sum(weights), 0, []
    for weight in weights:
        shares.append(total * (before + weight) // whole - total * before // whole)
        before += weight
    return shares


def _is_list(value: Any) -> TypeGuard[list[Any]]:
    return isinstance(value, list)
