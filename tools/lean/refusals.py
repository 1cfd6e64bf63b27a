"""Why a candidate proof is not verified: each rule that refuses one, as a function of its own.

Pure functions of what Lean said and parsed; :mod:`tools.lean.judge` asks Lean and applies them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.errors import LeanCrashed
from tools.lean import gate
from tools.lean.check import SORRY, diagnostics_of
from tools.lean.declarations import Declaration
from tools.lean.messages import Message
from tools.lean.problem import Problem
from tools.lean.suggestions import put_in_place
from tools.lean.verdict import (
    STANDARD_AXIOMS,
    SUGGESTION,
    Diagnostic,
    Inconclusive,
    Rejected,
    Verdict,
)

_TIMEOUT = "(deterministic) timeout"
_LARGEST = 64_000
"""Bytes of a candidate, or 20 times the original where that is more."""


def refused(reason: str) -> Rejected:
    return Rejected((Diagnostic("error", reason, 0, 0),))


def unread(problem: Problem, candidate: str) -> Rejected | None:
    """What is refused before Lean reads it."""
    if not candidate.startswith(problem.statement):
        return refused("the statement's text was changed")
    if "\r" in candidate:
        return refused("the candidate has carriage returns, which Lean counts differently")
    if len(candidate) > max(_LARGEST, 20 * len(problem.text)):
        return refused("the candidate is far too long")
    return None


def objection(problem: Problem, found: Declaration) -> Rejected | None:
    """What is wrong with a candidate's declaration as Lean parsed it."""
    if found.value is None or found.value.start - found.start != problem.value_start:
        return refused("the statement is no longer parsed as it was")
    reason = gate.objection(problem.declaration.syntax, found.syntax)
    return refused(reason) if reason is not None else None


def searching(
    problem: Problem, found: Declaration, candidate: str, suggestions: Sequence[str]
) -> Rejected | None:
    """Refuses a proof that searches when it is compiled, and passes on what the search found."""
    searches = gate.searches(problem.declaration.syntax, found.syntax)
    if not searches:
        return None
    refusal = refused("the proof searches whenever it is compiled")
    better = put_in_place(candidate, searches, suggestions)
    if better is None:
        return refusal
    return Rejected((*refusal.diagnostics, Diagnostic(SUGGESTION, better, 0, 0)))


def forbidden(problem: Problem, axioms: Iterable[str]) -> Rejected | None:
    used = set(axioms)
    if SORRY in used:
        return refused("the proof uses `sorry`")
    new = sorted(used - set(problem.axioms) - STANDARD_AXIOMS)
    return refused(f"the proof rests on new axioms: {', '.join(new)}") if new else None


def by_errors(errors: Sequence[Message], seconds: float) -> Verdict:
    if any(_TIMEOUT in error.text for error in errors):
        return Inconclusive("Lean stopped at its limit of heartbeats", seconds)
    return Rejected(diagnostics_of(errors), seconds)


def crashed(crash: LeanCrashed) -> Inconclusive:
    return Inconclusive(
        f"Lean crashed twice on this candidate alone (status {crash.status}), "
        "though not on the original"
    )
