"""How the list of sessions looks."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.history.listing import Listed, files_of
from flows.output import visible
from storage.records import SessionRecord

STATE_STYLES = {"running": "cyan", "interrupted": "yellow", "stopped": "yellow"}
if TYPE_CHECKING:
    from flows.history.pruning import Prunable

_FILES = 2
_WIDE = 100
_NARROW = 72


def print_sessions(
    console: Console, sessions: Sequence[Listed], more: int = 0, kind: str | None = None
) -> None:
    """One line for each session; ``more`` of them are not shown. Of a ``kind``, if given."""
    if not sessions and kind is not None:
        console.print(visible(f"No session of the kind {kind} is stored here."), soft_wrap=True)
        return
    if not sessions:
        console.print("No session is stored here; `burnish optimize FILE` makes one.")
        return
    if console.is_terminal:
        console.print(_table(sessions, console.width))
    else:
        for one in sessions:
            console.print("  ".join(_cells(one)), soft_wrap=True)
    if more:
        console.print(f"… and {more} older; --limit {len(sessions) + more} shows all.")


def part_line(one: Listed) -> str:
    """A session as a part of another one, in a line."""
    name, _, state, counts, *_ = _cells(one)
    note = one.overview.record.parent_note
    return "  ".join([note, name, state, counts] if note else [name, state, counts])


def moment(stored: str, *, short: bool = False) -> str:
    """A stored time as the clock on the wall shows it, to the minute; ``short``: without a year."""
    form = "%m-%d %H:%M" if short else "%Y-%m-%d %H:%M"
    return datetime.fromisoformat(stored).astimezone().strftime(form)


def short_files(paths: Sequence[str]) -> str:
    """The names of some files, as many as fit."""
    names = [visible(Path(path).name) for path in paths]
    more = len(names) - _FILES
    return ", ".join(names[:_FILES]) + (f" and {more} more" if more > 0 else "")


def _table(sessions: Sequence[Listed], width: int) -> Table:
    """As many columns as there is room for; the files are cut short before all else."""
    table = Table(box=None, pad_edge=False, header_style="bold", expand=True)
    is_wide, is_narrow = width >= _WIDE, width < _NARROW
    table.add_column("session", no_wrap=True)
    if is_wide:
        table.add_column("kind", no_wrap=True)
    table.add_column("state", no_wrap=True)
    if not is_narrow:
        for column in ("done", "better", "tried"):
            table.add_column(column, justify="right", no_wrap=True)
        table.add_column("when", no_wrap=True)
    table.add_column("files", no_wrap=True, overflow="ellipsis", ratio=1)
    for one in sessions:
        record, overview = one.overview.record, one.overview
        counts = [
            f"{overview.finished}/{overview.theorems}",
            str(overview.improved),
            str(overview.attempts),
            moment(record.updated_at, short=not is_wide),
        ]
        table.add_row(
            record.id,
            *([record.kind] if is_wide else []),
            Text(one.state, style=STATE_STYLES.get(one.state, "")),
            *([] if is_narrow else counts),
            _files(record),
        )
    return table


def _files(record: SessionRecord) -> str:
    origin = f"  (from {record.parent_session_id})" if record.parent_session_id else ""
    return short_files(files_of(record)) + origin


def _cells(one: Listed) -> list[str]:
    record, overview = one.overview.record, one.overview
    counts = (
        f"{overview.finished} of {overview.theorems} theorems done, {overview.improved} improved, "
        f"{overview.attempts} attempts"
    )
    when = moment(record.updated_at)
    return [record.id, record.kind, one.state, counts, when, _files(record)]


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
