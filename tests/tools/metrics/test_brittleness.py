"""Which steps count as brittle."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tools.metrics import METRICS, MeasuredProof, MetricFailed

Measure = Callable[[str], dict[str, MeasuredProof]]

_AND = "(p q : Prop) (h : p ∧ q) : q ∧ p"
CASES = {
    "sound": (0, _AND, "\n  constructor\n  · exact h.2\n  · exact h.1"),
    "a simp that ends the goal": (0, _AND, "\n  simp [h]"),
    "a simp that leaves one": (
        1,
        "(p q : Prop) (h : p) : (True ∧ p) ∧ p",
        "\n  simp\n  exact h",
    ),
    "the same with only": (
        0,
        "(p q : Prop) (h : p) : (True ∧ p) ∧ p",
        "\n  simp only [true_and, and_self]\n  exact h",
    ),
    "at a hypothesis": (1, "(p : Prop) (h : True ∧ p) : p", "\n  simp at h\n  exact h"),
    "names by position": (
        1,
        "(p q : Prop) : p ∧ q → q",
        "\n  intro h\n  cases h\n  rename_i a b\n  exact b",
    ),
    "names by position in next": (
        1,
        "(p q : Prop) : p ∧ q → q",
        "\n  intro h\n  cases h\n  next a b => exact b",
    ),
    "names by position in case": (
        1,
        "(p q : Prop) : p ∧ q → q",
        "\n  intro h\n  cases h\n  case intro a b => exact b",
    ),
    "a case without names": (
        0,
        _AND,
        "\n  constructor\n  case left => exact h.2\n  next => exact h.1",
    ),
    "goals by position": (
        1,
        _AND,
        "\n  constructor\n  rotate_left\n  exact h.1\n  exact h.2",
    ),
    "a hypothesis by its type": (
        1,
        "(p q : Prop) : p → p",
        "\n  intro\n  exact ‹p›",
    ),
    "named by its own name": (
        0,
        "(p q : Prop) : p ∧ q → q",
        "\n  intro h\n  cases h with\n  | intro a b => exact b",
    ),
}


@pytest.fixture(scope="module")
def proofs(measured: Measure) -> dict[str, MeasuredProof]:
    text = "\n".join(
        f"theorem case{index} {statement} := by{proof}"
        for index, (_, statement, proof) in enumerate(CASES.values())
    )
    return dict(zip(CASES, measured(text + "\n").values(), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_brittleness(case: str, proofs: dict[str, MeasuredProof]) -> None:
    assert METRICS["brittleness"].measure(proofs[case]) == -CASES[case][0]


def test_without_a_tree_it_says_so(proofs: dict[str, MeasuredProof]) -> None:
    with pytest.raises(MetricFailed, match="brittleness"):
        METRICS["brittleness"].measure(MeasuredProof(proofs["sound"].view))
