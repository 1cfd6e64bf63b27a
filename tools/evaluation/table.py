"""The table of an evaluation: a row for each setting, metric and k; as JSON and as CSV.

The columns and their order are stable: `COLUMNS` for the figures, and in CSV those of the run's
card behind them. A figure that there is none of (no theorem, or too few for an interval) is null
in JSON and empty in CSV.
"""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tools.evaluation import card
from tools.evaluation.best_at import (
    Estimator,
    cost_at,
    improved_at,
    improvement_at,
    verified_at,
)
from tools.evaluation.bootstrap import Interval, intervals, mean
from tools.evaluation.samples import Sample
from tools.evaluation.setting import Setting


@dataclass(frozen=True)
class Row:
    """One setting by one metric, with k samples a theorem."""

    setting: str
    metric: str
    estimator: Estimator
    k: int
    theorems: int
    """With k samples, or with all that a search had: those that the row is about."""
    short: int
    """With fewer, though there were more to be had: left out of the row."""
    improvement: float | None
    """Mean of best@k over theorems, in the metric's own units."""
    improvement_low: float | None
    """Bounds of the 95% bootstrap interval, here and below."""
    improvement_high: float | None
    improved: float | None
    """A+: share of theorems of which some of k samples verifies and improves."""
    improved_low: float | None
    improved_high: float | None
    verified: float | None
    """A: share of theorems of which some of k samples verifies; the original never counts."""
    verified_low: float | None
    verified_high: float | None
    candidates: int
    """Samples that the row stands for: k for each theorem, or all where a search ended before."""
    readable: float
    """Those from which a proof could be read; expected, like the costs, if the row is."""
    prompt_tokens: int
    """Each prompt once, however many answers it got; those of sketches and notes too."""
    answer_tokens: float
    """Of those candidates, and of sketches and notes."""
    lean_seconds: float
    """To judge those candidates, each text once."""


COLUMNS = tuple(one.name for one in dataclasses.fields(Row))
_MEASURES = (improvement_at, improved_at, verified_at)
CSV_COLUMNS = (*COLUMNS, *card.FIELDS)


def rows(setting: Setting, ks: Iterable[int], seed: int) -> list[Row]:
    """The rows of one setting, by k. The seed is that of the bootstrap."""
    ordered = sorted(set(ks))
    columns = [
        [measure(theorem, k, setting.estimator) for theorem in setting.with_at_least(k)]
        for k in ordered
        for measure in _MEASURES
    ]
    bounds = intervals(columns, seed)  # of all rows together: drawing is what takes time
    width = len(_MEASURES)
    return [
        _row(
            setting,
            k,
            columns[width * i : width * (i + 1)],
            bounds[width * i : width * (i + 1)],
        )
        for i, k in enumerate(ordered)
    ]


def _row(
    setting: Setting,
    k: int,
    measures: Sequence[Sequence[float]],
    bounds: Sequence[Interval | None],
) -> Row:
    theorems = setting.with_at_least(k)

    def total(cost: Callable[[Sample], float]) -> float:
        return math.fsum(cost_at(theorem, k, setting.estimator, cost) for theorem in theorems)

    return Row(
        setting=setting.name,
        metric=setting.metric,
        estimator=setting.estimator,
        k=k,
        theorems=len(theorems),
        short=len(setting.theorems) - len(theorems),
        improvement=mean(measures[0]),
        improvement_low=_low(bounds[0]),
        improvement_high=_high(bounds[0]),
        improved=mean(measures[1]),
        improved_low=_low(bounds[1]),
        improved_high=_high(bounds[1]),
        verified=mean(measures[2]),
        verified_low=_low(bounds[2]),
        verified_high=_high(bounds[2]),
        candidates=sum(min(k, len(theorem.samples)) for theorem in theorems),
        readable=total(lambda sample: float(sample.readable)),
        prompt_tokens=sum(theorem.prompt_tokens for theorem in theorems),
        answer_tokens=total(lambda sample: sample.tokens)
        + sum(theorem.aside_tokens for theorem in theorems),
        lean_seconds=total(lambda sample: sample.lean_seconds),
    )


def _low(interval: Interval | None) -> float | None:
    return None if interval is None else interval.low


def _high(interval: Interval | None) -> float | None:
    return None if interval is None else interval.high


def to_csv(rows: Iterable[Row], cards: Mapping[tuple[str, str], card.RunCard]) -> str:
    """The rows with the card of each one's setting and metric, as CSV (RFC 4180) with a header."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(CSV_COLUMNS)
    for row in rows:
        described = cards[row.setting, row.metric].to_json()
        figures = [getattr(row, name) for name in COLUMNS]
        writer.writerow([*figures, *(_cell(described[name]) for name in card.FIELDS)])
    return text.getvalue()


def _cell(value: Any) -> Any:
    """A value of the card; what is no text or number is JSON."""
    structured = isinstance(value, list | dict)
    return json.dumps(value, ensure_ascii=False, sort_keys=True) if structured else value
