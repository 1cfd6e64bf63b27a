"""Lean alone decides: all candidates of a pass in one run, and none that was judged before."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from langgraph.runtime import Runtime

from agents import verdicts
from agents.runtime import RunContext
from agents.state import State
from agents.views import load_view, store_view
from storage.records import AttemptRecord
from tools.lean.verdict import Verified
from tools.metrics import MeasuredProof
from tools.rewriting.view import view_of_text


def verify(state: State, runtime: Runtime[RunContext]) -> dict[str, Any]:
    """Verdicts, syntax trees and scores of the pending candidates, stored."""
    context = runtime.context
    begun = time.monotonic()
    attempts = context.attempts()
    pending = [attempts[one] for one in state["pending"]]
    known = context.repository.verdicts_for(_key(context, one) for one in pending)
    judged = {key for key, verdict in known.items() if verdict.kind != "inconclusive"}
    unknown = [one for one in pending if _key(context, one) not in judged]
    if unknown:
        context.pause_if_spent()
        _judge(context, unknown)
    _score_known(context, [one for one in pending if _key(context, one) in judged])
    return {"seconds": state["seconds"] + time.monotonic() - begun}


def _judge(context: RunContext, attempts: Sequence[AttemptRecord]) -> None:
    screened = context.judge.screen(context.problem, [one.proof for one in attempts])
    records, scores = [], {}
    with context.repository.transaction():
        for attempt, one in zip(attempts, screened, strict=True):
            key = _key(context, attempt)
            records.append(verdicts.to_record(key, "screen", one.verdict))
            if isinstance(one.verdict, Verified) and one.syntax is not None:
                view = view_of_text(attempt.proof, one.syntax, context.original.column)
                store_view(context.repository, key, view)
                scores[key] = context.metric.measure(MeasuredProof(view, context.problem.name))
        context.repository.record_verdicts(records)
        context.repository.record_scores(context.metric.name, scores)


def _score_known(context: RunContext, attempts: Sequence[AttemptRecord]) -> None:
    """Scores for what another session judged, perhaps for another metric."""
    keys = [_key(context, attempt) for attempt in attempts]
    scored = context.repository.scores_for(context.metric.name, keys)
    missing = {
        key: context.metric.measure(MeasuredProof(view, context.problem.name))
        for key in keys
        if key not in scored and (view := load_view(context.repository, key)) is not None
    }
    if missing:
        context.repository.record_scores(context.metric.name, missing)


def _key(context: RunContext, attempt: AttemptRecord) -> str:
    return context.problem.verdict_key(attempt.proof)
