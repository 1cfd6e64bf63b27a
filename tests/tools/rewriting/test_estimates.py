"""What changes are worth by their text, on proofs that Lean read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tools.rewriting import ProofView, estimates
from tools.rewriting.edits import Edit
from tools.rewriting.estimates import Estimate
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal

PROOF = """\
theorem estimated (h : p ∧ q) : q ∧ p := by
  cases h
  rename_i hp hq
  have hq' : q := And.right (And.intro hp hq)
  simp at hq'
  have hp' := And.left (And.intro hp hq)
  simp_all"""

CASES: list[tuple[Callable[[Outline], Estimate], str, str, float]] = [
    # one of the two theorems goes; the constructor is none
    (estimates.names, "And.left (And.intro hp hq)", "hp", 1),
    (estimates.names, "And.left (And.intro hp hq)", "And.right (And.intro hq hp)", 1),
    (estimates.names, "And.left (And.intro hp hq)", "Or.elim hp hq", 0),
    (estimates.names, "simp_all", "exact And.symm h", -1),
    (estimates.token_count, "And.left (And.intro hp hq)", "hp", 5),
    (estimates.token_count, "simp_all", "exact hp", -1),
    (estimates.brittle, "rename_i hp hq", "skip", 1),
    (estimates.brittle, "simp at hq'", "simp only [] at hq'", 1),
    (estimates.brittle, "simp_all", "exact ⟨‹q›, hp⟩", -1),
    (estimates.brittle, "simp_all", "simp", 0),
    # of as many tactics as there are
    (estimates.share_stated, "have hp' :=", "have hp' : p :=", 1),
    (estimates.share_stated, "have hq' : q :=", "have hq' :=", -1),
    (estimates.mixed, "have hp' :=", "have hp' : p :=", 5),
]


@pytest.fixture(scope="module")
def outline(views: Callable[[list[str]], list[ProofView]]) -> Outline:
    (view,) = views([PROOF])
    return Outline(view)


def _proposal(outline: Outline, old: str, new: str) -> Proposal:
    start = outline.data.index(old.encode())
    return Proposal((Edit(start, start + len(old.encode()), new),), 0, 1.0)


@pytest.mark.parametrize(("estimate", "old", "new", "gain"), CASES)
def test_what_a_change_is_worth(
    estimate: Callable[[Outline], Estimate], old: str, new: str, gain: float, outline: Outline
) -> None:
    if estimate is estimates.share_stated:
        gain = gain / outline.cost(outline.view.value.start, outline.view.value.end)
    assert estimate(outline)(_proposal(outline, old, new)) == pytest.approx(gain)


def test_automation_costs_more_than_what_it_found(outline: Outline) -> None:
    cost = estimates.cost(outline)
    assert cost(_proposal(outline, "simp_all", "exact ⟨hq, hp⟩")) > 0
    assert cost(_proposal(outline, "simp at hq'", "simp only [and_true] at hq'")) > 0
    assert cost(_proposal(outline, "simp at hq'", "grind")) < 0
