"""Real proofs, measured: what the metrics get to see of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tools.lean import proof_tree
from tools.lean.analysis import analyse
from tools.lean.infotree import Goal as PrintedGoal
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.structure.goals import Goal, Hypothesis
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree
from tools.metrics import MeasuredProof
from tools.rewriting.view import view_of

Measure = Callable[[str], dict[str, MeasuredProof]]


@pytest.fixture(scope="session")
def measured(lean: Lean) -> Measure:
    def measure(text: str) -> dict[str, MeasuredProof]:
        source = Source(text)
        analysis, run = analyse(lean, source)
        assert [m.text for m in run.messages if m.severity == "error"] == []
        declarations = [d for d in analysis.declarations if d.is_theorem]
        trees = proof_tree.draw(lean, source, declarations)
        return {
            d.name: MeasuredProof(view_of(source, d), d.name, tree=_tree(tree))
            for d, tree in zip(declarations, trees, strict=True)
        }

    return measure


def _tree(old: proof_tree.ProofTree) -> ProofTree:
    steps = tuple(_step(step) for step in old.steps)
    goals = [g for s in steps for t in s.walk() for r in t.runs for g in (*r.before, *r.after)]
    used = {hypothesis.id for goal in goals for hypothesis in goal.hypotheses}
    return ProofTree(old.name, old.start, old.end, old.statement, steps, frozenset(used))


def _step(old: proof_tree.ProofStep) -> ProofStep:
    return ProofStep(
        old.start,
        old.end,
        old.text,
        old.kind,
        old.elaborator,
        old.is_combinator,
        tuple(_run(run) for run in old.runs),
        tuple(_step(c) for c in old.children),
    )


def _run(old: proof_tree.GoalChange) -> GoalChange:
    before = tuple(_goal(g) for g in old.before)
    after = tuple(_goal(g) for g in old.after)
    known = {g.id for g in before}
    return GoalChange(before, after, children=tuple(g.id for g in after if g.id not in known))


def _goal(old: PrintedGoal) -> Goal:
    hypotheses: list[Hypothesis] = []
    for line in old.hypotheses:
        names, _, rest = line.partition(" : ")
        kind, _, value = (" ".join(part.split()) for part in rest.partition(" := "))
        hypotheses += [
            Hypothesis(name, f"{name}:{kind}", kind, value or None, "✝" not in name)
            for name in names.split()
        ]
    return Goal(str(old), old.case, tuple(hypotheses), " ".join(old.target.split()))
