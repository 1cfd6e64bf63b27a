"""What the search for a theorem starts from: what the original is worth, and by which metrics."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from agents.front import pareto_front
from agents.runtime import RunContext
from agents.scoring import Scorer
from flows.objectives import Wanted
from flows.tasks import SearchedFront, Task
from storage.records import ProblemRecord
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.metrics.completion import COMPLETION
from tools.rewriting.view import ProofView


@dataclass(frozen=True)
class Start:
    """What a search starts from."""

    wanted: Wanted
    """Over the metrics that have a value."""
    scorer: Scorer
    values: Mapping[str, float]
    """The original's."""
    failures: Mapping[str, str]
    """Why other metrics have none."""


def start_of(
    wanted: Wanted, task: Task, problem: Problem, lean: Lean, view: ProofView
) -> Start | str:
    """The start of a task's search; or, for people, why what is asked for has no value there.

    A front goes on without the metrics that have none.
    """
    scorer = Scorer(lean, wanted.objective, wanted.metrics, wanted.pareto)
    if task.theorem.open is not None:
        return Start(wanted, scorer, {COMPLETION.name: 0.0}, {})
    (measured,) = scorer.measure(problem, [view])
    if measured.failures:
        wanted = wanted.over(measured.values.keys())
        scorer = Scorer(lean, wanted.objective, wanted.metrics, wanted.pareto)
    names = wanted.objective.metrics
    lacking = [str(measured.failures[name]) for name in names if name in measured.failures]
    if lacking:
        return " ".join(lacking)
    failures = {name: failure.why for name, failure in measured.failures.items()}
    return Start(wanted, scorer, measured.values, failures)


def front_of(context: RunContext, start: Start) -> SearchedFront:
    """The Pareto front of a search, if one was asked for."""
    if not start.wanted.pareto:
        return SearchedFront(lacks=start.failures)
    found = pareto_front(context, start.wanted.pareto)
    return SearchedFront(found.front, found.complete, start.failures)


def record_of(task: Task, problem: Problem) -> ProblemRecord:
    """The problem as storage knows it."""
    return ProblemRecord(
        name=problem.name,
        file=str(task.file.wanted.path),
        context_hash=problem.context_hash,
        statement=problem.statement,
        original=problem.original,
        lean_fingerprint=problem.lean_fingerprint,
    )
