"""Which preferences and examples are written, and in which order: by content and nothing else."""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from tools.training_data.records import (
    ACCEPTED,
    ORIGINAL,
    WINNER,
    Answer,
    Example,
    Preference,
    Source,
)

_One = TypeVar("_One", Preference, Example)

SAME = "both answers are the same"
REPEATED = "the same pair again"
CONTRADICTED = "another pair says the opposite"


@dataclass(frozen=True)
class Kept:
    """Preferences of which none repeats or contradicts another."""

    preferences: tuple[Preference, ...]
    left_out: Counter[str]
    """Why others are not among them, each with how many."""


def kept(preferences: Iterable[Preference]) -> Kept:
    """The preferences in their order, each pair of answers once: the one of the earliest round.

    Where pairs about the same task say the opposite of each other, people overrule the rules of a
    collection; if people, or rules, are of two minds among themselves, none of them is kept.
    """
    left_out: Counter[str] = Counter()
    about: dict[tuple[str, ...], list[Preference]] = {}
    for one in sorted(preferences, key=place):
        both = sorted((one.chosen.completion, one.rejected.completion))
        if both[0] == both[1]:
            left_out[SAME] += 1
        else:
            task = (one.task.problem, one.task.metric, one.task.prompt)
            about.setdefault((*task, *both), []).append(one)
    found: list[Preference] = []
    for pairs in about.values():
        judged = [one for one in pairs if one.source == "human"] or pairs
        opposite = {one.chosen.completion for one in judged} != {judged[0].chosen.completion}
        if opposite:
            left_out[CONTRADICTED] += len(pairs)
            continue
        agreeing = [one for one in pairs if one.chosen.completion == judged[0].chosen.completion]
        left_out[CONTRADICTED] += len(pairs) - len(agreeing)
        left_out[REPEATED] += len(agreeing) - 1
        found.append(judged[0])
    return Kept(tuple(sorted(found, key=place)), +left_out)


def examples(preferences: Iterable[Preference]) -> tuple[Example, ...]:
    """The winners of a collection, and what people accepted: each answer to a task once.

    An original proof is no example of making it better, and what a person kept when they rejected
    something else need not be one.
    """
    found: dict[tuple[str, ...], Example] = {}
    for one in sorted(preferences, key=place):
        rule = WINNER if one.source == "collection" else one.rule
        if rule in (WINNER, ACCEPTED) and one.chosen.proposer != ORIGINAL:
            task = (one.task.problem, one.task.metric, one.task.prompt)
            found.setdefault(
                (*task, one.chosen.completion),
                Example(one.task, one.chosen, one.source, rule, one.round),
            )
    return tuple(sorted(found.values(), key=place))


def weighted(examples: Sequence[Example]) -> tuple[Example, ...]:
    """The examples with their weights: the softmax, at temperature 1, of the scores among the
    answers to one theorem for one metric, as ImProver 2 weighs its warm start. What nobody measured
    counts like the original, with a score of 0.
    """
    groups: dict[tuple[str, str], list[float]] = {}
    for one in examples:
        groups.setdefault((one.task.problem, one.task.metric), []).append(_score(one.answer))
    found = []
    for one in examples:
        scores = groups[one.task.problem, one.task.metric]
        highest = max(scores)
        total = math.fsum(math.exp(score - highest) for score in scores)
        found.append(replace(one, weight=math.exp(_score(one.answer) - highest) / total))
    return tuple(found)


def sampled(ones: Sequence[_One], limit: int | None, seed: int) -> tuple[_One, ...]:
    """At most ``limit`` of some, drawn by the seed and by their content, in their order."""
    if limit is None or limit >= len(ones):
        return tuple(ones)
    drawn = sorted(ones, key=lambda one: _drawn(one, seed))[:limit]
    return tuple(sorted(drawn, key=place))


def place(one: Preference | Example) -> tuple[object, ...]:
    """Where a preference or an example stands among others."""
    task, answers = one.task, _answers(one)
    return (
        *(task.theorem, task.problem, task.metric, one.round or 0, _SOURCES[one.source], one.rule),
        *(task.prompt, *(answer.proof_hash for answer in answers)),
        *(answer.completion for answer in answers),
    )


_SOURCES: dict[Source, int] = {"collection": 0, "human": 1}


def _answers(one: Preference | Example) -> tuple[Answer, ...]:
    return (one.answer,) if isinstance(one, Example) else (one.chosen, one.rejected)


def _score(answer: Answer) -> float:
    return 0.0 if answer.score is None else answer.score


def _drawn(one: Preference | Example, seed: int) -> bytes:
    return hashlib.sha256(repr((seed, place(one))).encode("utf-8", "surrogatepass")).digest()
