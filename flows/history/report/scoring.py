"""The one number by which a report puts a theorem's attempts in order of worth.

It is what counts most in the objective, worked out from stored values: a user's own metric is
never run for a report.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flows.results import TheoremResult
from tools.errors import UserInputError
from tools.metrics import METRICS
from tools.metrics.combine import Sum, parse_objective

_VERSION = "@"


@dataclass(frozen=True)
class Yardstick:
    """A number for the values of a proof."""

    name: str
    sum: Sum
    """Over names under which values are stored."""

    def value(self, scores: Mapping[str, float]) -> float | None:
        """The number, or ``None`` where a value that it needs is not known."""
        if not self.sum.terms or any(name not in scores for _, name in self.sum.terms):
            return None
        return self.sum.value(scores)


def stored_names(metrics: Mapping[str, float], stored: tuple[str, ...]) -> dict[str, str]:
    """For each metric the name under which values are stored: a user's own has its version."""
    versions = {name.rpartition(_VERSION)[0]: name for name in stored if _VERSION in name}
    return {name: versions.get(name, name) for name in metrics}


def yardstick_of(result: TheoremResult, names: Mapping[str, str]) -> Yardstick:
    """What counts most for a theorem; of an objective over other metrics than ours the first
    metric that was measured."""
    text = result.metric.partition(",")[0].strip()
    try:
        terms = parse_objective(text, METRICS).sums[0].terms
    except UserInputError:
        text = text if text in names else next(iter(names), "")
        terms = ((1.0, text),) if text else ()
    return Yardstick(text or "score", Sum(tuple((w, names.get(name, name)) for w, name in terms)))
