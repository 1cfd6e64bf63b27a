"""Settings made from bare figures."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import pytest

from tools.evaluation.best_at import Estimator
from tools.evaluation.card import RunCard
from tools.evaluation.samples import Sample, TheoremSamples
from tools.evaluation.setting import Setting

Scores = Sequence[float | None]
"""A score for each sample; `None` for one that was not verified."""


def theorem(name: str, scores: Scores) -> TheoremSamples:
    """Each sample costs 10 tokens and half a second of Lean; the original has the value -9."""
    samples = tuple(
        Sample(name, i, score is not None, score or 0.0, True, 10, 0.5)
        for i, score in enumerate(scores)
    )
    return TheoremSamples(name, -9.0, samples)


def card(**changes: object) -> RunCard:
    fields: dict[str, object] = {
        "model": "tiny",
        "adapter": None,
        "prompts_hash": "ab12",
        "lean": "4.35.0",
        "corpus_hash": "cd34",
        "seed": 7,
        "sampling": {"n": 4, "temperature": 1.0},
        "proposer": "model",
        "channels": ("context", "states"),
        "version": "0.2.0",
    }
    return RunCard(**{**fields, **changes})  # type: ignore[arg-type]


@pytest.fixture
def make_theorem() -> Callable[[str, Scores], TheoremSamples]:
    return theorem


@pytest.fixture
def make_card() -> Callable[..., RunCard]:
    return card


@pytest.fixture
def make_setting() -> Callable[..., Setting]:
    """A setting from the scores of its theorems, by name; further arguments go to its card."""

    def make(
        name: str,
        scores: Mapping[str, Scores],
        metric: str = "length",
        *,
        estimator: Estimator = "first",
        against: str = "",
        **changes: object,
    ) -> Setting:
        theorems = tuple(theorem(one, values) for one, values in scores.items())
        return Setting(name, metric, card(**changes), theorems, estimator, against)

    return make
