"""How two sessions look side by side."""

from __future__ import annotations

import json
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.history.difference import Better, Difference, MetricPair, TheoremPair
from flows.output import visible
from flows.render import print_diff

_STYLES: dict[Better, str] = {"a": "cyan", "b": "magenta"}


def print_difference(console: Console, found: Difference) -> None:
    """What was otherwise from the start, then the theorems that came out otherwise with their
    diffs, then a table of all."""
    for one in found.settings:
        told = f"{one.name}: {_told(one.a)} in {found.a}, {_told(one.b)} in {found.b}"
        console.print(visible(told), soft_wrap=True)
    for note in found.files:
        console.print(visible(note), soft_wrap=True)
    for name, only in ((found.a, found.only_a), (found.b, found.only_b)):
        if only:
            console.print(visible(f"Only in {name}: {', '.join(only)}"), soft_wrap=True)
    for pair in found.theorems:
        if pair.hunks:
            _print_pair(console, found, pair)
    _print_values(console, found)
    console.print(_closing(found), soft_wrap=True)


def _print_pair(console: Console, found: Difference, pair: TheoremPair) -> None:
    console.print()
    console.print(Text(visible(pair.theorem), style="bold"), soft_wrap=True)
    if not pair.is_same_original:
        console.print("  The two did not begin with the same text of it.")
    print_diff(console, f"--- {found.a}\n+++ {found.b}\n{pair.hunks}")


def _print_values(console: Console, found: Difference) -> None:
    if not found.theorems:
        return
    console.print()
    rows = [
        (visible(pair.theorem), each.metric, *_values(each), _better(found, each.better))
        for pair in found.theorems
        for each in pair.metrics
    ]
    if not console.is_terminal:
        for name, metric, original, a, b, better in rows:
            told = f"{name}  {metric}: original {original}, {found.a} {a}, {found.b} {b}, {better}"
            console.print(told, soft_wrap=True)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("theorem", overflow="fold")
    table.add_column("metric")
    for name in ("original", found.a, found.b):
        table.add_column(name, justify="right")
    table.add_column("better")
    for name, metric, original, a, b, better in rows:
        table.add_row(Text(name), metric, original, a, b, better)
    console.print(table)


def _values(one: MetricPair) -> tuple[str, str, str]:
    original, a, b = (
        "-" if value is None else f"{value:g}" for value in (one.original, one.a, one.b)
    )
    return original, a, b


def _better(found: Difference, better: Better) -> Text:
    match better:
        case "a":
            return Text(found.a, style=_STYLES["a"])
        case "b":
            return Text(found.b, style=_STYLES["b"])
        case "equal":
            return Text("=")
        case _:
            return Text("?")


def _closing(found: Difference) -> str:
    counts = found.counts
    total = len(found.theorems)
    if not total:
        return "The two have no theorem in common."
    told = [
        f"{counts.get('a', 0)} better in {found.a}",
        f"{counts.get('b', 0)} better in {found.b}",
        f"{counts.get('equal', 0)} alike",
    ]
    if counts.get("mixed"):
        told.append(f"{counts['mixed']} better by one metric and worse by another")
    if counts.get("unknown"):
        told.append(f"{counts['unknown']} that cannot be compared")
    return f"Of {total} theorem{'' if total == 1 else 's'}: {', '.join(told)}."


def _told(value: Any) -> str:
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
