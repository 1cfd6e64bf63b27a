"""A setting: one way of running, judged by one metric, with the samples that came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tools.evaluation.best_at import Estimator
from tools.evaluation.card import RunCard
from tools.evaluation.samples import TheoremSamples


@dataclass(frozen=True)
class Setting:
    """What a row of a table is about.

    Raises `ValueError` if a theorem is there twice.
    """

    name: str
    metric: str
    card: RunCard
    theorems: tuple[TheoremSamples, ...]
    estimator: Estimator = "first"
    """`expected` only if the samples of a theorem are alike (:mod:`tools.evaluation.best_at`)."""
    against: str = ""
    """The setting of the same metric that this one is compared with; none if empty."""
    by_name: Mapping[str, TheoremSamples] = field(init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        counts = Counter(theorem.theorem for theorem in self.theorems)
        twice = sorted(name for name, count in counts.items() if count > 1)
        if twice:
            raise ValueError(f"The setting {self.name} has {', '.join(twice)} more than once.")
        # By name, so that no figure depends on the order in which theorems were finished.
        by_name = {one.theorem: one for one in sorted(self.theorems, key=lambda one: one.theorem)}
        object.__setattr__(self, "by_name", by_name)

    def with_at_least(self, k: int) -> list[TheoremSamples]:
        """The theorems of which something can be said with k samples, by name."""
        return [theorem for theorem in self.by_name.values() if theorem.has(k)]
