"""How the answer of `burnish metrics` looks: tables, the reasons for each dash, JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.measuring import MeasuredTarget, MeasuredTheorem
from flows.output import visible
from tools.metrics.metric import Metric

_NO_VALUE = "-"
_NAME_COLUMNS = 44
"""The most that theorems' names take of a line before they go over several."""
_SPACE = 2
"""Columns between two columns of a table."""


def as_object(measured: MeasuredTarget) -> dict[str, Any]:
    """The answer as one JSON object."""
    return {
        "file": str(measured.path),
        "lean": measured.lean,
        "theorems": [
            {
                "name": theorem.name,
                "line": theorem.line,
                "verdict": theorem.verdict,
                "metrics": {m.name: theorem.values.get(m.name) for m in measured.metrics},
                "reasons": dict(theorem.reasons),
            }
            for theorem in measured.theorems
        ],
        "seconds": measured.seconds,
    }


def print_measured(console: Console, measured: MeasuredTarget) -> None:
    """One theorem's metrics with their meaning, or a line for each of several theorems."""
    if len(measured.theorems) == 1:
        (theorem,) = measured.theorems
        place = f"{measured.path}:{theorem.line}"
        console.print(Text.assemble((_name(theorem), "bold"), "  ", place), soft_wrap=True)
        console.print(_one(measured.metrics, theorem))
    else:
        for metrics in _packed(measured, console.width):
            console.print(_several(metrics, measured.theorems))
            console.print()
    for line in _reasons(measured):
        console.print(Text(line, style="yellow"), soft_wrap=True)
    console.print(_summary(measured), soft_wrap=True)


def _one(metrics: Sequence[Metric], theorem: MeasuredTheorem) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _SPACE, 0, 0))
    table.add_column("metric", no_wrap=True)
    table.add_column("value", justify="right", no_wrap=True)
    table.add_column("what it is")
    for metric in metrics:
        meaning = Text(visible(metric.description), style="dim")
        table.add_row(metric.name, _value(theorem, metric), meaning)
    return table


def _several(metrics: Sequence[Metric], theorems: Sequence[MeasuredTheorem]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, _SPACE, 0, 0))
    table.add_column("theorem", overflow="fold", max_width=_NAME_COLUMNS)
    for metric in metrics:
        table.add_column(metric.name, justify="right", no_wrap=True)
    for theorem in theorems:
        style = "" if theorem.verdict == "verified" else "red"
        values = [_value(theorem, metric) for metric in metrics]
        table.add_row(Text(_name(theorem), style=style), *values)
    return table


def _packed(measured: MeasuredTarget, width: int) -> Iterator[list[Metric]]:
    """The metrics in groups whose columns fit beside the theorems' names."""
    room = width - min(_NAME_COLUMNS, max(cell_len(_name(t)) for t in measured.theorems))
    group: list[Metric] = []
    taken = 0
    for metric in measured.metrics:
        values = [_value(theorem, metric) for theorem in measured.theorems]
        columns = _SPACE + max(cell_len(text) for text in [metric.name, *values])
        if group and taken + columns > room:
            yield group
            group, taken = [], 0
        group.append(metric)
        taken += columns
    yield group


def _value(theorem: MeasuredTheorem, metric: Metric) -> str:
    value = theorem.values.get(metric.name)
    if value is None:
        return _NO_VALUE
    return f"{value + 0:.0f}" if value.is_integer() else f"{value:.2f}"  # no -0


def _reasons(measured: MeasuredTarget) -> Iterator[str]:
    """Why there are dashes: a line for each reason, with all that it holds for."""
    found: dict[str, list[tuple[str, str]]] = {}
    for theorem in measured.theorems:
        for metric, why in theorem.reasons.items():
            found.setdefault(why, []).append((metric, _name(theorem)))
    for why, places in found.items():
        metrics = ", ".join(dict.fromkeys(metric for metric, _ in places))
        theorems = ", ".join(dict.fromkeys(theorem for _, theorem in places))
        yield f"No {metrics} for {theorems}: {visible(why)}"


def _name(theorem: MeasuredTheorem) -> str:
    return visible(theorem.name) or f"(example, line {theorem.line})"


def _summary(measured: MeasuredTarget) -> str:
    count = len(measured.theorems)
    told = f"{count} theorem{'' if count == 1 else 's'} by Lean {measured.lean['version']}"
    return f"Higher is better: costs are negated. {told} in {measured.seconds:.2f} s"
