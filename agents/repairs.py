"""The nearest miss: the rejected proof that is worth one more try, with Lean's diagnostics.

Only one, and once: published figures say that sampling again beats repairing
(ProofOptimizer, arXiv 2510.15700, where 4.8% of repairs beat the best sample).
"""

from __future__ import annotations

from collections.abc import Sequence

from agents import verdicts
from agents.runtime import RunContext
from agents.state import ORIGINAL
from storage.records import AttemptRecord
from tools.lean.verdict import Rejected

_ERROR = "error"


def rejection(context: RunContext, attempt: AttemptRecord) -> Rejected | None:
    """Lean's verdict on an attempt, if it is a rejection."""
    key = context.problem.verdict_key(attempt.proof)
    record = context.repository.verdicts_for([key]).get(key)
    verdict = None if record is None else verdicts.from_record(record)
    return verdict if isinstance(verdict, Rejected) else None


def nearest_miss(context: RunContext, attempts: Sequence[AttemptRecord]) -> int:
    """The rejected attempt with the fewest errors; of equals, where the first comes latest.

    :data:`ORIGINAL` if none was rejected by Lean at a place in its text.
    """
    missed: list[tuple[int, float, int]] = []
    for attempt in attempts:
        verdict = rejection(context, attempt)
        told = verdict.diagnostics if verdict is not None else ()
        errors = [one for one in told if one.severity == _ERROR]
        # A refusal before Lean read it has no place, and nothing that a repair could go by.
        if errors and attempt.id is not None and errors[0].line > 0:
            lines = attempt.proof.count("\n") + 1
            missed.append((len(errors), -errors[0].line / lines, attempt.id))
    return min(missed)[2] if missed else ORIGINAL
