"""How many rows there are of what, for the card."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass

from tools.training_data.records import Answer, Example, Preference


@dataclass(frozen=True)
class PerTheorem:
    """How rows are spread over theorems."""

    least: int
    median: float
    mean: float
    most: int
    theorems_with: Mapping[str, int]
    """For a number of rows, how many theorems have so many."""


@dataclass(frozen=True)
class Counts:
    """Rows of one kind, counted by what they have in common; the names are sorted."""

    rows: int
    theorems: int
    per_theorem: PerTheorem
    by_rule: Mapping[str, int]
    by_round: Mapping[str, int]
    """A person's preference belongs to no round: ``none``."""
    by_source: Mapping[str, int]
    by_metric: Mapping[str, int]
    by_proposer: Mapping[str, int]
    """Of the answers that are to be learnt."""
    longest_prompt: int
    """In characters, as the longest answer: what a trainer's limit on length has to hold."""
    longest_answer: int

    def to_json(self) -> dict[str, object]:
        return asdict(self)


def counts(ones: Sequence[Preference | Example], prompts: Mapping[str, int]) -> Counts:
    """The counts of one or more rows; ``prompts`` has the lengths of prompts by their hash."""
    theorems = Counter(one.task.problem for one in ones)
    return Counts(
        rows=len(ones),
        theorems=len(theorems),
        per_theorem=PerTheorem(
            least=min(theorems.values()),
            median=float(statistics.median(theorems.values())),
            mean=len(ones) / len(theorems),
            most=max(theorems.values()),
            theorems_with={
                str(rows): number for rows, number in sorted(Counter(theorems.values()).items())
            },
        ),
        by_rule=_counted(one.rule for one in ones),
        by_round=_counted("none" if one.round is None else str(one.round) for one in ones),
        by_source=_counted(one.source for one in ones),
        by_metric=_counted(one.task.metric for one in ones),
        by_proposer=_counted(_learnt(one).proposer for one in ones),
        longest_prompt=max(prompts[one.task.prompt] for one in ones),
        longest_answer=max(len(answer.completion) for one in ones for answer in answers_of(one)),
    )


def answers_of(one: Preference | Example) -> tuple[Answer, ...]:
    """The answers in a row, the one that is to be learnt first."""
    return (one.chosen, one.rejected) if isinstance(one, Preference) else (one.answer,)


def _learnt(one: Preference | Example) -> Answer:
    return answers_of(one)[0]


def _counted(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
