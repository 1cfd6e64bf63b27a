"""The last word on a search: the best proof that a fresh compile of the whole file accepts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from agents import verdicts
from agents.runtime import RunContext, Score
from storage.records import AttemptRecord
from tools.lean.verdict import Verdict, Verified


@dataclass(frozen=True)
class Accepted:
    """A proof better than the original, and what Lean said of the file with it in place."""

    attempt: AttemptRecord
    score: Score
    verdict: Verified
    values: Mapping[str, float]
    """Of the metrics."""


def accept_best(context: RunContext) -> Accepted | None:
    """The best candidate that Lean confirms; ``None`` if no better proof stands up to it."""
    for one in context.ranked(list(context.attempts().values())):
        if one.score <= context.original_score:
            break
        verdict = confirm(context, one.attempt)
        if isinstance(verdict, Verified):
            return Accepted(one.attempt, one.score, verdict, one.values)
    return None


def confirm(context: RunContext, attempt: AttemptRecord) -> Verdict:
    """The last word on an attempt; what was said before in this very file is not asked again."""
    key = context.problem.final_key(attempt.proof)
    known = _known(context, attempt)
    if known is not None:
        verdict = known
    else:
        verdict = context.judge.confirm(context.problem, attempt.proof)
        context.repository.record_verdicts([verdicts.to_record(key, "final", verdict)])
    if isinstance(verdict, Verified):
        # The last word's time is that of the whole file; the declaration's own was screened.
        screened = context.problem.verdict_key(attempt.proof)
        seconds = context.repository.verdicts_for([screened])[screened].seconds
        return replace(verdict, seconds=seconds)
    return verdict


def confirmed_before(context: RunContext, attempt: AttemptRecord) -> bool:
    """Whether :func:`confirm` would answer without Lean."""
    return _known(context, attempt) is not None


def _known(context: RunContext, attempt: AttemptRecord) -> Verdict | None:
    """The last word that was stored; none where Lean only reached a limit."""
    key = context.problem.final_key(attempt.proof)
    known = context.repository.verdicts_for([key]).get(key)
    if known is None or known.kind == "inconclusive":
        return None
    return verdicts.from_record(known)
