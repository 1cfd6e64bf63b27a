"""Candidates of a turn before Lean: recorded, screened, and one of them confirmed.

What becomes current has passed the last word (:mod:`agents.acceptance`), as in a search.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from agents import verdicts
from agents.acceptance import confirm
from agents.chat.context import ChatContext
from agents.chat.outcome import Miss
from agents.runtime import RunContext
from agents.state import ORIGINAL
from agents.verifier import assess
from storage.records import AttemptRecord
from tools.lean.candidates import Candidate
from tools.lean.verdict import SUGGESTION, Inconclusive, Rejected, Verdict, Verified

_DIAGNOSTICS = 8
SUGGESTED = "suggested"
"""The proposer's name for what Lean's own search found in place of a candidate that searched."""


@dataclass(frozen=True)
class Proposed:
    """A candidate of a turn."""

    declaration: str
    proposer: str
    written: Candidate | None = None
    """What the user wrote, if it is that."""
    record: AttemptRecord | None = None
    """An attempt with its provenance, where there is one."""


@dataclass(frozen=True)
class Tried:
    """A candidate, its attempt, and what Lean said of it."""

    proposed: Proposed
    attempt: AttemptRecord
    verdict: Verdict


@dataclass(frozen=True)
class Tries:
    """What was tried in a turn, in its order, and what stood up to the last word."""

    all: tuple[Tried, ...]
    found: Tried | None

    @property
    def miss(self) -> Miss | None:
        """The candidate that came nearest to a proof."""
        failed = [one for one in self.all if not isinstance(one.verdict, Verified)]
        return _miss(min(failed, key=_distance)) if failed else None


def attempt_all(
    chat: ChatContext,
    turn: int,
    current: int,
    proposed: Sequence[Proposed],
    fits: Callable[[AttemptRecord], bool] = lambda attempt: True,
    *,
    by_score: bool = False,
) -> Tries:
    """Judge candidates; the first that Lean confirms and that ``fits`` is found.

    They are tried in their order, or the best by the objective first. What Lean's search suggests
    in place of a candidate is tried behind it. Raises
    :class:`agents.chat.context.TurnStopped`, and what Lean raises.
    """
    context = chat.work
    unique = list({one.declaration: one for one in reversed(proposed)}.values())[::-1]
    made = _judged(context, turn, current, unique)
    suggested = [
        Proposed(one.verdict.suggestion, SUGGESTED)
        for one in made
        if isinstance(one.verdict, Rejected) and one.verdict.suggestion is not None
    ]
    if suggested:
        made += _judged(context, turn, current, suggested)
    verified = [one for one in made if isinstance(one.verdict, Verified) and fits(one.attempt)]
    if by_score:
        ranked = [one.id for one in context.ranked([tried.attempt for tried in verified])]
        order = {number: place for place, number in enumerate(ranked)}
        verified.sort(key=lambda one: order.get(one.attempt.id or ORIGINAL, len(order)))
    for one in verified:
        verdict = confirm(context, one.attempt)
        confirmed = replace(one, verdict=verdict)
        made[made.index(one)] = confirmed
        if isinstance(verdict, Verified):
            return Tries(tuple(made), confirmed)
    return Tries(tuple(made), None)


def _judged(
    context: RunContext, turn: int, current: int, proposed: Sequence[Proposed]
) -> list[Tried]:
    parent = None if current == ORIGINAL else current
    rows = [
        replace(
            one.record or _row(context, one),
            id=None,
            session_id=context.session,
            problem_id=context.problem_id,
            round=turn,
            parent_attempt_id=parent,
            verdict_key=context.problem.verdict_key(one.declaration),
        )
        for one in proposed
    ]
    ids = context.repository.record_attempts(rows)
    attempts = context.attempts()
    assess(context, [attempts[one] for one in ids])
    known = context.repository.verdicts_for(row.verdict_key or "" for row in rows)
    return [
        Tried(one, attempts[number], verdicts.from_record(known[row.verdict_key or ""]))
        for one, number, row in zip(proposed, ids, rows, strict=True)
    ]


def _row(context: RunContext, one: Proposed) -> AttemptRecord:
    return AttemptRecord(context.problem_id, context.session, 0, one.proposer, one.declaration)


def _distance(tried: Tried) -> tuple[bool, int, float]:
    """Fewest errors first; of equals, where the first comes latest; refusals of the whole last."""
    if not isinstance(tried.verdict, Rejected):
        return (True, 0, 0.0)
    errors = [one for one in tried.verdict.diagnostics if one.severity == "error"]
    first = errors[0].line if errors else 0
    lines = tried.attempt.proof.count("\n") + 1
    return (first < 1, len(errors), -first / lines)


def _miss(tried: Tried) -> Miss:
    written = tried.proposed.written
    verdict = tried.verdict if written is None else written.localize(tried.verdict)
    text = tried.attempt.proof if written is None else written.text
    if isinstance(verdict, Inconclusive):
        return Miss(text, "inconclusive", verdict.reason)
    assert isinstance(verdict, Rejected), "what verified is no miss"
    said = [one for one in verdict.diagnostics if one.severity != SUGGESTION]
    reason = next((one.text.strip().partition("\n")[0] for one in said), "Lean refused it")
    shown = tuple(one.to_json() for one in said[:_DIAGNOSTICS])
    return Miss(text, "rejected", reason, shown)
