"""Values that a session did not ask for, read from the syntax of its proofs: without Lean.

So sessions with different metrics can be compared, as far as metrics of the syntax go.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from agents.views import load_view
from flows.history.story import Story, TheoremStory
from storage.records import AttemptRecord
from storage.repository import Repository
from tools.metrics import METRICS, Evidence, MeasuredProof, Metric
from tools.metrics.measuring import measure, needs_of


def with_metrics(repository: Repository, told: Story, names: Collection[str]) -> Story:
    """A story whose theorems have values in these metrics too, where they can be read."""
    metrics = [
        METRICS[name]
        for name in names
        if name in METRICS and needs_of([METRICS[name]]) <= {Evidence.SYNTAX}
    ]
    theorems = [_measured(repository, told, one, metrics) for one in told.theorems]
    return replace(told, theorems=tuple(theorems))


def _measured(
    repository: Repository, told: Story, one: TheoremStory, metrics: Collection[Metric]
) -> TheoremStory:
    lacking = [metric for metric in metrics if metric.name not in one.values]
    attempt = _attempt(repository, told, one) if lacking else None
    if attempt is None or attempt.verdict_key is None:
        return one
    view = load_view(repository, attempt.verdict_key)
    if view is None:
        return one
    values = measure(lacking, MeasuredProof(view, one.theorem)).values
    return replace(one, values={**values, **one.values})


def _attempt(repository: Repository, told: Story, one: TheoremStory) -> AttemptRecord | None:
    """The attempt whose proof is the best one; none if that is the original."""
    if one.best is not None and one.best.proof == one.proof:
        return one.best
    if one.problem is None or one.proof == one.original:
        return None
    known = repository.attempts_of(told.record.id, one.problem)
    return next((attempt for attempt in known if attempt.proof == one.proof), None)
