"""The length of proofs, each rule of its definition on Lean's own tree."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.lean.analysis import OPTIONS, Analysis, analyse
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.metrics import LENGTH, METRICS, MeasuredProof, length
from tools.rewriting.view import view_of

CASES = {
    # one tactic each, whatever it is called
    ":= by simp": 1,
    ":= by\n  intro h\n  exact h": 2,
    ":= by intro h; exact h": 2,
    ":= by (intro h; exact h)": 2,
    ":= by { intro h; exact h }": 2,
    ":= by rw [a, b, c]": 1,
    # combinators count none, their operands do
    ":= by intro h <;> exact h": 2,
    ":= by first | rfl | simp | exact h": 3,
    ":= by try simp": 1,
    ":= by repeat constructor": 1,
    ":= by all_goals simp": 1,
    ":= by any_goals (simp; rfl)": 2,
    ":= by\n  constructor\n  · exact h\n  · exact h": 3,
    ":= by\n  constructor\n  case left => exact h\n  case right => exact h": 3,
    ":= by\n  constructor\n  next => exact h\n  next => exact h": 3,
    ":= by iterate 3 simp": 1,
    ":= by focus simp": 1,
    # tactics inside alternatives
    ":= by\n  cases h with\n  | inl a => exact a\n  | inr b => simp; rfl": 4,
    ":= by\n  induction n with\n  | zero => rfl\n  | succ n ih => simp [ih]": 3,
    ":= by\n  induction n with simp\n  | zero => rfl\n  | succ n ih => rfl": 4,
    ":= by\n  match h with\n  | .inl a => exact a\n  | .inr b => exact b": 3,
    ":= by decide <;> (try simp) <;> rfl": 3,
    # a term where a block could stand counts one
    ":= h": 1,
    ":= fun h => h": 1,
    ":= by exact h": 1,
    ":= by\n  have a : p := h\n  exact a": 3,
    ":= by\n  have a : p := by exact h\n  exact a": 3,
    ":= by\n  have a : p := by simp\n  exact a": 3,
    ":= by\n  have a := h\n  exact a": 3,
    ":= by\n  have : p := h\n  exact this": 3,
    ":= by\n  let x : Nat := 3\n  exact h": 3,
    ":= by\n  suffices a : p from h\n  exact a": 3,
    ":= by\n  suffices a : p by simp\n  exact a": 3,
    ":= by\n  obtain a : p := h\n  exact a": 3,
    ":= by\n  obtain ⟨a, b⟩ := h\n  exact a": 2,
    ":= by\n  rcases h with ⟨a, b⟩\n  exact a": 2,
    ":= by\n  calc a = b := h\n    _ = c := by rw [h]\n    _ = d := by exact h": 4,
    ":= by\n  exact calc a = b := h\n    _ = c := by rw [h]": 3,
    ":= calc a = b := by exact h\n    _ = c := h": 3,
    ":= fun h => show p from h": 2,
    ":= have a : p := h\n  a": 2,
    ":= have a : p := by exact h\n  a": 2,
    # blocks inside terms
    ":= f (by simp)": 2,
    ":= f (by exact h)": 1,
    ":= f (by exact g (by simp; rfl))": 3,
    ":= by exact by exact h": 1,
    ":= by exact by simp": 1,
    ":= by\n  refine ⟨h, by exact h⟩": 1,
    ":= by\n  refine ⟨h, by simp⟩": 2,
    # definitions by cases and `where`
    ": Nat → p\n  | 0 => h\n  | n + 1 => by simp": 2,
    ":= by\n  exact g\nwhere\n  g : p := by simp": 2,
    ":= by\n  conv => lhs; simp\n  rfl": 3,
}


@pytest.fixture(scope="module")
def lengths(lean: Lean) -> dict[str, int]:
    """The length of each case; the proofs need not check, only parse."""
    parts = [
        f"theorem case_{index} {'' if case.startswith(': ') else ': p '}{case}\n\n"
        for index, case in enumerate(CASES)
    ]
    return dict(zip(CASES, _measure(lean, parts), strict=True))


def _measure(lean: Lean, parts: list[str]) -> list[int]:
    source = Source("".join(parts))
    # Few of these proofs check, and Lean would stop after its first hundred errors.
    run = lean.run(source.text, (*OPTIONS, "maxErrors=0"))
    assert run.complete
    analysis = Analysis(source, run.messages)
    unparsed = [
        m.text for m in analysis.diagnostics if m.text.startswith(("unexpected", "expected"))
    ]
    assert unparsed == []
    assert len(analysis.declarations) == len(parts)
    return [length(declaration.value) for declaration in analysis.declarations if declaration.value]


@pytest.mark.parametrize("case", CASES)
def test_length(case: str, lengths: dict[str, int]) -> None:
    assert lengths[case] == CASES[case]


_terms = st.recursive(
    st.sampled_from(["h", "h.left", "fun x => x", "(h h)", "by simp", "by simp; rfl"]),
    lambda inner: st.one_of(
        inner.map(lambda t: f"f ({t})"),
        st.tuples(inner, inner).map(lambda p: f"⟨{p[0]}, {p[1]}⟩"),
        inner.map(lambda t: f"fun x => ({t})"),
        inner.map(lambda t: f"by exact ({t})"),
        inner.map(lambda t: f"show p from ({t})"),
        st.tuples(inner, inner).map(lambda p: f"(have a : p := ({p[0]}); ({p[1]}))"),
    ),
    max_leaves=6,
)
_PLACES = (
    ":= {}",
    ":= f ({})",
    ":= by\n  have a : p := {}\n  simp",
    ":= by\n  calc a = b := {}\n    _ = c := {}",
    ":= by\n  refine ⟨{}, {}⟩",
    ":= fun x => show p from {}",
)


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(_terms, min_size=4, max_size=10))
@pytest.mark.long
def test_unwrapping_an_exact_gains_nothing_anywhere(lean: Lean, terms: list[str]) -> None:
    parts: list[str] = []
    for term in terms:
        for place in _PLACES:
            wrapped = place.replace("{}", f"by exact {term}")
            parts += [f"theorem t{len(parts)} : p {place.replace('{}', term)}\n\n"]
            parts += [f"theorem t{len(parts)} : p {wrapped}\n\n"]
    measured = _measure(lean, parts)
    for index in range(0, len(parts), 2):
        assert measured[index] == measured[index + 1], parts[index : index + 2]


def test_the_metric_is_the_negated_length(lean: Lean) -> None:
    source = Source("theorem a (p : Prop) (h : p) : p := by\n  have h' : p := h\n  exact h'\n")
    analysis, _ = analyse(lean, source)
    assert METRICS["length"] is LENGTH
    assert LENGTH.measure(MeasuredProof(view_of(source, analysis.declarations[0]))) == -3.0
