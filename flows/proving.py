"""From a theorem whose proof does not check to the problem of proving it.

The problem's original is the statement with ``sorry`` for a proof, so that Lean says what is stated
and a candidate is held against that like any other. That ``sorry`` pardons nothing: a candidate
that says it, or rests on it in any way, is refused as ever.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from flows.file_reports import ask_lean
from storage.repository import Repository
from tools.lean.analysis import Analysis, errors_within
from tools.lean.check import SORRY
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.problem import Problem
from tools.rewriting.proving.draft import Draft
from tools.rewriting.view import NotOneProof, view_of

_OPEN = ":= by sorry"


@dataclass(frozen=True)
class OpenTheorem:
    """A statement that is to be proved."""

    problem: Problem
    """In the file with ``sorry`` in the place of the proof."""
    analysis: Analysis
    """Of that file."""
    draft: Draft | None
    """The proof that does not check, if Lean could read it."""


def open_theorem(
    repository: Repository, lean: Lean, path: Path, analysis: Analysis, declaration: Declaration
) -> OpenTheorem | str:
    """The problem of proving a theorem of an analysed file; or, as a sentence, why there is none.

    Raises what :func:`flows.file_reports.ask_lean` raises.
    """
    value, source = declaration.value, analysis.source
    if value is None:
        return "Lean finds no proof in it that could be replaced."
    text = source.splice(value.start, declaration.end, _OPEN)
    without, reports = ask_lean(repository, lean, path, text)
    pairs = zip(without.declarations, reports, strict=True)
    place = (declaration.name, declaration.start)
    found = next(((d, r) for d, r in pairs if (d.name, d.start) == place), None)
    if found is None:
        return "without its proof, Lean does not read it as it did."
    stated, report = found
    span = (stated.start, _next_command(without, stated))
    error = next(errors_within(text, without.diagnostics, *span), None)
    if error is not None:
        # What Lean cannot read of a proof it passes over, so that it would stay in the file.
        said = error.text.strip().partition("\n")[0]
        line = source.position(_place(analysis, declaration, without, error)).line
        return (
            f"there is an error beside its proof (line {line}: {said}); mend the statement, and "
            "write `sorry` for what Lean cannot read of the proof."
        )
    fresh = _first_new_error(analysis, declaration, without)
    if fresh is not None:
        return (
            f"without its proof there is an error in line {fresh}, so that something else in the "
            "file rests on it (a `where` declaration of it, perhaps)."
        )
    if report.statement is None or stated.value is None:
        return "Lean does not say what it states."
    problem = Problem(
        source=text,
        declaration=stated,
        lean_fingerprint=lean.fingerprint,
        statement_type=report.statement,
        axioms=tuple(axiom for axiom in report.axioms or () if axiom != SORRY),
    )
    return OpenTheorem(problem, without, _draft(analysis, declaration))


def _first_new_error(analysis: Analysis, declaration: Declaration, without: Analysis) -> int | None:
    """The line of the file at which there is an error only ``without`` a declaration's proof."""
    known = {analysis.source.offset(message.start) for message in _errors(analysis)}
    for message in _errors(without):
        place = _place(analysis, declaration, without, message)
        if not declaration.start <= place < declaration.end and place not in known:
            return analysis.source.position(place).line
    return None


def _place(
    analysis: Analysis, declaration: Declaration, without: Analysis, message: Message
) -> int:
    """Where a message about the file ``without`` a proof stands in the file itself (bytes)."""
    growth = len(without.source.data) - len(analysis.source.data)
    place = without.source.offset(message.start)
    return place - growth if place >= declaration.end + growth else place


def _errors(analysis: Analysis) -> list[Message]:
    return [message for message in analysis.diagnostics if message.severity == "error"]


def _draft(analysis: Analysis, declaration: Declaration) -> Draft | None:
    try:
        view = view_of(analysis.source, declaration)
    except NotOneProof:
        return None
    errors = errors_within(
        analysis.source, analysis.diagnostics, declaration.start, declaration.end
    )
    places = (analysis.source.offset(error.start) - declaration.start for error in errors)
    return Draft(view, tuple(sorted(set(places))))


def _next_command(analysis: Analysis, declaration: Declaration) -> int:
    """Where the command behind a declaration begins; behind the file's end for the last one."""
    starts = [command.syntax.start for command in analysis.commands]
    later = [start for start in starts if start >= declaration.command.end]
    return min(later, default=len(analysis.source.data) + 1)
