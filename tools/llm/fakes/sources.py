"""Where the fake server's answers come from."""

from __future__ import annotations

import random
from collections.abc import Callable
from itertools import count

from tools.llm.fakes.script import Script
from tools.llm.prompt import Prompt

Source = Callable[[Prompt, int, int | None], list[str]]
"""The prompt, how many texts, and the seed of the first if there is one: the i-th is drawn with
``seed + i``."""

_WORDS = ("intro", "exact", "have", "simp", "apply", "cases", "with", "fun", "at", "rfl", "by", "h")


def from_script(script: Script) -> Source:
    """The recorded ones, by their place."""
    return script.answers


def echo(prompt: Prompt, n: int, _: int | None) -> list[str]:
    """The last message, n times."""
    return [prompt.messages[-1].content] * n


def filler(words: int) -> Source:
    """So many words without sense, the same for the same prompt and seed, else always new."""
    fresh = count()

    def draw(prompt: Prompt, n: int, seed: int | None) -> list[str]:
        seeds = (f"{seed + i}" if seed is not None else f"new {next(fresh)}" for i in range(n))
        drawn = (random.Random(f"{prompt.digest} {one}") for one in seeds)
        return [" ".join(one.choices(_WORDS, k=words)) for one in drawn]

    return draw
