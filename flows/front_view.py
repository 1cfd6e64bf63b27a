"""How the Pareto front of a theorem looks: its values in a table, then each proof in full."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.output import visible
from flows.results import TheoremResult

_MARGIN = "  "


def print_front(console: Console, result: TheoremResult) -> None:
    """The front, if one was asked for, and which of its metrics have no value."""
    if result.front:
        console.print(_table(result))
        for member in result.front:
            if not _is_seen(member, result):
                values = ", ".join(f"{name} {value:g}" for name, value in member["values"].items())
                console.print(f"{_MARGIN}attempt {member['attempt']}: {values}", soft_wrap=True)
                for line in member["proof"].split("\n"):
                    console.print(Text(f"{_MARGIN}{_MARGIN}{line}"), soft_wrap=True)
    for name, why in result.front_lacks.items():
        told = f"{_MARGIN}No {name} in the front: {visible(why)}"
        console.print(Text(told, style="yellow"), soft_wrap=True)


def _table(result: TheoremResult) -> Table:
    names = list(result.front[0]["values"])
    table = Table("proof", *names, title="Pareto front (higher is better)", title_justify="left")
    for member in result.front:
        shown = f"attempt {member['attempt']}" if member["attempt"] else "original"
        if member["attempt"] and _is_seen(member, result):
            shown += ", the diff below"
        table.add_row(shown, *(f"{member['values'][name]:g}" for name in names))
    return table


def _is_seen(member: Mapping[str, Any], result: TheoremResult) -> bool:
    """Whether the proof is to be seen elsewhere: in the user's file, or in the diff."""
    return bool(member["attempt"] == 0 or member["proof"] == result.proof)
