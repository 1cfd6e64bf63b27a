"""A theorem's place in a session, and what is said of it in the end."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from agents.runtime import RunContext
from agents.search import Outcome
from flows.preparation import PreparedFile, Theorem
from flows.requests import RequestedFile
from flows.results import TheoremResult, diff_hunks
from tools.lean.verdict import Verified
from tools.metrics.front import Front
from tools.metrics.guards import unkept


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
    front: Front | None = None,
) -> TheoremResult:
    """What came of a theorem's search."""
    accepted = outcome.accepted
    original = task.theorem.report.verdict
    verdict = accepted.verdict if accepted is not None else original
    assert isinstance(verdict, Verified), "a problem is made of what checks"
    proof = accepted.attempt.proof if accepted is not None else context.problem.text
    return TheoremResult(
        file=str(task.file.wanted.path),
        theorem=context.problem.name,
        line=task.theorem.report.line,
        metric=context.objective.text,
        before=context.original_score[0],
        after=(accepted.score if accepted is not None else context.original_score)[0],
        values_before=dict(context.original_values),
        values_after=dict(accepted.values if accepted is not None else context.original_values),
        front=_front(context, front),
        verdict="verified",
        # Confirmed by Lean for an accepted proof; trivially so where nothing changed.
        statement_unchanged=True,
        axioms=verdict.axioms,
        original_axioms=context.problem.axioms,
        check_seconds=verdict.seconds,
        original=context.problem.text,
        proof=proof,
        rewrites=tuple(_rewrites(context, outcome)),
        candidates=outcome.candidates,
        lean_calls=lean_calls,
        seconds=round(outcome.seconds, 3),
        finished=outcome.finished,
        note="; ".join(
            [*unkept(context.objective.guards, context.original_values), outcome.reason]
        ),
        hunks=diff_hunks(context.problem.source.text, context.problem.splice(proof).text),
        caveat=verdict.caveat,
    )


def _rewrites(context: RunContext, outcome: Outcome) -> Iterator[str]:
    """The names of the rewrites from the original to the accepted proof, in order."""
    if outcome.accepted is None:
        return
    attempts = context.attempts()
    line = [outcome.accepted.attempt]
    while (parent := line[-1].parent_attempt_id) is not None:
        line.append(attempts[parent])
    for attempt in reversed(line):
        yield from attempt.rewrites


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
    text = task.file.wanted.source.slice(declaration.start, declaration.end)
    return TheoremResult(
        file=str(task.file.wanted.path),
        theorem=declaration.name,
        line=report.line,
        metric=metric,
        before=None,
        after=None,
        verdict="inconclusive" if report.verdict.kind == "verified" else report.verdict.kind,
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
