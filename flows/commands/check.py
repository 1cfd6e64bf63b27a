"""`burnish check`: a verdict of Lean for each declaration of a file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import Console

    from flows.checking import Checked
    from tools.lean.check import Report

_STYLES = {"verified": "green", "rejected": "red", "inconclusive": "yellow"}


def check(
    target: Annotated[str, typer.Argument(metavar="FILE[:NAME]", help="The Lean file.")],
    lean: Annotated[
        str | None, typer.Option("--lean", help="A Lean binary, toolchain folder, or `embedded`.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say for each declaration whether Lean accepts it, on which axioms, and how fast.

    Exit status 0 if all is verified, 1 if something does not check, 2 if the input is at fault.

    Example: burnish check examples/Logic.lean
    """
    from flows.checking import check_target
    from flows.output import print_json, progress, result_console
    from flows.settings import read_settings
    from flows.targets import parse_target

    checked = check_target(parse_target(target), read_settings(), lean, progress)
    if as_json:
        print_json(_as_json(checked))
    else:
        _print(result_console(), checked)
    if not checked.all_verified:
        raise typer.Exit(1)


def _as_json(checked: Checked) -> dict[str, Any]:
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
        "seconds": checked.seconds,
    }


def _diagnostics(report: Report) -> list[dict[str, Any]]:
    from tools.lean.verdict import Inconclusive, Rejected

    match report.verdict:
        case Rejected(diagnostics):
            return [diagnostic.to_json() for diagnostic in diagnostics]
        case Inconclusive(reason):
            return [{"severity": "none", "text": reason, "line": report.line, "column": 0}]
    return []


def _print(console: Console, checked: Checked) -> None:
    if console.is_terminal:
        _print_table(console, checked)
    else:
        for report in checked.reports:
            console.print(_plain(checked, report), soft_wrap=True)
    for report in checked.reports:
        for told in _diagnostics(report):
            place = f"{checked.path}:{told['line']}:{told['column'] + 1}"
            console.print(f"{place}: {told['text'].strip()}", soft_wrap=True)
    for message in checked.elsewhere:
        console.print(f"{checked.path}:{message.start}: {message.text.strip()}", soft_wrap=True)
    console.print(_summary(checked), soft_wrap=True)


def _print_table(console: Console, checked: Checked) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("line", justify="right")
    table.add_column("declaration", overflow="fold")
    table.add_column("verdict")
    table.add_column("axioms", overflow="fold")
    table.add_column("seconds", justify="right")
    for report in checked.reports:
        table.add_row(
            Text(str(report.line)),
            Text(report.name or f"({report.keyword})"),
            Text(report.verdict.kind, style=_STYLES[report.verdict.kind]),
            Text(_axioms(report.axioms)),
            Text(f"{report.seconds:.3f}"),
        )
    console.print(table)


def _plain(checked: Checked, report: Report) -> str:
    name = report.name or f"({report.keyword})"
    parts = [f"{checked.path}:{report.line}", name, report.verdict.kind, _axioms(report.axioms)]
    return "  ".join([*parts, f"{report.seconds:.3f} s"])


def _axioms(axioms: Sequence[str] | None) -> str:
    if axioms is None:
        return "-"
    return ", ".join(axioms) or "none"


def _summary(checked: Checked) -> str:
    verified = sum(report.verdict.kind == "verified" for report in checked.reports)
    total = len(checked.reports)
    count = f"{verified} of {total} declarations verified" if total else "no declarations"
    return f"{count} by Lean {checked.lean['version']} in {checked.seconds:.2f} s"
