"""A skeleton is checked with its holes open, and proves nothing."""

from __future__ import annotations

import pytest

from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.skeleton import Skeleton, Unsound, check_skeleton
from tools.lean.source import Source

TEXT = """namespace A

theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  constructor
  · exact h.2
  · exact h.1

end A
"""
HEAD = "theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p "


@pytest.fixture(scope="module")
def problem(lean: Lean) -> Problem:
    source = Source(TEXT)
    analysis, _ = analyse(lean, source)
    return Problem(source, analysis.declarations[0], lean.fingerprint, "", ())


def test_the_goals_of_its_holes_are_told(lean: Lean, problem: Problem) -> None:
    text = HEAD + ":= by\n  have hp : p := by\n    sorry\n  have hq : q := sorry\n  exact ⟨hq, hp⟩"
    found = check_skeleton(lean, problem, text)
    assert isinstance(found, Skeleton), found
    assert found.holes == 2
    assert found.declaration == text
    assert "⊢ p" in found.states
    assert "hp : p" in found.states


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (":= by\n  exact ⟨h.2, h.1⟩", "no hole"),
        (":= by\n  have hp : p := by sorry\n  exact ⟨hp, hp⟩", "mismatch"),
        (":= by\n  have hp : p := sorry\n  have hq : q := by", "unsolved"),
        (":= by\n  sorry\n\ntheorem other : True := trivial", "`theorem`"),
    ],
)
def test_what_does_not_elaborate_or_has_no_hole_is_none(
    lean: Lean, problem: Problem, value: str, why: str
) -> None:
    found = check_skeleton(lean, problem, HEAD + value)
    assert isinstance(found, Unsound), found
    assert why in found.reason


def test_another_statement_is_none(lean: Lean, problem: Problem) -> None:
    found = check_skeleton(lean, problem, "theorem swap : True := by\n  sorry")
    assert isinstance(found, Unsound)
    assert "statement" in found.reason
