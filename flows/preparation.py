"""From a file to the problems in it: the theorems that were asked for, as Lean sees them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from flows.file_reports import ask_lean
from flows.proving import OpenTheorem, open_theorem
from flows.targets import embedded_hint, errors_elsewhere, find_declaration, require_lean
from storage.repository import Repository
from tools.errors import UserInputError
from tools.lean.analysis import Analysis
from tools.lean.check import Report
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.lexer import tokens
from tools.lean.problem import Problem
from tools.lean.source import Source
from tools.lean.verdict import Inconclusive, Rejected, Verdict, Verified


@dataclass(frozen=True)
class Theorem:
    """A theorem that was asked for, and what Lean says of it as it stands."""

    declaration: Declaration
    report: Report
    problem: Problem | None
    """``None`` if it does not check, or is not of a form that can be optimized."""
    obstacle: str
    """Why there is no problem, for people; empty if there is one."""
    open: OpenTheorem | None = None
    """Where a proof is to be found and not to be made better."""


@dataclass(frozen=True)
class PreparedFile:
    """A file as Lean sees it, and the theorems in it that were asked for."""

    path: Path
    analysis: Analysis
    theorems: tuple[Theorem, ...]

    @property
    def header(self) -> str:
        """The text before the first command: the imports."""
        commands = self.analysis.commands
        end = commands[0].syntax.start if commands else 0
        return self.analysis.source.slice(0, end)


def prepare(
    repository: Repository,
    lean: Lean,
    path: Path,
    source: Source,
    names: Sequence[str],
    purpose: str = "optimized",
    *,
    proving: bool = False,
) -> PreparedFile:
    """The named theorems of a file, or all of them if none is named.

    ``purpose`` is what they cannot be, in the message on a theorem that does not check. When
    ``proving``, one that does not check is a problem too, if Lean can read what it states.
    Raises :class:`UserInputError` for a name that is not there, is no theorem or does not check,
    and for a text that is no Lean file.
    """
    analysis, reports = ask_lean(repository, lean, path, source)
    require_lean(path, analysis)
    _refuse_prelude(path, analysis)
    if names:
        chosen = [_named(path, analysis, name, purpose) for name in dict.fromkeys(names)]
    else:
        chosen = [d for d in analysis.declarations if d.is_theorem and d.name]
    report_of = {id(d): r for d, r in zip(analysis.declarations, reports, strict=True)}
    theorems = tuple(_theorem(source, lean.fingerprint, d, report_of[id(d)]) for d in chosen)
    if proving:
        theorems = tuple(_opened(repository, lean, path, analysis, one) for one in theorems)
    for theorem in theorems:
        if names and theorem.problem is None:
            place = analysis.source.position(theorem.declaration.start)
            raise UserInputError(
                f"{path}:{place.line}: {theorem.declaration.name} cannot be {purpose}: "
                f"{theorem.obstacle}"
            )
    return PreparedFile(path, analysis, theorems)


def complaints(
    repository: Repository,
    lean: Lean,
    path: Path,
    source: Source,
    proved: Collection[tuple[int, str]] = (),
) -> tuple[str, ...]:
    """What does not check in a file beside its theorems, a line each, with places.

    Nothing is said of theorems that were ``proved`` since, given by line and name.

    Includes text that Lean could not read at all, of which no theorem tells. Ends with a hint
    where the Lean in use may be to blame. Asks Lean nothing about a file that was prepared.
    """
    analysis, reports = ask_lean(repository, lean, path, source)
    told = [
        (message.start.line, message.start.column, message.text)
        for message in errors_elsewhere(analysis)
    ]
    texts = [text for _, _, text in told]
    for declaration, report in zip(analysis.declarations, reports, strict=True):
        if isinstance(report.verdict, Rejected) and (report.line, report.name) not in proved:
            first = report.verdict.diagnostics[0]
            texts.append(first.text)
            if not (declaration.is_theorem and declaration.name):
                told.append((first.line, first.column, first.text))
    lines = [
        f"{path}:{line}:{column + 1}: {text.strip().splitlines()[0]}"
        for line, column, text in sorted(told)
    ]
    hint = embedded_hint(lean.fingerprint, texts)
    return (*lines, hint) if hint is not None else tuple(lines)


def _refuse_prelude(path: Path, analysis: Analysis) -> None:
    """Lean's kernel computes some functions by name; such a file can declare them otherwise."""
    end = analysis.commands[0].syntax.start if analysis.commands else 0
    words = (token.text for token in tokens(analysis.source.slice(0, end)))
    if "prelude" in words:
        raise UserInputError(
            f"{path} begins with `prelude`, so that names which Lean's kernel computes by itself "
            "(`Nat.land`, …) may mean something else there; Burnish judges no proofs in it."
        )


def _named(path: Path, analysis: Analysis, name: str, purpose: str) -> Declaration:
    declaration = find_declaration(path, analysis.declarations, name)
    if not declaration.is_theorem:
        raise UserInputError(
            f"{path}: {declaration.name} is declared by `{declaration.keyword}`; only theorems can "
            f"be {purpose}."
        )
    return declaration


def _theorem(source: Source, fingerprint: str, declaration: Declaration, report: Report) -> Theorem:
    obstacle = _obstacle(declaration, report.verdict)
    if obstacle or report.statement is None:
        why = obstacle or "Lean does not say what it states."
        return Theorem(declaration, report, None, why)
    problem = Problem(
        source=source,
        declaration=declaration,
        lean_fingerprint=fingerprint,
        statement_type=report.statement,
        axioms=report.axioms or (),
    )
    return Theorem(declaration, report, problem, "")


def _opened(
    repository: Repository, lean: Lean, path: Path, analysis: Analysis, theorem: Theorem
) -> Theorem:
    """The theorem with its statement as the problem, if its proof does not check."""
    if not isinstance(theorem.report.verdict, Rejected):
        return theorem
    opened = open_theorem(repository, lean, path, analysis, theorem.declaration)
    if isinstance(opened, str):
        return replace(theorem, obstacle=f"{theorem.obstacle} It cannot be proved anew: {opened}")
    return replace(theorem, problem=opened.problem, obstacle="", open=opened)


def _obstacle(declaration: Declaration, verdict: Verdict) -> str:
    match verdict:
        case Rejected(diagnostics):
            first = diagnostics[0]
            told = " ".join(first.text.splitlines()[:1])
            return f"it does not check to begin with (line {first.line}: {told})."
        case Inconclusive(reason):
            return f"Lean gives no verdict on it as it stands: {reason}."
        case Verified():
            return "" if declaration.value is not None else "it has no proof of its own."
