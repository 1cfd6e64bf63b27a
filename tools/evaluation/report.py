"""An evaluation as a whole: settings, their tables, and each compared with the first."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tools.evaluation import bootstrap, table
from tools.evaluation.best_at import Estimator, improvement_at
from tools.evaluation.card import RunCard, differing
from tools.evaluation.paired import Comparison, compare
from tools.evaluation.setting import Setting
from tools.evaluation.table import Row


@dataclass(frozen=True)
class Report:
    """Everything that a page or a file shows; `report` makes it."""

    settings: tuple[Setting, ...]
    ks: tuple[int, ...]
    seed: int
    """Of the bootstrap."""
    rows: tuple[Row, ...]
    """By setting, then k."""
    comparisons: tuple[Comparison, ...]
    """Of each setting with the one that it is to be compared with."""

    @property
    def metrics(self) -> tuple[str, ...]:
        """In the order in which they come."""
        return tuple(dict.fromkeys(setting.metric for setting in self.settings))

    @property
    def estimators(self) -> dict[Estimator, tuple[str, ...]]:
        """The estimators in use, each with the names of its settings."""
        found: dict[Estimator, dict[str, None]] = {}
        for setting in self.settings:
            found.setdefault(setting.estimator, {})[setting.name] = None
        return {estimator: tuple(names) for estimator, names in found.items()}

    def of(self, metric: str) -> list[Setting]:
        """The settings judged by that metric."""
        return [setting for setting in self.settings if setting.metric == metric]

    @property
    def cards(self) -> dict[str, RunCard]:
        """The cards by name of setting; one whose metrics have cards of their own has several.

        Such as an adapter for each metric: the further ones bear the metric in their name.
        """
        cards: dict[str, RunCard] = {}
        for setting in self.settings:
            if cards.setdefault(setting.name, setting.card) != setting.card:
                cards[f"{setting.name}, {setting.metric}"] = setting.card
        return cards

    def largest(self, metric: str) -> int:
        """The k at which settings are compared and theorems shown one by one.

        The largest that every setting has enough samples for in half of its theorems; where there
        is none, the smallest.
        """
        return max(
            (k for k in self.ks if all(_mostly_has(one, k) for one in self.of(metric))),
            default=self.ks[0],
        )

    def differing(self, comparison: Comparison) -> tuple[str, ...]:
        """The fields of the cards in which the two settings of a comparison differ."""
        names = (comparison.first, comparison.second)
        return differing([one.card for one in self.of(comparison.metric) if one.name in names])

    def to_csv(self) -> str:
        """The rows, each with its card (:data:`tools.evaluation.table.CSV_COLUMNS`)."""
        return table.to_csv(self.rows, {(one.name, one.metric): one.card for one in self.settings})

    def to_json(self) -> dict[str, Any]:
        """Plain JSON: the cards, the rows, the comparisons, and each theorem's best@k.

        The pairs of a comparison are left out: they are theorems of both settings.
        """
        return {
            "ks": list(self.ks),
            "bootstrap": {
                "seed": self.seed,
                "resamples": bootstrap.RESAMPLES,
                "level": bootstrap.LEVEL,
            },
            "settings": [self._setting(setting) for setting in self.settings],
            "rows": [dataclasses.asdict(row) for row in self.rows],
            "comparisons": [
                {**_comparison(one), "differing": list(self.differing(one))}
                for one in self.comparisons
            ],
        }

    def _setting(self, setting: Setting) -> dict[str, Any]:
        return {
            "name": setting.name,
            "metric": setting.metric,
            "estimator": setting.estimator,
            "card": setting.card.to_json(),
            "theorems": [
                {
                    "theorem": name,
                    "original": theorem.original,
                    "samples": len(theorem.samples),
                    "verified": sum(sample.verified for sample in theorem.samples),
                    "improvement": {
                        str(k): improvement_at(theorem, k, setting.estimator)
                        for k in self.ks
                        if theorem.has(k)
                    },
                }
                for name, theorem in setting.by_name.items()
            ],
        }


def report(settings: Sequence[Setting], ks: Sequence[int], seed: int) -> Report:
    """The report of some settings for some k.

    Raises `ValueError` if there is no setting, no k or one below 1, if two settings have the same
    name and metric, or if one is to be compared with what is not there.
    """
    if not settings:
        raise ValueError("There is no setting to report.")
    if not ks or min(ks) < 1:
        raise ValueError(f"best@k needs k of 1 or more, not {list(ks)}.")
    names = [(setting.name, setting.metric) for setting in settings]
    if len(set(names)) < len(names):
        raise ValueError("Two settings have the same name and metric.")
    ordered = tuple(sorted(set(ks)))
    whole = Report(
        tuple(settings),
        ordered,
        seed,
        rows=tuple(row for one in settings for row in table.rows(one, ordered, seed)),
        comparisons=(),
    )
    by_name = {(one.name, one.metric): one for one in settings}
    comparisons = []
    for setting in settings:
        if setting.against:
            first = by_name.get((setting.against, setting.metric))
            if first is None:
                raise ValueError(f"There is no {setting.against} to compare {setting.name} with.")
            comparisons.append(compare(first, setting, whole.largest(setting.metric), seed))
    return dataclasses.replace(whole, comparisons=tuple(comparisons))


def _mostly_has(setting: Setting, k: int) -> bool:
    return 2 * len(setting.with_at_least(k)) >= len(setting.theorems)


def _comparison(one: Comparison) -> dict[str, Any]:
    value = dataclasses.asdict(one)
    del value["pairs"]
    return {
        **value,
        "theorems": len(one.pairs),
        "wins": one.wins,
        "ties": one.ties,
        "losses": one.losses,
    }
