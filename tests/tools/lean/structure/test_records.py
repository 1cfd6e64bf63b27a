"""Trees as data and back."""

from __future__ import annotations

import json
import random

import pytest

from tools.errors import BurnishError
from tools.lean.structure.goals import Goal, Hypothesis
from tools.lean.structure.records import tree_from_json, tree_to_json
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree


def made(rng: random.Random) -> ProofTree:
    """Any tree, however strange its texts."""

    def text() -> str:
        return "".join(rng.choice('aé∀"\\\n ') for _ in range(rng.randrange(4)))

    hypotheses = [
        Hypothesis(text(), f"h{i}", text(), rng.choice([None, text()]), rng.random() < 0.5)
        for i in range(4)
    ]
    goals = [
        Goal(f"g{i}", text(), tuple(rng.sample(hypotheses, rng.randrange(4))), text(), i % 2 == 0)
        for i in range(6)
    ]

    def change() -> GoalChange:
        return GoalChange(
            tuple(rng.sample(goals, 2)), tuple(rng.sample(goals, rng.randrange(3))),
            ("g1",), (text(),), (), ("h1",), (text(), text()), ("h2",),
        )  # fmt: skip

    def step(depth: int) -> ProofStep:
        return ProofStep(
            rng.randrange(99), rng.randrange(99), text(), text(), text(), rng.random() < 0.5,
            tuple(change() for _ in range(rng.randrange(3))),
            tuple(step(depth - 1) for _ in range(rng.randrange(3))) if depth else (),
            rng.random() < 0.5,
        )  # fmt: skip

    return ProofTree(
        text(), 0, 9, text(), tuple(step(3) for _ in range(2)), frozenset({"h1", text()}), (text(),)
    )


@pytest.mark.parametrize("seed", range(50))
def test_round_trip(seed: int) -> None:
    tree = made(random.Random(seed))
    data = json.loads(json.dumps(tree_to_json(tree)))
    assert tree_from_json(data) == tree
    assert tree_to_json(tree_from_json(data)) == data


def test_steps_may_lie_very_deep() -> None:
    step = ProofStep(0, 9, "innermost", "", "", False, (), ())
    for depth in range(2000):
        sibling = ProofStep(depth, 9, "beside", "", "", False, (), ())
        step = ProofStep(depth, 9, "·", "", "", True, (), (step, sibling))
    text = json.dumps(tree_to_json(ProofTree("deep", 0, 9, "", (step,))))
    read = tree_from_json(json.loads(text))
    assert [(s.start, s.text) for s in read.walk()] == [(s.start, s.text) for s in step.walk()]
    assert json.dumps(tree_to_json(read)) == text


def test_another_version_is_refused() -> None:
    data = tree_to_json(made(random.Random(1))) | {"version": 99}
    with pytest.raises(BurnishError, match="99"):
        tree_from_json(data)
