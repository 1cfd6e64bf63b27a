"""How the answer of `burnish judge` looks to people: a line for each candidate, and below it why.

The same on a terminal and when piped, colours apart.
"""

from __future__ import annotations

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from flows.judging import Judged, Judgement
from flows.output import visible
from tools.lean.candidates import Candidate
from tools.lean.verdict import SUGGESTION, Diagnostic, Inconclusive, Rejected, Verified

_MARKS = {"verified": ("✓", "green"), "rejected": ("✗", "red"), "inconclusive": ("?", "yellow")}
_INDENT = "    "
_RULE = "│ "
_LINES = 40
_LONGEST = 2_000
"""Bounds of a message on the screen, in lines and in characters of a line."""


def print_judgement(console: Console, judgement: Judgement) -> None:
    """The verdict on each candidate, with each complaint under its line of source."""
    for judged in judgement.judged:
        print_judged(console, judged)
    if judgement.hint:
        console.print(judgement.hint, soft_wrap=True)
    console.print(_summary(judgement), soft_wrap=True)


def print_judged(console: Console, judged: Judged) -> None:
    """The line for one candidate, and below it why it is not verified, or on what that rests."""
    mark, style = _MARKS[judged.verdict.kind]
    line = Text(f"{mark} ", style=style)
    line.append(visible(judged.candidate.label), style="bold")
    line.append("  ")
    line.append(judged.verdict.kind, style=style)
    match judged.verdict:
        case Verified(axioms, seconds):
            line.append(f"  axioms: {', '.join(axioms) or 'none'}  {seconds:.3f} s", style="dim")
    console.print(line, soft_wrap=True)
    match judged.verdict:
        case Verified(caveat=caveat) if caveat:
            console.print(_indented(judged.reason), soft_wrap=True)
        case Rejected(diagnostics):
            for diagnostic in diagnostics:
                _print_diagnostic(console, judged.candidate, diagnostic)
        case Inconclusive(reason):
            console.print(_indented(reason), soft_wrap=True)


def _print_diagnostic(console: Console, candidate: Candidate, diagnostic: Diagnostic) -> None:
    if diagnostic.severity == SUGGESTION:
        console.print(_indented("Lean's search suggests:"), soft_wrap=True)
        console.print(_indented(diagnostic.text, 2), soft_wrap=True)
        return
    place = ""
    if diagnostic.line >= 1:
        place = f"{candidate.label}:{diagnostic.line}:{diagnostic.column + 1}: "
    console.print(_indented(place + _shortened(diagnostic.text)), soft_wrap=True)
    lines = candidate.text.split("\n")
    if 1 <= diagnostic.line <= len(lines):
        _print_source(console, lines[diagnostic.line - 1], diagnostic.column)


def _print_source(console: Console, line: str, column: int) -> None:
    """The line of source with a mark below the column; of a long line the part around it."""
    room = max(console.width - 2 * len(_INDENT) - len(_RULE), 20)
    start = max(column - room // 2, 0) if len(line) > room else 0
    before, rest = (visible(p).replace("\t", " ") for p in (line[start:column], line[column:]))
    source = (before + rest)[:room]
    for shown in (source, " " * cell_len(before) + "^"):
        console.print(Text(_indented(_RULE + shown, 2), style="dim"), soft_wrap=True)


def _shortened(text: str) -> str:
    lines = text.strip().split("\n")
    if len(lines) > _LINES:
        lines[_LINES:] = [f"… and {len(lines) - _LINES} more lines, which --json shows"]
    return "\n".join(line if len(line) <= _LONGEST else line[:_LONGEST] + " …" for line in lines)


def _indented(text: str, times: int = 1) -> str:
    return "\n".join(_INDENT * times + visible(line) for line in text.split("\n"))


def _summary(judgement: Judgement) -> str:
    verified = sum(one.verdict.kind == "verified" for one in judgement.judged)
    theorem = judgement.judged[0].theorem
    return (
        f"{verified} of {len(judgement.judged)} candidates for {theorem} verified "
        f"by Lean {judgement.toolchain.version} in {judgement.seconds:.2f} s"
    )
