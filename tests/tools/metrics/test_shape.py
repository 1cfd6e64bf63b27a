"""Depth, width and branching of proof trees, by hand and real ones."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.lean.structure.goals import Goal
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree
from tools.metrics import METRICS, MeasuredProof, MetricFailed
from tools.metrics.shape import shape

Measure = Callable[[str], dict[str, MeasuredProof]]


def step(
    goal: str,
    children: tuple[str, ...] = (),
    spawned: tuple[str, ...] = (),
    *inner: ProofStep,
    combinator: bool = False,
) -> ProofStep:
    after = tuple(Goal(one, "", (), one) for one in children)
    run = GoalChange((Goal(goal, "", (), goal),), after, children=children, spawned=spawned)
    return ProofStep(0, 0, goal, "Tactic.t", "", combinator, (run,), inner)


def tree(*steps: ProofStep) -> ProofTree:
    return ProofTree("t", 0, 0, "", steps)


def test_a_chain_is_as_deep_as_it_is_long() -> None:
    found = shape(tree(step("a", ("b",)), step("b", ("c",)), step("c")))
    assert (found.depth, found.width, found.branching) == (3, 1, 1.0)


def test_two_goals_go_side_by_side() -> None:
    found = shape(tree(step("a", ("b", "c")), step("b", ("d",)), step("d"), step("c")))
    assert (found.depth, found.width, found.branching) == (3, 2, 1.5)


def test_spawned_goals_are_edges_too() -> None:
    fact = step("a", ("main",), ("k",), step("k", ("l",)), step("l"))
    found = shape(tree(fact, step("main")))
    assert found.parents == (None, 0, 1, 0)
    assert (found.depth, found.width, found.branching) == (3, 2, 1.5)


def test_combinators_are_no_nodes_and_what_is_unknown_hangs_on_the_step_around() -> None:
    bullet = step("b", (), (), step("b"), combinator=True)
    assert shape(tree(step("a", ("b",)), bullet)).parents == (None, 0)
    assert shape(tree(step("a", (), (), step("unknown"), step("other")))).parents == (None, 0, 0)
    never = ProofStep(0, 0, "skip", "Tactic.skip", "", False, (), ())
    assert shape(tree(never)).depth == 0


def test_an_empty_tree_and_a_circle() -> None:
    assert (shape(tree()).depth, shape(tree()).width, shape(tree()).branching) == (0, 0, 0.0)
    assert shape(tree(step("a", ("b",)), step("b", ("a",)))).depth == 2


@given(st.lists(st.integers(0, 8), max_size=30))
def test_levels_follow_the_parents(picks: list[int]) -> None:
    """A random tree: step n solves one of the goals that are open."""
    steps: list[ProofStep] = []
    expected: list[int | None] = []
    open_goals: list[tuple[str, int | None]] = [("0", None)]
    for index, pick in enumerate(picks):
        if not open_goals:
            break
        goal, parent = open_goals.pop(pick % len(open_goals))
        made = tuple(f"{index}.{n}" for n in range(pick % 3))
        open_goals += [(one, index) for one in made]
        steps.append(step(goal, made))
        expected.append(parent)
    found = shape(tree(*steps))
    assert found.parents == tuple(expected)
    for level, parent in zip(found.levels, expected, strict=True):
        assert level == (0 if parent is None else found.levels[parent] + 1)


def test_real_proofs(measured: Measure) -> None:
    proofs = measured(
        """theorem chain (p q : Prop) (h : p ∧ q) : p → p := by
  intro a
  clear h
  exact a
theorem fork (p q : Prop) (h : p ∧ q) : q ∧ p := by
  constructor
  · exact h.2
  · exact h.1
"""
    )
    names = ("depth", "width", "branching")
    assert [METRICS[n].measure(proofs["chain"]) for n in names] == [-3.0, -1.0, -1.0]
    assert [METRICS[n].measure(proofs["fork"]) for n in names] == [-2.0, -2.0, -2.0]
    for name in names:
        with pytest.raises(MetricFailed, match=f"{name} has no value for fork"):
            METRICS[name].measure(MeasuredProof(proofs["fork"].view, "fork"))


def test_a_goal_that_its_neighbour_fills_in_stays_where_it_was_made(measured: Measure) -> None:
    text = """theorem t {a b c : Nat} (h : a ≤ b) (k : b ≤ c) : a ≤ c := by
  apply Nat.le_trans
  · exact h
  · exact k
"""
    found = shape(measured(text)["t"].tree)  # type: ignore[arg-type]
    assert found.parents == (None, 0, 0)
    assert found.spawned == (False, False, False)


def test_a_goal_that_a_step_makes_of_each_goal_is_that_steps(measured: Measure) -> None:
    text = """theorem t (p q : Prop) (h : p ∧ q) : (p → p ∧ True) ∧ (q → q) := by
  constructor
  all_goals intro k
  · simp only [and_true]
    exact k
  · exact k
"""
    found = shape(measured(text)["t"].tree)  # type: ignore[arg-type]
    assert found.levels == (0, 1, 1, 2, 3, 2)
    assert [found.nodes[i][0].text for i in (1, 2)] == ["intro k", "intro k"]


def test_edges_say_which_are_spawned(measured: Measure) -> None:
    text = """theorem t (p q : Prop) (h : p ∧ q) : q ∧ p := by
  have hq : q := by
    exact h.2
  exact ⟨hq, h.1⟩
"""
    found = shape(measured(text)["t"].tree)  # type: ignore[arg-type]
    assert (found.parents, found.spawned) == ((None, 0, 0), (False, True, False))


def test_a_run_that_failed_is_no_node(measured: Measure) -> None:
    text = """theorem t (p q r : Prop) (hp : p) (hq : q) : p ∧ q := by
  try exact hp
  constructor <;> first | exact hp | exact hq
"""
    found = shape(measured(text)["t"].tree)  # type: ignore[arg-type]
    assert [step.text for step, _ in found.nodes] == ["constructor", "exact hp", "exact hq"]
    assert found.parents == (None, 0, 0)


def test_a_bare_term_spawns_the_blocks_in_it(measured: Measure) -> None:
    text = """theorem t (p q : Prop) (h : p ∧ q) : q ∧ p :=
  ⟨by
    have hq : q ∧ q := ⟨h.2, h.2⟩
    exact hq.1, by exact h.1⟩
"""
    found = shape(measured(text)["t"].tree)  # type: ignore[arg-type]
    assert (found.parents, found.spawned) == ((None, 0, 1, 0), (False, True, False, True))
