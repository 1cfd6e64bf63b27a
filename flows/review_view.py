"""How `burnish review` looks to people."""

from __future__ import annotations

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.output import visible
from flows.service.reviewing import Decision, Waiting

_ID = 8
"""Digits of an id that are enough to name a run."""
_STYLES = {"+": "green", "-": "red", "@": "cyan", "#": "bold"}


def print_waiting(console: Console, runs: Sequence[Waiting]) -> None:
    """One line for each run that waits."""
    if not runs:
        console.print("No run waits for an answer.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("run", "name", "proposals", "waiting since (UTC)"):
        table.add_column(name, overflow="fold", justify="right" if name == "proposals" else "left")
    for run in runs:
        since = run.since[:19].replace("T", " ")
        table.add_row(run.id[:_ID], Text(visible(run.name)), str(len(run.theorems)), since)
    console.print(table)
    console.print(
        "\nburnish review RUN shows what it proposes; with --accept all, none or names it goes on."
    )


def print_proposals(console: Console, run: Waiting) -> None:
    """What a run proposes, as it came, with the changes in colours."""
    for line in visible(run.proposals).split("\n"):
        console.print(Text(line, style=_STYLES.get(line[:1], "")), soft_wrap=True)
    console.print(
        f"\nDecide with: burnish review {run.id[:_ID]} --accept all|none|NAME,… [--note TEXT]",
        soft_wrap=True,
    )


def print_decision(console: Console, run: Waiting, decision: Decision) -> None:
    """What was decided, and what happens now."""
    for name in decision.accepted:
        console.print(Text(f"accepted  {visible(name)}", style="green"), soft_wrap=True)
    for name in decision.rejected:
        console.print(Text(f"rejected  {visible(name)}", style="red"), soft_wrap=True)
    onward = "writes what was accepted" if decision.accepted else "ends without writing anything"
    console.print(f"Run {visible(run.name)} goes on, and {onward}.", soft_wrap=True)
