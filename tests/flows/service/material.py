"""A result that tests of what is shown and decided start from."""

from __future__ import annotations

from flows.results import TheoremResult, diff_hunks

_ORIGINAL = (
    "theorem and_swap (h : p ∧ q) : q ∧ p := by\n  constructor\n  · exact h.2\n  · exact h.1"
)
_PROOF = "theorem and_swap (h : p ∧ q) : q ∧ p := by simp [h]"

RESULT = TheoremResult(
    file="Logic.lean",
    theorem="and_swap",
    line=3,
    metric="length",
    before=-4.0,
    after=-1.0,
    verdict="verified",
    statement_unchanged=True,
    axioms=("propext",),
    original_axioms=(),
    check_seconds=0.02,
    original=_ORIGINAL,
    proof=_PROOF,
    rewrites=("close_with_simp",),
    candidates=24,
    lean_calls=3,
    seconds=1.5,
    finished=True,
    note="nothing better is left to try",
    hunks=diff_hunks(_ORIGINAL, _PROOF),
    values_before={"length": -4.0, "depth": -3.0},
    values_after={"length": -1.0, "depth": -1.0},
    parts=({"text": "length", "before": -4.0, "after": -1.0},),
)
