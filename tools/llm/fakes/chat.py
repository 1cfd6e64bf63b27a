"""The fake's chat requests: checked as vLLM checks them, answered at the engine's pace."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tools.llm.answer import split_thinking
from tools.llm.fakes.engine import Engine
from tools.llm.fakes.schema import fitting
from tools.llm.fakes.script import count_words, first_words
from tools.llm.fakes.sources import Source
from tools.llm.prompt import Message, Prompt

_FRAME = 4
"""Tokens of a chat template around a message."""
_MOST_CHOICES = 16_384


class Refused(Exception):
    """A request that a server would refuse."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


@dataclass(frozen=True)
class Served:
    """What a chat request may ask for."""

    names: frozenset[str]
    context_tokens: int
    priority: bool
    """Whether ``priority`` may be given; vLLM wants ``--scheduling-policy priority`` for it."""
    reasoning_parser: bool
    """Whether thinking is taken out of the text into a field of its own."""
    answer_tokens: int | None
    """What each answer takes, whatever its text; ``None``: as many as it has words."""


@dataclass(frozen=True)
class _Wanted:
    prompt: Prompt
    prompt_tokens: int
    n: int
    max_tokens: int
    stop: tuple[str, ...]
    seed: int | None
    schema: Mapping[str, Any] | None
    logprobs: bool
    priority: int


async def complete(
    body: Mapping[str, Any], served: Served, source: Source, engine: Engine, number: int
) -> dict[str, Any]:
    """The reply to a chat request; raises :class:`Refused`."""
    wanted = _read(body, served)
    texts = source(wanted.prompt, wanted.n, wanted.seed)
    made = [_cut(text, wanted) for text in texts]
    spent = [served.answer_tokens or count_words(text) for text, _, _ in made]
    spent = [min(one, wanted.max_tokens) for one in spent]
    await asyncio.gather(*(engine.generate(tokens, wanted.priority) for tokens in spent))
    choices = [
        _choice(at, cut, wanted.logprobs, served.reasoning_parser) for at, cut in enumerate(made)
    ]
    return {
        "id": f"chatcmpl-{number}",
        "object": "chat.completion",
        "model": body["model"],
        "choices": choices,
        "usage": {
            "prompt_tokens": wanted.prompt_tokens,
            "completion_tokens": sum(spent),
            "total_tokens": wanted.prompt_tokens + sum(spent),
        },
    }


def read_prompt(body: Mapping[str, Any]) -> tuple[Prompt, int]:
    """The conversation of a request and its tokens; raises :class:`Refused`."""
    messages = body.get("messages")
    if not isinstance(messages, list) or not messages:
        raise Refused(400, "messages: a list with at least one message is required")
    for one in messages:
        if not isinstance(one, Mapping) or one.get("role") not in ("system", "user", "assistant"):
            raise Refused(400, "messages: each has a role: system, user or assistant")
        if not isinstance(one.get("content"), str):
            raise Refused(400, "messages: each has a content that is a string")
    prompt = Prompt(tuple(Message(one["role"], one["content"]) for one in messages))
    return prompt, sum(count_words(one.content) + _FRAME for one in prompt.messages)


def _read(body: Mapping[str, Any], served: Served) -> _Wanted:
    if body.get("model") not in served.names:
        raise Refused(404, f"The model `{body.get('model')}` does not exist.")
    if body.get("stream"):
        raise Refused(400, "stream: not supported by this fake")
    prompt, tokens = read_prompt(body)
    if tokens >= served.context_tokens:
        raise Refused(400, _too_long(served, f"your request has {tokens} input tokens"))
    limit = body.get("max_completion_tokens", body.get("max_tokens"))
    room = served.context_tokens - tokens
    max_tokens = room if limit is None else _integer("max_tokens", limit, 1, math.inf)
    if max_tokens > room:
        asked = f"you requested {max_tokens + tokens} tokens ({tokens} in the messages)"
        raise Refused(400, _too_long(served, asked))
    temperature = body.get("temperature", 1.0)
    if not isinstance(temperature, int | float) or not 0 <= temperature <= 2:
        raise Refused(400, f"temperature must be a number from 0 to 2, got {temperature!r}.")
    n = _integer("n", body.get("n", 1), 1, _MOST_CHOICES)
    if n > 1 and temperature == 0:
        raise Refused(400, f"n must be 1 when using greedy sampling, got {n}.")
    priority = _integer("priority", body.get("priority", 0), -math.inf, math.inf)
    if priority and not served.priority:
        raise Refused(400, f"Got priority {priority} but Priority scheduling is not enabled.")
    stop = body.get("stop") or []
    stop = [stop] if isinstance(stop, str) else stop
    if not isinstance(stop, list) or not all(isinstance(one, str) and one for one in stop):
        raise Refused(400, "stop: a text, or a list of texts")
    seed = body.get("seed")
    if seed is not None:
        seed = _integer("seed", seed, -(1 << 63), (1 << 63) - 1)
    return _Wanted(
        prompt=prompt,
        prompt_tokens=tokens,
        n=n,
        max_tokens=max_tokens,
        stop=tuple(stop),
        seed=seed,
        schema=_schema(body.get("response_format")),
        logprobs=body.get("logprobs") is True,
        priority=priority,
    )


def _integer(name: str, value: Any, least: float, most: float) -> int:
    if type(value) is not int or not least <= value <= most:
        raise Refused(400, f"{name} must be an integer from {least} to {most}, got {value!r}.")
    return value


def _too_long(served: Served, asked: str) -> str:
    return (
        f"This model's maximum context length is {served.context_tokens} tokens. However, "
        f"{asked}. Please reduce the length of the messages or the completion."
    )


def _schema(wanted: Any) -> Mapping[str, Any] | None:
    kind = wanted.get("type") if isinstance(wanted, Mapping) else None
    if wanted is None or kind == "text":
        return None
    if kind == "json_object":
        return {"type": "object"}
    described = wanted.get("json_schema") if kind == "json_schema" else None
    schema = described.get("schema") if isinstance(described, Mapping) else None
    if not isinstance(schema, Mapping):
        raise Refused(400, "response_format: json_schema with a schema, json_object or text")
    return schema


_Cut = tuple[str, str, str | None]
"""A text as it ends, its ``finish_reason``, and the stop text that ended it."""


def _cut(text: str, wanted: _Wanted) -> _Cut:
    if wanted.schema is not None:
        text = fitting(text, wanted.schema)
    cut = first_words(text, wanted.max_tokens)
    found = [(cut.find(one), one) for one in wanted.stop if one in cut]
    if found:
        at, one = min(found)
        return cut[:at], "stop", one
    return cut, "stop" if cut == text else "length", None


def _choice(index: int, cut: _Cut, logprobs: bool, reasoning_parser: bool) -> dict[str, Any]:
    text, finish, stop_reason = cut
    message: dict[str, Any] = {"role": "assistant", "content": text}
    if reasoning_parser:
        thinking, rest = split_thinking(text)
        message |= {"content": rest or None, "reasoning_content": thinking or None}
    choice = {
        "index": index,
        "message": message,
        "finish_reason": finish,
        "stop_reason": stop_reason,
    }
    if logprobs:
        # A fake is sure of every word.
        choice["logprobs"] = {
            "content": [
                {"token": one, "logprob": 0.0, "bytes": list(one.encode()), "top_logprobs": []}
                for one in text.split()
            ]
        }
    return choice
