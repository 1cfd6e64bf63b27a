"""Modularity on real proofs: the example of the definition, and tries to cheat each guard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tools.metrics import METRICS, MeasuredProof, MetricFailed
from tools.metrics.modularity import effective_facts

Measure = Callable[[str], dict[str, MeasuredProof]]

# The preamble of every case, and a proof of three steps of `q ∧ p`.
PREAMBLE = """
opaque axioms : Nat → Nat → Prop
axiom lemma' (a b : Nat) : (∀ x, axioms a x → axioms b x) → a ≤ b
"""
SHOWN = """
    constructor
    exact f h.2
    exact h.1"""
CASES: dict[str, tuple[int, str, str]] = {
    # what the case tries: value, statement, proof
    "two effective goals": (
        2,
        "(a b c : Nat) (h : ∀ x, axioms a x → axioms c x) (k : ∀ x, axioms c x → axioms b x)"
        " : a ≤ b",
        """
  have h₁ : (∀ x, axioms a x → axioms b x) → a ≤ b := by
    intro h
    apply lemma'
    exact h
  have h₂ : ∀ x, axioms a x → axioms b x := by
    intro x hx
    apply k
    exact h x hx
  exact h₁ h₂""",
    ),
    "one that is used": (
        1,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ r",
        f"\n  have k : q ∧ p := by{SHOWN}\n  exact ⟨k, g h.1⟩",
    ),
    "a pattern with a type": (
        1,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ r",
        f"\n  obtain ⟨a, b⟩ : q ∧ p := by{SHOWN}\n  exact ⟨⟨a, b⟩, g h.1⟩",
    ),
    "used by a tactic that does not say so": (
        1,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ r",
        f"\n  have k : q ∧ p := by{SHOWN}\n  constructor\n  assumption\n  exact g h.1",
    ),
    "used through a term": (
        1,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ r",
        f"\n  have k : q ∧ p := by{SHOWN}\n  have l : q := k.1\n  exact ⟨⟨l, h.1⟩, g h.1⟩",
    ),
    # (1) duplicates
    "duplicated": (
        1,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ (q ∧ p) ∧ r",
        f"\n  have k : q ∧ p := by{SHOWN}\n  have l : q ∧ p := by{SHOWN}\n  exact ⟨k, l, g h.1⟩",
    ),
    "duplicated under a premise that is there": (
        1,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ (q ∧ p) ∧ r",
        f"\n  have k : q ∧ p := by{SHOWN}\n  have l : p ∧ t → q ∧ p := by\n    intro h{SHOWN}"
        "\n  exact ⟨k, l h, g h.1⟩",
    ),
    "duplicated under a premise that says nothing": (
        1,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ (q ∧ p) ∧ (q ∧ p) ∧ r",
        f"\n  have k : q ∧ p := by{SHOWN}\n  have l : True → q ∧ p := by\n    intro _{SHOWN}"
        f"\n  have m : 1 = 1 → q ∧ p := by\n    intro _{SHOWN}"
        "\n  exact ⟨k, l trivial, m rfl, g h.1⟩",
    ),
    "duplicated under a variable": (
        1,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ (q ∧ p) ∧ r",
        f"\n  have k : q ∧ p := by{SHOWN}\n  have l : ∀ n : Nat, q ∧ p := by\n    intro n{SHOWN}"
        "\n  exact ⟨k, l 0, g h.1⟩",
    ),
    "duplicated with other names": (
        1,
        "(p : Prop) (h : p) : (∀ a b : Nat, a + b = b + a) ∧ 0 + 1 = 1 + 0 ∧ p",
        """
  have k : ∀ x y : Nat, x + y = y + x := by
    intro x y
    have t := Nat.add_comm x y
    exact t
  have l (m n : Nat) : m + n = n + m := by
    have t := Nat.add_comm m n
    skip
    exact t
  exact ⟨fun a b => by rw [k a b], l 0 1, h⟩""",
    ),
    "duplicated by a definition": (
        1,
        "(p q r t : Prop) (h : p → t) (i : q → ¬t) (g : r) : (¬(p ∧ q)) ∧ (p ∧ q → False) ∧ r",
        """
  have k : (p ∧ q) → False := by
    intro a
    apply i a.2
    exact h a.1
  have l : ¬(p ∧ q) := by
    intro a
    apply i a.2
    exact h a.1
  exact ⟨fun a => k a, fun a => l a, g⟩""",
    ),
    "a hypothesis restated": (
        0,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ r",
        """
  have k : p ∧ t := by
    constructor
    exact h.1
    exact h.2
  exact ⟨⟨f k.2, k.1⟩, g k.1⟩""",
    ),
    # (2) wrappers
    "the goal restated": (
        0,
        "(p q t : Prop) (h : p ∧ t) (f : t → q) : q ∧ p",
        f"\n  have k : q ∧ p := by{SHOWN}\n  exact k",
    ),
    "the goal generalised": (
        0,
        "(n : Nat) (f : ∀ k : Nat, k + n = n + k ∧ k = k) (i : n = n + 0) : n + n = n + n + 0",
        """
  have k : ∀ m : Nat, m + m = m + m + 0 := by
    intro m
    skip
    rfl
  exact k n""",
    ),
    "the goal's binders reordered": (
        0,
        "(P : Nat → Nat → Prop) (f : ∀ x y, P x y ∧ True) : ∀ x y, P x y",
        """
  have k : ∀ y x, P x y := by
    intro y x
    have t := f x y
    exact t.1
  intro x y
  exact k y x""",
    ),
    "the goal's premises reordered": (
        0,
        "(p q r : Prop) (f : p ∧ q → r) : p → q → r",
        """
  have k : q → p → r := by
    intro b a
    apply f
    exact ⟨a, b⟩
  intro a b
  exact k b a""",
    ),
    "the goal under a premise that is there": (
        0,
        "(p q t : Prop) (h : p ∧ t) (f : t → q) : q ∧ p",
        f"\n  have k : p ∧ t → q ∧ p := by\n    intro h{SHOWN}\n  exact k h",
    ),
    # (3) trivial ones
    "two steps": (
        0,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ r",
        "\n  have k : q ∧ p := by\n    refine ⟨f h.2, ?_⟩\n    exact h.1\n  exact ⟨k, g h.1⟩",
    ),
    "two steps in combinators": (
        0,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ r",
        "\n  have k : q ∧ p := by\n    try (constructor <;> (try simp [h, f]))\n  exact ⟨k, g h.1⟩",
    ),
    "by a term": (
        0,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ r",
        "\n  have k : q ∧ p := ⟨f h.2, h.1⟩\n  exact ⟨k, g h.1⟩",
    ),
    # (4) unused ones
    "unused": (
        0,
        "(p q t : Prop) (h : p ∧ t) (f : t → q) : p",
        f"\n  have k : q ∧ p := by{SHOWN}\n  exact h.1",
    ),
    "used by what is unused": (
        0,
        "(p q t : Prop) (h : p ∧ t) (f : t → q) : p",
        f"""
  have k : q ∧ p := by{SHOWN}
  have l : q ∧ q := by
    constructor
    exact k.1
    exact f h.2
  have m : p ∧ q ∧ q := by
    constructor
    exact k.2
    exact l
  exact h.1""",
    ),
    "used by what is unused, in a term": (
        0,
        "(p q t : Prop) (h : p ∧ t) (f : t → q) : p",
        f"\n  have k : q ∧ p := by{SHOWN}\n  have l : q := k.1\n  exact h.1",
    ),
    "cleared": (
        0,
        "(p q t : Prop) (h : p ∧ t) (f : t → q) : p",
        f"\n  have k : q ∧ p := by{SHOWN}\n  clear k\n  exact h.1",
    ),
    "used without a word by what is unused": (
        0,
        "(p q t : Prop) (h : p ∧ t) (f : t → q) : p",
        f"""
  have k : q ∧ p := by{SHOWN}
  have l : (q ∧ p) ∧ True := by
    constructor
    assumption
    trivial
  exact h.1""",
    ),
    "only its name is used": (
        0,
        "(p q t : Prop) (h : p ∧ t) (f : t → q) : p",
        f"\n  have k : q ∧ p := by{SHOWN}\n  exact (fun k => k) h.1",
    ),
    "shadowed": (
        0,
        "(p q t : Prop) (h : p ∧ t) (f : t → q) : p",
        f"\n  have k : q ∧ p := by{SHOWN}\n  have k : p := h.1\n  exact k",
    ),
    "used after it was taken apart": (
        1,
        "(p q t : Prop) (h : p ∧ t) (f : t → q) : p",
        f"\n  have k : q ∧ p := by{SHOWN}\n  cases k with\n  | intro a b => exact b",
    ),
    "used after it was rewritten": (
        1,
        "(P : Nat → Prop) (a b : Nat) (h : a = b) (i : P 0) (j : P 0 → P a) : P b",
        """
  have k : P a := by
    apply j
    skip
    exact i
  rw [h] at k
  exact k""",
    ),
    "used by what is trivial and used": (
        0,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ r",
        f"""
  have k : q ∧ p := by{SHOWN}
  have l : q ∧ q := by
    refine ⟨?_, f h.2⟩
    exact k.1
  exact ⟨⟨l.1, h.1⟩, g h.1⟩""",
    ),
    "used by what is used": (
        2,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → q → r) : r ∧ p",
        f"""
  have k : q ∧ p := by{SHOWN}
  have l : r := by
    apply g
    exact k.2
    exact k.1
  exact ⟨l, h.1⟩""",
    ),
    # `suffices`: what is left to show is a child, and what it spawns has the parent's target
    "suffices of the goal itself": (
        0,
        "(p q t : Prop) (h : p ∧ t) (f : t → q) : q ∧ p",
        "\n  suffices k : q ∧ p from k\n  constructor\n  exact f h.2\n  exact h.1",
    ),
    "suffices with a block": (
        0,
        "(p q t : Prop) (h : p ∧ t) (f : t → q) : q ∧ p",
        "\n  suffices k : p ∧ t by\n    constructor\n    exact f k.2\n    exact k.1\n  exact h",
    ),
    "blocks inside of terms": (
        0,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ r",
        f"\n  exact ⟨by{SHOWN}, g h.1⟩",
    ),
    "a block inside of a fact's term": (
        0,
        "(p q r t : Prop) (h : p ∧ t) (f : t → q) (g : p → r) : (q ∧ p) ∧ r",
        f"\n  have k : (q ∧ p) ∧ r := ⟨by{SHOWN}, g h.1⟩\n  exact ⟨k.1, k.2⟩",
    ),
}


@pytest.fixture(scope="module")
def proofs(measured: Measure) -> dict[str, MeasuredProof]:
    text = PREAMBLE + "\n".join(
        f"theorem case{index} {statement} := by{proof}"
        for index, (_, statement, proof) in enumerate(CASES.values())
    )
    return dict(zip(CASES, measured(text + "\n").values(), strict=True))


@pytest.mark.parametrize("case", CASES)
def test_modularity(case: str, proofs: dict[str, MeasuredProof]) -> None:
    assert METRICS["modularity"].measure(proofs[case]) == CASES[case][0]


def test_the_effective_goals_are_told(proofs: dict[str, MeasuredProof]) -> None:
    found = effective_facts(proofs["two effective goals"])
    assert [fact.goal.target for fact in found if fact.goal] == [
        "(∀ (x : Nat), axioms a x → axioms b x) → a ≤ b",
        "∀ (x : Nat), axioms a x → axioms b x",
    ]


def test_without_a_tree_it_says_so(proofs: dict[str, MeasuredProof]) -> None:
    proof = MeasuredProof(proofs["unused"].view, "case")
    with pytest.raises(MetricFailed, match="modularity has no value for case"):
        METRICS["modularity"].measure(proof)


def test_with_a_raw_tree_it_says_so(proofs: dict[str, MeasuredProof]) -> None:
    proof = next(iter(proofs.values()))
    assert proof.tree is not None
    raw = replace(proof, tree=replace(proof.tree, is_readable=False))
    with pytest.raises(MetricFailed, match="printed raw"):
        METRICS["modularity"].measure(raw)
