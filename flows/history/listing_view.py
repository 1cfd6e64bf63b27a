"""How the list of sessions looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.history.listing import Listed, files_of
from flows.history.pruning import Prunable
from flows.output import visible

STATE_STYLES = {"running": "cyan", "interrupted": "yellow", "stopped": "yellow"}
_FILES = 2


def print_sessions(console: Console, sessions: Sequence[Listed], more: int = 0) -> None:
    """One line for each session; ``more`` of them are not shown."""
    if not sessions:
        console.print("No session is stored here; `burnish optimize FILE` makes one.")
        return
    if console.is_terminal:
        console.print(_table(sessions))
    else:
        for one in sessions:
            console.print("  ".join(_cells(one)), soft_wrap=True)
    if more:
        console.print(f"… and {more} older; --limit {len(sessions) + more} shows all.")


def moment(stored: str) -> str:
    """A stored time as the clock on the wall shows it, to the minute."""
    return datetime.fromisoformat(stored).astimezone().strftime("%Y-%m-%d %H:%M")


def short_files(paths: Sequence[str]) -> str:
    """The names of some files, as many as fit."""
    names = [visible(Path(path).name) for path in paths]
    more = len(names) - _FILES
    return ", ".join(names[:_FILES]) + (f" and {more} more" if more > 0 else "")


def _table(sessions: Sequence[Listed]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("session", no_wrap=True)
    for column in ("kind", "state"):
        table.add_column(column)
    table.add_column("theorems", justify="right")
    table.add_column("improved", justify="right")
    table.add_column("attempts", justify="right")
    table.add_column("last worked on", no_wrap=True)
    table.add_column("files", overflow="fold")
    for one in sessions:
        name, kind, state, *rest = _cells(one)
        table.add_row(
            name, kind, Text(state, style=STATE_STYLES.get(state, "")), *_counts(one), *rest[1:]
        )
    return table


def _counts(one: Listed) -> list[str]:
    overview = one.overview
    return [
        f"{overview.finished}/{overview.theorems}",
        str(overview.improved),
        str(overview.attempts),
    ]


def _cells(one: Listed) -> list[str]:
    record, overview = one.overview.record, one.overview
    counts = (
        f"{overview.finished} of {overview.theorems} theorems done, {overview.improved} improved, "
        f"{overview.attempts} attempts"
    )
    files = short_files(files_of(record))
    if record.parent_session_id is not None:
        files += f"  (from {record.parent_session_id})"
    return [record.id, record.kind, one.state, counts, moment(record.updated_at), files]


def print_prunable(console: Console, found: Prunable, freed: int | None) -> None:
    """What goes, or went and how much that ``freed`` (bytes), and what stays though it was
    chosen."""
    for one in found.going:
        name, _, state, counts, when, files = _cells(one)
        console.print("  ".join([name, state, counts, when, files]), soft_wrap=True)
    for name, why in found.staying.items():
        console.print(visible(f"{name} stays: {why}"), soft_wrap=True)
    count = len(found.going)
    sessions = f"{count} session{'' if count == 1 else 's'}"
    if not count:
        console.print("There is nothing to remove.")
    elif freed is None:
        console.print(f"{sessions} would go; --yes removes {'it' if count == 1 else 'them'}.")
    else:
        console.print(f"{sessions} removed, {freed / 1e6:.1f} MB freed.")
