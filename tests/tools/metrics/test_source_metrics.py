"""Metrics that need Lean's parse only: tokens, declarativity, mixed."""

from __future__ import annotations

import pytest

from tools.lean.analysis import OPTIONS, Analysis
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.metrics import METRICS, MeasuredProof
from tools.rewriting.view import view_of

# proof: tokens, stated facts, tactics
CASES = {
    ":= h": (1, 0, 1),
    ":= by simp": (2, 0, 1),
    ":= by simp -- a comment": (2, 0, 1),
    ":= by\n  /- one /- two -/ -/\n  simp [h, h.left]": (7, 0, 1),
    ":= by exact ⟨h, fun x => x⟩": (10, 0, 1),
    ":= by exact f \"a b c\" 'd' 12 1.5": (7, 0, 1),
    ": Nat → p\n  | 0 => h\n  | n + 1 => h": (10, 0, 1),
    # explicitly typed `have`, in all its forms
    ":= by\n  have a : p := h\n  exact a": (9, 1, 3),
    ":= by\n  have : p := h\n  exact this": (8, 1, 3),
    ":= by\n  have a (x : Nat) : p := h\n  exact a 0": (15, 1, 3),
    ":= by\n  have ⟨a, b⟩ : p ∧ q := h\n  exact a": (15, 1, 3),
    ":= by\n  haveI a : p := h\n  exact a": (9, 1, 3),
    ":= by\n  have a : p := by\n    have b : p := h\n    exact b\n  exact a": (17, 2, 5),
    ":= have a : p := h\n  a": (7, 1, 2),
    ":= by exact (have a : p := h; a)": (12, 1, 2),
    # not typed, or no `have`
    ":= by\n  have a := h\n  exact a": (7, 0, 3),
    ":= by\n  have a (x : Nat) := h\n  exact a 0": (13, 0, 3),
    ":= by\n  have a := (h : p)\n  exact a": (11, 0, 3),
    ":= by\n  have a := fun (x : p) => x\n  exact a": (14, 0, 3),
    ":= by\n  have ⟨a, b⟩ := h\n  exact a": (11, 0, 3),
    ":= by\n  let a : Nat := 3\n  exact h": (9, 0, 3),
    ":= by\n  show p\n  exact h": (5, 0, 2),
    ":= by\n  suffices a : p by simp\n  exact h": (9, 0, 3),
}


@pytest.fixture(scope="module")
def proofs(lean: Lean) -> dict[str, MeasuredProof]:
    """The proofs need not check, only parse."""
    source = Source(
        "".join(
            f"theorem case_{index} {'' if case.startswith(': ') else ': p '}{case}\n\n"
            for index, case in enumerate(CASES)
        )
    )
    run = lean.run(source.text, (*OPTIONS, "maxErrors=0"))
    analysis = Analysis(source, run.messages)
    assert len(analysis.declarations) == len(CASES)
    told = [m.text for m in analysis.diagnostics if m.text.startswith(("unexpected", "expected"))]
    assert told == []
    views = [MeasuredProof(view_of(source, one)) for one in analysis.declarations]
    return dict(zip(CASES, views, strict=True))


@pytest.mark.parametrize("case", CASES)
def test_source_metrics(case: str, proofs: dict[str, MeasuredProof]) -> None:
    tokens, stated, tactics = CASES[case]
    proof = proofs[case]
    assert METRICS["tokens"].measure(proof) == -tokens
    assert METRICS["length"].measure(proof) == -tactics
    assert METRICS["declarativity"].measure(proof) == stated / tactics
    assert METRICS["mixed"].measure(proof) == 5 * stated - tactics
