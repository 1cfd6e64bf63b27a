"""Nothing is concluded, and nothing stored, from a Lean that somebody killed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from agents.channels import Channels
from agents.material import gather
from agents.scoring import Scorer
from tests.agents.conftest import MakeContext
from tools.errors import LeanKilled
from tools.lean.fakes import misbehaving
from tools.lean.lean import Lean
from tools.lean.structure.context import FileContext
from tools.lean.toolchain import Toolchain
from tools.metrics import METRICS
from tools.metrics.combine import parse_objective

TEXT = """\
theorem t (p q : Prop) (h : p ∧ q) : q ∧ p := by
  constructor
  · exact h.2
  · exact h.1
"""
KILLED, BROKEN = "crashes:9", "crashes:11"


def scorer_of(toolchain: Toolchain, way: str, metric: str) -> Scorer:
    lean = Lean(misbehaving(toolchain, way))
    return Scorer(lean, parse_objective(metric, METRICS), {metric: METRICS[metric]})


@pytest.mark.parametrize("metric", ["modularity", "heartbeats", "dependency"])
def test_a_proof_that_nobody_could_measure_is_measured_again(
    make_context: MakeContext, toolchain: Toolchain, metric: str
) -> None:
    context = make_context(TEXT)
    with pytest.raises(LeanKilled):
        scorer_of(toolchain, KILLED, metric).measure(context.problem, [context.original])
    (measured,) = scorer_of(toolchain, BROKEN, metric).measure(context.problem, [context.original])
    assert metric in measured.failures


def test_a_prompt_does_not_lose_a_channel(make_context: MakeContext, toolchain: Toolchain) -> None:
    context = make_context(TEXT)
    states = replace(context, scorer=scorer_of(toolchain, KILLED, "modularity"))
    names = FileContext(
        Lean(misbehaving(toolchain, KILLED)),
        context.analysis.source,
        context.analysis.declarations,
    )
    for one in (states, replace(context, names=names)):
        with pytest.raises(LeanKilled):
            gather(one, None, channels=Channels())
