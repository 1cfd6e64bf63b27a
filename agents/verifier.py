"""Lean alone decides: all candidates of a pass in one run, and none that was judged before.

Values that Lean has to be asked for are stored a few proofs at a time, and between them the time
budget counts: what a kill or a pause takes away is one such portion.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from typing import Any

from langgraph.runtime import Runtime

from agents import verdicts
from agents.runtime import RunContext
from agents.state import State
from agents.views import load_view, store_view
from storage.records import AttemptRecord
from tools.lean.verdict import Verified
from tools.metrics.measuring import Measured
from tools.rewriting.view import view_of_text

_AT_ONCE = 256
"""Candidates in one run of Lean; more than a pass has, but not than a search may start from."""


def verify(state: State, runtime: Runtime[RunContext]) -> dict[str, Any]:
    """Verdicts, syntax trees and scores of the pending candidates, stored."""
    context = runtime.context
    begun = time.monotonic()
    attempts = context.attempts()
    assess(context, [attempts[one] for one in state["pending"]])
    return {"seconds": state["seconds"] + time.monotonic() - begun}


def assess(context: RunContext, attempts: Sequence[AttemptRecord]) -> None:
    """Have attempts judged and measured, but for what is known; all of it is stored."""
    known = context.repository.verdicts_for(_key(context, one) for one in attempts)
    judged = {key for key, verdict in known.items() if verdict.kind != "inconclusive"}
    unknown = [one for one in attempts if _key(context, one) not in judged]
    for start in range(0, len(unknown), _AT_ONCE):
        context.pause_if_spent()
        _judge(context, unknown[start : start + _AT_ONCE])
    _score(context, attempts)


def _judge(context: RunContext, attempts: Sequence[AttemptRecord]) -> None:
    screened = context.judge.screen(context.problem, [one.proof for one in attempts])
    records = []
    with context.repository.transaction():
        for attempt, one in zip(attempts, screened, strict=True):
            key = _key(context, attempt)
            records.append(verdicts.to_record(key, "screen", one.verdict))
            if isinstance(one.verdict, Verified) and one.syntax is not None:
                view = view_of_text(attempt.proof, one.syntax, context.original.column)
                store_view(context.repository, key, view)
        context.repository.record_verdicts(records)


def _score(context: RunContext, attempts: Sequence[AttemptRecord]) -> None:
    """The values of what verified now, or in another session that had other metrics."""
    keys = [_key(context, attempt) for attempt in attempts]
    wanted = context.scorer.stored_names.keys()
    known = context.values_for(keys)
    views = {
        key: view
        for key in keys
        if known.get(key, {}).keys() != wanted
        and (view := load_view(context.repository, key)) is not None
    }
    keys = list(views)
    size = context.scorer.portion or max(1, len(keys))
    for start in range(0, len(keys), size):
        if context.scorer.portion:
            context.pause_if_spent()
        portion = keys[start : start + size]
        measured = context.scorer.measure(context.problem, [views[key] for key in portion])
        _store(context, dict(zip(portion, measured, strict=True)))


def _store(context: RunContext, measured: Mapping[str, Measured]) -> None:
    with context.repository.transaction():
        for name, stored in context.scorer.stored_names.items():
            values = {key: one.values[name] for key, one in measured.items() if name in one.values}
            context.repository.record_scores(stored, values)


def _key(context: RunContext, attempt: AttemptRecord) -> str:
    return context.problem.verdict_key(attempt.proof)
