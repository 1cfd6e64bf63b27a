"""How the answer of `burnish evaluate` looks on a terminal: tables by metric, and the card."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.evaluate import Evaluation
from flows.output import visible
from tools.evaluation.bootstrap import Interval
from tools.evaluation.card import FIELDS, differing
from tools.evaluation.paired import Comparison
from tools.evaluation.report import Report
from tools.evaluation.table import Row

_NOTHING = "-"
_SETTING_COLUMNS = 24
_TINY = 0.001
_ESTIMATORS = {
    "first": "the best of the first k candidates as they were made",
    "expected": "over all choices of k of the samples",
}


def print_evaluation(console: Console, found: Evaluation) -> None:
    """The report, what is not in it, and where it is stored."""
    print_report(console, found.report)
    for name, why in found.left_out.items():
        console.print(Text(f"left out: {visible(name)}: {visible(why)}", "yellow"), soft_wrap=True)
    if not found.finished:
        told = f"not finished ({found.reason}): {visible('; '.join(found.unfinished))}"
        console.print(Text(f"{told}; the same command goes on", "yellow"), soft_wrap=True)
    console.print(f"sessions: {', '.join(found.sessions)}", soft_wrap=True)


def print_report(console: Console, report: Report) -> None:
    """The tables of a report, its comparisons, and what ran."""
    for metric in report.metrics:
        console.print(Text(visible(metric), style="bold"))
        rows = [row for row in report.rows if row.metric == metric]
        console.print(_figures(rows))
        for line in _short(rows):
            console.print(Text(line, style="yellow"), soft_wrap=True)
        compared = [one for one in report.comparisons if one.metric == metric]
        if compared:
            told = f"{visible(metric)}, compared theorem by theorem at k = {compared[0].k}"
            console.print(Text(f"\n{told}"), soft_wrap=True)
            console.print(_comparisons(compared))
            for line in _left_out(compared):
                console.print(Text(line, style="yellow"), soft_wrap=True)
        console.print()
    for line in _card(report):
        console.print(Text(line, style="dim"), soft_wrap=True)
    for line in _summary(report):
        console.print(line, soft_wrap=True)


def _table(*columns: str) -> Table:
    """A table whose first column holds settings, the others figures."""
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    table.add_column("setting", overflow="fold", max_width=_SETTING_COLUMNS)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table


def _figures(rows: list[Row]) -> Table:
    table = _table("k", "theorems", "gain", "95%", "A+", "A", "tried", "tokens", "Lean s")
    last = None
    for row in rows:
        bounds = (row.improvement_low, row.improvement_high)
        table.add_row(
            visible(row.setting) if row.setting != last else "",
            str(row.k),
            str(row.theorems),
            _number(row.improvement),
            _NOTHING if None in bounds else " to ".join(map(_number, bounds)),
            _share(row.improved),
            _share(row.verified),
            str(row.candidates),
            f"{row.prompt_tokens + row.answer_tokens:.0f}",
            f"{row.lean_seconds:.0f}",
        )
        last = row.setting
    return table


def _short(rows: list[Row]) -> Iterator[str]:
    """How many theorems a row is not about."""
    for row in rows:
        if row.short:
            yield (
                f"{visible(row.setting)} at k = {row.k}: {_theorems(row.short)} with fewer samples "
                "left out"
            )


def _left_out(compared: list[Comparison]) -> Iterator[str]:
    """How many theorems a comparison is not about."""
    for one in compared:
        for setting, count in ((one.first, one.left_out_first), (one.second, one.left_out_second)):
            if count:
                told = f"{visible(one.second)}: {_theorems(count)} left out"
                yield f"{told} that only {visible(setting)} has {one.k} samples of"


def _theorems(count: int) -> str:
    return f"{count} theorem{'' if count == 1 else 's'}"


def _comparisons(compared: list[Comparison]) -> Table:
    table = _table("theorems", "difference", "95%", "better", "equal", "worse", "p")
    for one in compared:
        table.add_row(
            f"{visible(one.second)} against {visible(one.first)}",
            str(len(one.pairs)),
            _NOTHING if one.difference is None else f"{one.difference:+.3f}",
            _between(one.interval),
            str(one.wins),
            str(one.ties),
            str(one.losses),
            f"< {_TINY}" if one.p_value < _TINY else f"{one.p_value:.3f}",
        )
    return table


def _card(report: Report) -> list[str]:
    """What all settings have in common, then what each has of its own."""
    cards = report.cards
    own = differing(list(cards.values()))
    first = next(iter(cards.values()))
    lines = [
        f"{_words(name)}: {_value(getattr(first, name))}" for name in FIELDS if name not in own
    ]
    for name in own:
        values: dict[str, list[str]] = {}
        for setting, card in cards.items():
            values.setdefault(_value(getattr(card, name)), []).append(setting)
        lines += [
            f"{_words(name)}: {value} ({visible('; '.join(settings))})"
            for value, settings in values.items()
        ]
    return lines


def _words(field: str) -> str:
    return field.replace("_", " ")


def _value(value: Any) -> str:
    if value is None:
        return _NOTHING
    if isinstance(value, tuple):
        return visible(", ".join(value)) or "none"
    if isinstance(value, str | int):
        return visible(str(value))
    return visible(json.dumps(value, ensure_ascii=False, sort_keys=True))


def _between(interval: Interval | None) -> str:
    return _NOTHING if interval is None else f"{interval.low:+.3f} to {interval.high:+.3f}"


def _number(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.3f}"


def _share(value: float | None) -> str:
    return _NOTHING if value is None else f"{value:.1%}"


def _summary(report: Report) -> Iterator[str]:
    for estimator, names in report.estimators.items():
        of = f" of {visible(', '.join(names))}" if len(report.estimators) > 1 else ""
        yield f"gain: mean best@k{of}, {_ESTIMATORS[estimator]}"
    yield (
        "A+: improved; A: verified, the original never counted; tokens: prompts and answers; 95%: "
        "bootstrap over theorems, "
        f"seed {report.seed}"
    )
