"""Values that Lean is asked for are stored in portions, and the time budget counts between them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from agents.clock import Clock
from agents.front import pareto_front
from agents.graph import build_graph
from agents.runtime import RunContext
from agents.scoring import Scorer
from agents.search import search
from storage.checkpoints import checkpointer
from storage.repository import Repository
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.metrics import METRICS
from tools.metrics.combine import parse_objective
from tools.metrics.measuring import Measured
from tools.rewriting import ProofView

MakeContext = Callable[..., RunContext]
TEXT = """\
theorem swap (p q : Prop) : p ∧ q → q ∧ p := by
  intro h
  have hq : q := h.right
  have hp : p := h.left
  constructor
  · exact hq
  · exact hp
"""


class Watching(Scorer):
    """Knows what it was asked to measure, and stops a clock after the first portion."""

    def __init__(self, lean: Lean, clock: Clock) -> None:
        names = ("heartbeats", "length")
        metrics = {name: METRICS[name] for name in names}
        super().__init__(lean, parse_objective("heartbeats", METRICS), metrics, names)
        self.clock = clock
        self.seen: list[list[str]] = []

    def measure(self, problem: Problem, views: Sequence[ProofView]) -> list[Measured]:
        self.seen.append([view.text.text for view in views])
        self.clock.stop()
        return super().measure(problem, views)


def watched(
    make_context: MakeContext, lean: Lean, clock: Clock, before: RunContext | None = None
) -> tuple[RunContext, Watching]:
    """A search for fewer heartbeats; the one ``before`` gone on with, or a new one."""
    scorer = Watching(lean, Clock())
    context = before or make_context(TEXT, rounds=1, candidates=24)
    (measured,) = Scorer(lean, scorer.objective, scorer.metrics).measure(
        context.problem, [context.original]
    )
    scorer.clock = clock
    context = replace(context, scorer=scorer, clock=clock, original_values=measured.values)
    return context, scorer


def test_a_stop_while_measuring_keeps_what_was_measured(
    make_context: MakeContext, repository: Repository, lean: Lean
) -> None:
    clock = Clock()
    context, first = watched(make_context, lean, clock)
    machine = build_graph(checkpointer(repository.database))
    paused = search(machine, context)
    assert not paused.finished
    (portion,) = first.seen
    assert 0 < len(portion) <= first.portion
    keys = {context.problem.verdict_key(text) for text in portion}
    verified = [a for a in context.attempts().values() if _is_verified(context, a.proof)]
    assert len(verified) > len(portion)
    every = [context.problem.verdict_key(a.proof) for a in verified]
    assert repository.scores_for("heartbeats", every).keys() == keys
    again, second = watched(make_context, lean, Clock(), context)
    second.clock = Clock()  # nobody looks at it
    finished = search(build_graph(checkpointer(repository.database)), again)
    assert finished.finished
    measured = [text for one in second.seen for text in one]
    assert len(measured) == len(set(measured))
    assert not set(measured) & set(portion)
    assert repository.scores_for("heartbeats", every).keys() == set(every)


def test_a_front_confirms_nothing_when_the_time_is_over(
    make_context: MakeContext, repository: Repository, lean: Lean
) -> None:
    context, scorer = watched(make_context, lean, Clock())
    scorer.clock = Clock()
    search(build_graph(checkpointer(repository.database)), context)
    metrics = ("length", "heartbeats")
    with repository.database.transaction() as rows:
        rows.execute("DELETE FROM verdicts WHERE stage = 'final'")
    spent = Clock(0.0)
    calls = lean.calls
    partial = pareto_front(replace(context, clock=spent), metrics)
    assert not partial.complete
    assert [member.key for member in partial.front.members] == [0]
    assert lean.calls == calls
    whole = pareto_front(context, metrics)
    assert whole.complete
    assert 0 not in [member.key for member in whole.front.members]
    again = pareto_front(replace(context, clock=spent), metrics)
    assert again == whole


def test_metrics_of_the_syntax_are_measured_at_once(make_context: MakeContext) -> None:
    context = make_context(TEXT)
    assert context.scorer.portion == 0


def _is_verified(context: RunContext, proof: str) -> bool:
    key = context.problem.verdict_key(proof)
    known = context.repository.verdicts_for([key])
    return key in known and known[key].kind == "verified"
