"""How a session was asked for, as a command that a person can type again."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from typing import Any

from flows.commands.model_options import (
    DEFAULT_ANSWER_TOKENS,
    DEFAULT_CANDIDATES,
    DEFAULT_MODEL_ROUNDS,
    DEFAULT_ROUNDS,
    DEFAULT_SAMPLES,
)
from flows.commands.optimize import DEFAULT_SECONDS
from storage.records import SessionRecord

OPTIONS: Mapping[str, tuple[str, Any]] = {
    "metric": ("--metric", None),
    "guards": ("--guard", []),
    "pareto": ("--pareto", None),
    "rounds": ("--rounds", DEFAULT_ROUNDS),
    "candidates": ("--candidates", DEFAULT_CANDIDATES),
    "seconds": ("--seconds", DEFAULT_SECONDS),
    "write": ("--write", False),
    "lean": ("--lean", None),
}
"""The flag and the default of each option of `burnish optimize`, as a session stores them."""
MODEL_OPTIONS: Mapping[str, tuple[str, Any]] = {
    "proposer": ("--proposer", None),
    "model": ("--model", None),
    "adapter": ("--adapter", None),
    "samples": ("--samples", DEFAULT_SAMPLES),
    "rounds": ("--model-rounds", DEFAULT_MODEL_ROUNDS),
    "temperatures": ("--temperature", [1.0, 1.4]),
    "answer_tokens": ("--answer-tokens", DEFAULT_ANSWER_TOKENS),
    "seed": ("--seed", 0),
    "without": ("--without", ""),
    "prompts": ("--prompts", None),
    "veto": ("--veto", False),
    "stops": ("--stop-at-tag", False),
}
"""The same for what it says about the model."""


def command_line(record: SessionRecord) -> str | None:
    """The command that asked for a session; ``None`` where it was not kept.

    One with other options than those of `burnish optimize` is kept with its `words`.
    """
    if record.command is None:
        return None
    command = record.command
    words = ["burnish", *str(command["command"]).split(), *command.get("targets", ())]
    if "words" in command:
        return shlex.join([*words, *command["words"]])
    options = command.get("options", {})
    words += flags(OPTIONS, options)
    words += flags(MODEL_OPTIONS, options.get("model") or {})
    return shlex.join(words)


def flags(known: Mapping[str, tuple[str, Any]], options: Mapping[str, Any]) -> Iterator[str]:
    """The words for those options that have not their defaults; `known` as :data:`OPTIONS`."""
    for name, (flag, default) in known.items():
        value = options.get(name, default)
        if value == default:
            continue
        if value is True:
            yield flag
        elif name == "temperatures":
            yield from (flag, "-".join(f"{one:g}" for one in value))
        elif isinstance(value, list):
            for one in value:
                yield from (flag, str(one))
        else:
            yield from (flag, f"{value:g}" if isinstance(value, float) else str(value))
