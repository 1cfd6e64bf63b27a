"""A theorem's place in a session, and what is said of it in the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from agents.acceptance import Accepted
from agents.runtime import RunContext
from agents.search import Outcome
from agents.telling import unfit_key
from flows.preparation import PreparedFile, Theorem
from flows.requests import RequestedFile
from flows.results import TheoremResult, diff_hunks
from tools.lean.verdict import Verified
from tools.metrics.front import Front
from tools.metrics.guards import unkept


@dataclass(frozen=True)
class SearchedFront:
    """The Pareto front of a search."""

    front: Front | None = None
    """``None`` if none was asked for, or no metric of it has a value."""
    complete: bool = True
    """Whether all that belongs to it was confirmed before the time was over."""
    lacks: Mapping[str, str] = field(default_factory=dict)
    """Metrics that were asked for and have no value, with the reason."""


@dataclass(frozen=True)
class Task:
    """One theorem's place in a session."""

    key: str
    position: int
    file: RequestedFile
    prepared: PreparedFile
    theorem: Theorem
    portfolio: tuple[str, ...]


def searched_result(
    task: Task,
    context: RunContext,
    outcome: Outcome,
    lean_calls: int,
    front: SearchedFront,
) -> TheoremResult:
    """What came of a theorem's search."""
    accepted = outcome.accepted
    report, source = task.theorem.report, task.file.wanted.source
    verdict = accepted.verdict if accepted is not None else report.verdict
    original = _text(task)
    proof = accepted.attempt.proof if accepted is not None else original
    changed = context.problem.splice(proof) if accepted is not None else source
    axioms = verdict.axioms if isinstance(verdict, Verified) else report.axioms or ()
    reason = outcome.reason if front.complete else context.clock.reason
    return TheoremResult(
        file=str(task.file.wanted.path),
        theorem=context.problem.name,
        line=task.theorem.report.line,
        metric=context.objective.text,
        before=context.original_score[0],
        after=(accepted.score if accepted is not None else context.original_score)[0],
        values_before=dict(context.original_values),
        values_after=dict(accepted.values if accepted is not None else context.original_values),
        parts=tuple(_parts(context, accepted)),
        front=_front(context, front.front),
        front_lacks=dict(front.lacks),
        verdict=verdict.kind,
        # Confirmed by Lean for an accepted proof; trivially so where nothing changed.
        statement_unchanged=True,
        axioms=axioms,
        original_axioms=report.axioms or (),
        check_seconds=verdict.seconds,
        original=original,
        proof=proof,
        rewrites=tuple(_rewrites(context, outcome)),
        candidates=outcome.candidates,
        lean_calls=lean_calls,
        seconds=round(outcome.seconds, 3),
        finished=outcome.finished and front.complete,
        note="; ".join(
            [
                *unkept(context.objective.guards, context.original_values),
                *_unfit(context),
                reason,
            ]
        ),
        hunks=diff_hunks(source.text, changed.text),
        caveat=verdict.caveat if isinstance(verdict, Verified) else "",
        proved=accepted is not None and not isinstance(report.verdict, Verified),
    )


def _unfit(context: RunContext) -> Iterator[str]:
    """Why the model was not asked, where the theorem does not fit it."""
    why = context.repository.structure(unfit_key(context)) if context.modelling else None
    if why is not None:
        yield str(why).rstrip(".")


def _parts(context: RunContext, accepted: Accepted | None) -> Iterator[dict[str, Any]]:
    """What each place of the objective's order was and is worth."""
    before = context.original_score
    after = accepted.score if accepted is not None else before
    texts = context.objective.text.split(",")
    for text, old, new in zip(texts, before, after, strict=True):
        yield {"text": text.strip(), "before": old, "after": new}


def _rewrites(context: RunContext, outcome: Outcome) -> Iterator[str]:
    """The names of the rewrites from the original to the accepted proof, in order; of a model's
    candidate its proposer's."""
    if outcome.accepted is None:
        return
    attempts = context.attempts()
    line = [outcome.accepted.attempt]
    while (parent := line[-1].parent_attempt_id) is not None:
        line.append(attempts[parent])
    for attempt in reversed(line):
        yield from attempt.rewrites or [attempt.proposer]


def _front(context: RunContext, front: Front | None) -> tuple[dict[str, Any], ...]:
    """The members of a front with their proofs."""
    if front is None:
        return ()
    attempts = context.attempts()
    return tuple(
        {
            "attempt": member.key,
            "values": dict(zip(front.metrics, member.values, strict=True)),
            "proof": attempts[int(member.key)].proof if member.key else context.problem.text,
        }
        for member in front.members
    )


def failed_result(task: Task, metric: str, note: str = "") -> TheoremResult:
    """A theorem that cannot be searched, and why (by default: why it is no problem)."""
    declaration, report = task.theorem.declaration, task.theorem.report
    text = _text(task)
    return TheoremResult(
        file=str(task.file.wanted.path),
        theorem=declaration.name,
        line=report.line,
        metric=metric,
        before=None,
        after=None,
        verdict=report.verdict.kind,
        statement_unchanged=True,
        axioms=report.axioms or (),
        original_axioms=report.axioms or (),
        check_seconds=report.seconds,
        original=text,
        proof=text,
        rewrites=(),
        candidates=0,
        lean_calls=0,
        seconds=0.0,
        finished=report.verdict.kind != "inconclusive",
        note=note or task.theorem.obstacle,
        hunks="",
    )


def _text(task: Task) -> str:
    """The declaration as the user's file has it."""
    declaration = task.theorem.declaration
    return task.file.wanted.source.slice(declaration.start, declaration.end)
