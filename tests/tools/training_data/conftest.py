"""Tasks and answers to make pairs from."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tools.training_data.records import Answer, Preference, Task

MakePreference = Callable[..., Preference]


def answer(text: str, score: float | None = 1.0, proposer: str = "symbolic") -> Answer:
    return Answer(f"<proof>\n{text}\n</proof>", f"hash of {text}", "verified", score, proposer)


def task(theorem: str = "t", metric: str = "length") -> Task:
    return Task(theorem, f"problem {theorem}", "F.lean", "lean-4", metric, f"prompt {theorem}")


@pytest.fixture
def make() -> MakePreference:
    """A preference of one text to another."""

    def preference(chosen: str, rejected: str, **changes: object) -> Preference:
        given: dict[str, object] = {
            "task": task(),
            "chosen": answer(chosen),
            "rejected": answer(rejected, 0.0),
            "source": "collection",
            "rule": "winner-loser",
            "round": 1,
            "weight": 1.0,
        }
        return Preference(**{**given, **changes})  # type: ignore[arg-type]

    return preference
