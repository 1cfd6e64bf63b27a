"""A verdict for each declaration of a file.

Lean runs twice: once to learn what the file is, once with the questions of
:mod:`tools.lean.audit` below it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from tools.lean import audit
from tools.lean import verdict as verdicts
from tools.lean.analysis import Analysis, errors_within
from tools.lean.declarations import Declaration
from tools.lean.gate import KERNEL_OFF, options_set, says_sorry
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.source import Source
from tools.lean.verdict import Diagnostic, Inconclusive, Rejected, Verdict, Verified

SORRY = "sorryAx"


@dataclass(frozen=True)
class Report:
    """What Lean says of one declaration of a file."""

    name: str
    """Full name; empty for declarations without one."""
    keyword: str
    line: int
    """Where the declaration begins, counted from 1."""
    verdict: Verdict
    axioms: tuple[str, ...] | None
    """``None`` where Lean could not be asked: no name, or it was not added."""
    statement: str | None
    """The elaborated type with nothing implicit, as Lean prints it."""
    seconds: float

    def to_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "keyword": self.keyword,
            "line": self.line,
            "verdict": verdicts.to_json(self.verdict),
            "axioms": None if self.axioms is None else list(self.axioms),
            "statement": self.statement,
            "seconds": self.seconds,
        }

    @staticmethod
    def from_json(record: dict[str, Any]) -> Report:
        axioms = record["axioms"]
        return Report(
            name=record["name"],
            keyword=record["keyword"],
            line=record["line"],
            verdict=verdicts.from_json(record["verdict"]),
            axioms=None if axioms is None else tuple(axioms),
            statement=record["statement"],
            seconds=record["seconds"],
        )


def check(lean: Lean, analysis: Analysis) -> tuple[Report, ...]:
    """A report for each declaration of an analysed file, in source order.

    Raises what :meth:`tools.lean.lean.Lean.run` raises.
    """
    names = [d.name for d in analysis.declarations if d.name]
    asked = audit.append_audit(analysis.source, names)
    run = lean.run(asked.text, ("maxErrors=0", "pp.fullNames=true"))
    answers = asked.answers(run.messages)
    # The second run's messages are the readable ones: the first prints terms raw.
    errors = [m for m in run.messages if m.severity == "error"]
    limit = f"Lean was stopped at its limit of {run.limit}" if not run.complete else ""
    unchecked_from = _kernel_off_from(analysis)
    return tuple(
        _report(analysis, declaration, answers.get(declaration.name), errors, limit, unchecked_from)
        for declaration in analysis.declarations
    )


def diagnostics_of(messages: Iterable[Message]) -> tuple[Diagnostic, ...]:
    """Messages as diagnostics of a verdict."""
    return tuple(Diagnostic(m.severity, m.text, m.start.line, m.start.column) for m in messages)


def _report(
    analysis: Analysis,
    declaration: Declaration,
    answer: audit.Audit | None,
    errors: Sequence[Message],
    limit: str,
    unchecked_from: int,
) -> Report:
    seconds = analysis.seconds_of(declaration)
    command = declaration.command
    span = declaration.syntax if command.kind == "Command.mutual" else command
    own = list(errors_within(analysis.source, errors, span.start, span.end + 1))
    axioms = answer.axioms if answer is not None else None
    verdict: Verdict
    if own:
        verdict = Rejected(diagnostics_of(own), seconds)
    elif (axioms is not None and SORRY in axioms) or uses_sorry(
        analysis.source, analysis.diagnostics, declaration
    ):
        verdict = Rejected((_sorry(analysis, declaration),), seconds)
    elif declaration.start >= unchecked_from:
        verdict = Inconclusive(f"{KERNEL_OFF} is set: Lean's kernel may not have checked it")
    elif axioms is None and (declaration.name or limit):
        verdict = Inconclusive(limit or f"Lean did not confirm {declaration.name}", seconds)
    else:
        verdict = Verified(axioms or (), seconds)
    return Report(
        name=declaration.name,
        keyword=declaration.keyword,
        line=analysis.source.position(declaration.start).line,
        verdict=verdict,
        axioms=axioms,
        statement=answer.statement if answer is not None else None,
        seconds=seconds,
    )


def uses_sorry(source: Source, messages: Iterable[Message], declaration: Declaration) -> bool:
    """Whether ``sorry`` stands in a declaration, or Lean warns of one in it or its helpers."""
    return says_sorry(declaration.syntax) or any(
        message.warns_of_sorry
        for message in messages
        if declaration.start <= source.offset(message.start) < declaration.end
    )


def _kernel_off_from(analysis: Analysis) -> int:
    """Where the first command begins that touches the kernel's switch; the file's end if none."""
    for command in analysis.commands:
        if any(name == KERNEL_OFF for _, name in options_set([command.syntax])):
            return command.syntax.start
    return len(analysis.source.data)


def _sorry(analysis: Analysis, declaration: Declaration) -> Diagnostic:
    place = analysis.source.position(declaration.start)
    return Diagnostic("error", "the proof uses `sorry`", place.line, place.column)
