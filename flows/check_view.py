"""How the answer of `burnish check` looks: a table on a terminal, lines when piped, JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.checking import Checked
from tools.lean.check import Report
from tools.lean.verdict import Inconclusive, Rejected

_STYLES = {"verified": "green", "rejected": "red", "inconclusive": "yellow"}


def as_object(checked: Checked) -> dict[str, Any]:
    """The answer as one JSON object."""
    return {
        "file": str(checked.path),
        "lean": checked.lean,
        "declarations": [
            {
                "name": report.name,
                "keyword": report.keyword,
                "line": report.line,
                "verdict": report.verdict.kind,
                "axioms": list(report.axioms) if report.axioms is not None else None,
                "seconds": report.seconds,
                "diagnostics": _diagnostics(report),
            }
            for report in checked.reports
        ],
        "diagnostics": [message.to_json() for message in checked.elsewhere],
        "limit": checked.limit or None,
        "hint": checked.hint,
        "seconds": checked.seconds,
    }


def print_checked(console: Console, checked: Checked) -> None:
    """The verdicts, then each complaint with its place, then the count."""
    if console.is_terminal:
        console.print(_table(checked))
    else:
        for report in checked.reports:
            console.print(_line(checked, report), soft_wrap=True)
    for report in checked.reports:
        for told in _diagnostics(report):
            place = f"{checked.path}:{told['line']}:{told['column'] + 1}"
            console.print(f"{place}: {told['text'].strip()}", soft_wrap=True)
    for message in checked.elsewhere:
        console.print(f"{checked.path}:{message.start}: {message.text.strip()}", soft_wrap=True)
    if checked.limit:
        console.print(
            f"{checked.path}: Lean was stopped at {checked.limit} before the end of the file; "
            "what stands below was not looked at. BURNISH_LEAN_SECONDS raises the limit.",
            soft_wrap=True,
        )
    if checked.hint:
        console.print(checked.hint, soft_wrap=True)
    console.print(_summary(checked), soft_wrap=True)


def _table(checked: Checked) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("line", justify="right")
    table.add_column("declaration", overflow="fold", no_wrap=True)
    table.add_column("verdict")
    table.add_column("axioms", overflow="fold")
    table.add_column("seconds", justify="right")
    for report in checked.reports:
        table.add_row(
            Text(str(report.line)),
            Text(_name(report)),
            Text(report.verdict.kind, style=_STYLES[report.verdict.kind]),
            Text(_axioms(report.axioms)),
            Text(f"{report.seconds:.3f}"),
        )
    return table


def _line(checked: Checked, report: Report) -> str:
    place = f"{checked.path}:{report.line}"
    parts = [place, _name(report), report.verdict.kind, f"axioms: {_axioms(report.axioms)}"]
    return "  ".join([*parts, f"{report.seconds:.3f} s"])


def _name(report: Report) -> str:
    return report.name or f"({report.keyword})"


def _axioms(axioms: Sequence[str] | None) -> str:
    if axioms is None:
        return "unknown"
    return ", ".join(axioms) or "none"


def _diagnostics(report: Report) -> list[dict[str, Any]]:
    match report.verdict:
        case Rejected(diagnostics):
            return [diagnostic.to_json() for diagnostic in diagnostics]
        case Inconclusive(reason):
            return [{"severity": "unknown", "text": reason, "line": report.line, "column": 0}]
    return []


def _summary(checked: Checked) -> str:
    verified = sum(report.verdict.kind == "verified" for report in checked.reports)
    total = len(checked.reports)
    count = f"{verified} of {total} declarations verified" if total else "No declarations"
    return f"{count} by Lean {checked.lean['version']} in {checked.seconds:.2f} s"
