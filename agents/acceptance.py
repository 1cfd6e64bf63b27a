"""The last word on a search: the best proof that a fresh compile of the whole file accepts."""

from __future__ import annotations

from dataclasses import dataclass, replace

from agents import verdicts
from agents.runtime import RunContext
from storage.records import AttemptRecord
from tools.lean.verdict import Verified


@dataclass(frozen=True)
class Accepted:
    """A proof better than the original, and what Lean said of the file with it in place."""

    attempt: AttemptRecord
    score: float
    verdict: Verified


def accept_best(context: RunContext) -> Accepted | None:
    """The best candidate that Lean confirms; ``None`` if no better proof stands up to it.

    What was confirmed or refused before in this very file is not asked again.
    """
    for one in context.ranked(list(context.attempts().values())):
        if one.score <= context.original_score:
            break
        key = context.problem.final_key(one.attempt.proof)
        known = context.repository.verdicts_for([key]).get(key)
        if known is not None and known.kind != "inconclusive":
            verdict = verdicts.from_record(known)
        else:
            verdict = context.judge.confirm(context.problem, one.attempt.proof)
            context.repository.record_verdicts([verdicts.to_record(key, "final", verdict)])
        if isinstance(verdict, Verified):
            # The last word's time is that of the whole file; the declaration's own was screened.
            screened = context.problem.verdict_key(one.attempt.proof)
            seconds = context.repository.verdicts_for([screened])[screened].seconds
            return Accepted(one.attempt, one.score, replace(verdict, seconds=seconds))
    return None
