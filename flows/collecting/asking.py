"""How a collection is asked for, as the words of a command."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.collecting.options import CollectOptions
from flows.commands.model_options import (
    DEFAULT_ANSWER_TOKENS,
    DEFAULT_CANDIDATES,
    DEFAULT_ROUNDS,
    DEFAULT_SAMPLES,
)
from flows.history.asking import flags

_OPTIONS: Mapping[str, tuple[str, Any]] = {
    "metric": ("--metric", None),
    "guards": ("--guard", []),
    "rounds": ("--rounds", 1),
    "after": ("--after", None),
    "search_rounds": ("--search-rounds", DEFAULT_ROUNDS),
    "candidates": ("--candidates", DEFAULT_CANDIDATES),
    "lean": ("--lean", None),
}
_RULES: Mapping[str, tuple[str, Any]] = {
    "replay": ("--replay", "mark"),
    "rho": ("--rho", 0.5),
    "pi_max": ("--pi-max", 0.9),
    "gamma": ("--gamma", 50.0),
    "winners": ("--winners", 4),
    "losers": ("--losers", 4),
    "human_weight": ("--human-weight", 0.0),
    "seed": ("--seed", 0),
}
_MODEL: Mapping[str, tuple[str, Any]] = {
    "proposer": ("--proposer", None),
    "model": ("--model", None),
    "adapter": ("--adapter", None),
    "samples": ("--samples", DEFAULT_SAMPLES),
    "temperatures": ("--temperature", [1.0, 1.0]),
    "answer_tokens": ("--answer-tokens", DEFAULT_ANSWER_TOKENS),
    "without": ("--without", ""),
    "prompts": ("--prompts", None),
    "stops": ("--stop-at-tag", False),
}
"""The flag and the default of each option of `burnish collect`. Where the model is served is no
part of it."""


def command_of(options: CollectOptions) -> dict[str, Any]:
    """The command as a session keeps it: with its options, and as words to type again."""
    described = options.to_json()
    temperatures = list(options.model.temperatures)
    model = described["model"] | {"temperatures": temperatures, "endpoint": None}
    words = [
        *flags(_OPTIONS, described | {"guards": list(options.guards)}),
        *flags(_RULES, described["rules"]),
        *flags(_MODEL, model),
    ]
    return {
        "command": "collect",
        "targets": [options.corpus],
        "words": words,
        "options": described | {"model": model, "guards": list(options.guards)},
    }
