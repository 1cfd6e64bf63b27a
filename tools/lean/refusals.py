"""Why a candidate proof is not verified: each rule that refuses one, as a function of its own.

Pure functions of what Lean said and parsed; :mod:`tools.lean.judge` asks Lean and applies them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from tools.errors import LeanCrashed
from tools.lean import gate
from tools.lean.check import SORRY, diagnostics_of
from tools.lean.declarations import Declaration
from tools.lean.first_look import hidden
from tools.lean.local_declarations import altered
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

_LIMITS = {
    "heartbeats": re.compile(r"\(deterministic\) timeout|\(kernel\) deterministic timeout"),
    "recursion depth": re.compile(r"maximum recursion depth (?:has been )?reached"),
    "stack": re.compile(r"deep recursion (?:was )?detected|[Ss]tack overflow detected"),
    "memory": re.compile(r"excessive memory consumption (?:was )?detected|out of memory"),
    "time (it was interrupted)": re.compile(r"\(kernel\) interrupted|^interrupted\s*$"),
}
"""By the words that Lean uses for them in 4.35 and before."""
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
    value = candidate[len(problem.statement) :]
    reason = hidden(value, problem.original, problem.source.text)
    if reason is None and value != value.rstrip():
        reason = "the candidate ends in white space"
    return refused(reason) if reason is not None else None


def objection(problem: Problem, found: Declaration) -> Rejected | None:
    """What is wrong with a candidate's declaration as Lean parsed it."""
    if found.value is None or found.value.start - found.start != problem.value_start:
        return refused("the statement is no longer parsed as it was")
    original = problem.declaration
    assert original.value is not None, "a problem is made of a declaration with a value only"
    if _after_value(found) != _after_value(original):
        return refused("the declaration has other parts after its value (`deriving`)")
    reason = gate.objection(original.value, found.value)
    if reason is None:
        reason = altered(problem.local_declarations, found.value)
    return refused(reason) if reason is not None else None


def disturbs(problem: Problem, found: Declaration) -> bool:
    """Whether a candidate may have changed what Lean said of those after it in the same run."""
    original = problem.declaration.value
    if original is None or found.value is None:
        return True
    return gate.disturbs(original, found.value)


def _after_value(declaration: Declaration) -> list[str]:
    value, body = declaration.value, declaration.body
    parts = [child for child in body.children if value and child.start >= value.end]
    return [token.value for part in parts for token in part.tokens()]


def searching(
    problem: Problem, found: Declaration, candidate: str, suggestions: Sequence[str]
) -> Rejected | None:
    """Refuses a proof that searches when it is compiled, and passes on what the search found."""
    searches = "?" in candidate and gate.searches(problem.declaration.syntax, found.syntax)
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
    """The verdict on what Lean has errors about: inconclusive where Lean stopped at a limit.

    A limit's message may stand inside of a tactic's own, so it is looked for anywhere. A proof can
    say the same words (``fail "…"``) and so pass for stopped instead of wrong; it gains nothing by
    that, since nothing with an error is verified.
    """
    for error in errors:
        for limit, told in _LIMITS.items():
            if told.search(error.text):
                return Inconclusive(f"Lean stopped at its limit of {limit}", seconds)
    return Rejected(diagnostics_of(errors), seconds)


def crashed(crash: LeanCrashed) -> Inconclusive:
    return Inconclusive(
        f"Lean crashed twice on this candidate alone (status {crash.status}), "
        "though not on the original"
    )
