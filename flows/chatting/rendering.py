"""How a turn of a chat looks to people: the verdict, the diff, the metrics, the nearest miss."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console, JustifyMethod, RenderableType
from rich.padding import Padding
from rich.syntax import Syntax
from rich.table import Table
from rich.text import Text

from agents.chat.outcome import Change, Miss, Outcome
from flows.chatting.chat import Played
from flows.chatting.script import diff_of
from flows.output import visible

_MARKS = {
    "verified": ("✓", "green"),
    "nothing": ("✗", "yellow"),
    "information": ("", ""),
    "question": ("?", "cyan"),
    "stopped": ("■", "red"),
}
_DIFF_STYLES = {"+": "green", "-": "red", "@": "cyan"}
_LINES = 20
"""Of one complaint of Lean's."""
_INDENT = 4


def print_played(console: Console, played: Played) -> None:
    """What came of a turn."""
    outcome = played.outcome
    mark, style = _MARKS[outcome.kind]
    said = "green" if outcome.kind == "verified" else ""
    line = Text.assemble(
        (f"{mark} " if mark else "", f"bold {style}"), (visible(outcome.text), said)
    )
    if outcome.kind == "question":  # what it is about stands before it
        _print_diff(console, diff_of(outcome))
        console.print(line)
        return
    console.print(line)
    if outcome.kind == "verified":
        console.print(Text(f"  {_said(outcome, played.seconds)}", style="dim"))
    _print_diff(console, diff_of(outcome))
    if outcome.changes:
        print_changes(console, outcome.changes)
    if outcome.miss is not None:
        print_miss(console, outcome.miss)
    if outcome.listing:
        print_code(console, outcome.listing, numbered=outcome.is_code)
    if outcome.rows:
        rows = Table.grid(padding=(0, 2, 0, 0))
        rows.add_column(no_wrap=True, style="bold")
        rows.add_column()
        for left, right in outcome.rows:
            rows.add_row(Text(visible(left)), Text(visible(right)))
        _inset(console, rows, 2)


def print_code(console: Console, code: str, *, numbered: bool = True) -> None:
    """Lean code with its colours, and with its lines numbered as commands count them."""
    console.print(
        Syntax(
            visible(code),
            "lean4",
            theme="ansi_dark",
            background_color="default",
            line_numbers=numbered,
            word_wrap=True,
        )
    )


def print_changes(console: Console, changes: Sequence[Change]) -> None:
    """The metrics that changed, a line each, those of the objective marked; then the others."""
    changed = [one for one in changes if one.before != one.after or one.objective]
    table = Table(box=None, pad_edge=False, show_header=False)
    for name in ("mark", "metric", "before", "arrow", "after", "by"):
        justify: JustifyMethod = "right" if name in ("before", "after") else "left"
        # On a narrow terminal a name breaks and does not lose its end.
        table.add_column(name, justify=justify, overflow="fold")
    for one in changed:
        gain = None if one.before is None or one.after is None else one.after - one.before
        style = "" if not gain else "green" if gain > 0 else "red"
        by = "" if gain is None else "=" if not gain else _short(gain, "+")
        table.add_row(
            "*" if one.objective else "",
            one.metric,
            _number(one.before),
            "→",
            Text(_number(one.after), style=style),
            Text(by, style=style),
        )
    _inset(console, table, 2)
    same = [f"{one.metric} {_number(one.after)}" for one in changes if one not in changed]
    if same:
        _inset(console, Text("unchanged: " + ", ".join(same), style="dim"), 4)


def print_miss(console: Console, miss: Miss) -> None:
    """The nearest miss: each complaint under its place, with the line of the text that it is in."""
    if miss.verdict == "inconclusive":
        text = f"Lean gave no verdict on it: {visible(miss.reason)}"
        _inset(console, Text(text, style="yellow"), _INDENT)
        return
    lines = miss.text.split("\n")
    for one in miss.diagnostics:
        number, column = int(one["line"]), int(one["column"])
        place = f"line {number}, column {column + 1}: " if number >= 1 else ""
        said = str(one["text"]).strip().split("\n")
        if len(said) > _LINES:
            said = [*said[:_LINES], f"… and {len(said) - _LINES} more lines"]
        _inset(console, Text(place + visible("\n".join(said))), _INDENT)
        if 1 <= number <= len(lines):
            _print_source(console, lines[number - 1], column)


def _inset(console: Console, shown: RenderableType, columns: int) -> None:
    console.print(Padding(shown, (0, 0, 0, columns), expand=False))


def _print_source(console: Console, line: str, column: int) -> None:
    """A line with a mark below the column; of a long one the part around it."""
    room = max(console.width - 2 * _INDENT - 3, 20)
    start = max(column - room // 2, 0) if len(line) > room else 0
    before, rest = (visible(p).replace("\t", " ") for p in (line[start:column], line[column:]))
    for shown in ((before + rest)[:room], " " * cell_len(before) + "^"):
        console.print(Text(" " * 2 * _INDENT + "│ " + shown, style="dim"), soft_wrap=True)


def _print_diff(console: Console, diff: str) -> None:
    for line in diff.split("\n") if diff else ():
        if not line.startswith("@@"):
            shown = Text(visible(line), style=_DIFF_STYLES.get(line[:1], "dim"))
            _inset(console, shown, 2)


def _said(outcome: Outcome, seconds: float) -> str:
    axioms = ", ".join(outcome.axioms) or "none"
    tried = f"{outcome.tried} tried" if outcome.tried > 1 else "one tried"
    caveat = f"; the proof {outcome.caveat}" if outcome.caveat else ""
    return (
        f"Lean: verified, statement unchanged, axioms: {axioms}{caveat}; {tried}, {seconds:.1f} s"
    )


def _number(value: float | None) -> str:
    return "-" if value is None else _short(value)


def _short(value: float, sign: str = "") -> str:
    """Whole numbers whole, others with three decimals at most."""
    if value == int(value):
        return f"{value:{sign}.0f}"
    return f"{value:{sign}.3f}".rstrip("0")
