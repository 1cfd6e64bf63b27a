"""Values of many metrics at once, with what Lean tells for them."""

from __future__ import annotations

import pytest

from tools.lean.analysis import analyse
from tools.lean.heartbeats import CostUnknown, heartbeats, read_heartbeats
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.named import named_theorems, read_references
from tools.lean.source import Position, Source
from tools.metrics import METRICS, Evidence, MeasuredProof
from tools.metrics.measuring import gather, measure, needs_of

TEXT = """namespace Örtlich
/-- Ours: 𝔸 -/
theorem mine (a b : Nat) : a + b = b + a := by rw [Nat.add_comm]

theorem names (p q : Prop) (h : p ∧ q) (a b : Nat) : q ∧ p ∧ a + b = b + a := by
  have k : q := h.right
  have k₂ : q := /- 𝔸𝔸 -/ And.right h
  have k₃ : q := (h).right
  have _k₄ : (b : Nat) + a = a + b := (Nat.add_comm b a).trans rfl
  exact ⟨k, And.left h, mine a b⟩

theorem none (p : Prop) (h : p) : p ∧ (0 : Nat) = 0 := ⟨h, rfl⟩
theorem slow (a b c d : Nat) : a + b + c + d = d + c + b + a := by
  omega
end Örtlich
"""


def test_names_are_those_that_lean_resolves(lean: Lean) -> None:
    source = Source(TEXT)
    analysis, _ = analyse(lean, source)
    mine, names, none, slow = named_theorems(lean, source, analysis.declarations)
    assert mine == {"Nat.add_comm"}
    # A field names nothing, our own file is not outside, and `rfl` is no dependency.
    assert names == {"Nat.add_comm", "And.left", "And.right"}
    assert none == slow == frozenset()
    assert named_theorems(lean, source, ()) == ()


def test_names_that_the_type_completes_are_names(lean: Lean) -> None:
    source = Source(
        "theorem far (p q r s : Prop) (h : p ↔ q) (k : q ↔ r) (x : p) : (p ↔ r) ∧ (p ∨ s) := by\n"
        "  refine ⟨.trans /- 𝔸 -/ h k, ?_⟩\n"
        "  exact .inl x\n"
        "theorem back (a b : Nat) (h : a = b) : b = a ∧ b = a := ⟨by exact (.symm h), .symm h⟩\n"
    )
    analysis, _ = analyse(lean, source)
    far, back = named_theorems(lean, source, analysis.declarations)
    assert far == {"Iff.trans"}  # `Or.inl` is a constructor
    assert back == {"Eq.symm"}
    (proof,) = gather(lean, source, analysis.declarations[:1], {Evidence.NAMES})
    assert METRICS["dependency"].measure(proof) == -1


def test_references_of_older_leans_are_read() -> None:
    source = Source("theorem a : 𝔸 := b\n")
    record = {
        "module": "M",
        "references": {
            "c:Outside.b": {"definition": None, "usages": [[0, 18, 0, 19]]},
            "c:a": {"definition": [0, 8, 0, 9], "usages": []},
            "f:_uniq.3": {"definition": None, "usages": [[0, 1, 0, 2]]},
        },
    }
    (found,) = read_references(record, source)
    # 𝔸 is two UTF-16 units and four bytes.
    assert source.slice(found.start, found.start + 1) == "b"
    assert (found.name, found.outside, found.start) == ("Outside.b", True, 20)


def test_heartbeats_repeat_and_are_those_of_each_declaration(lean: Lean) -> None:
    source = Source(TEXT)
    analysis, _ = analyse(lean, source)
    calls = lean.calls
    first = heartbeats(lean, source, analysis.declarations)
    assert lean.calls == calls + 1
    again = heartbeats(lean, source, analysis.declarations)
    for one, other in zip(first, again, strict=True):
        assert one == pytest.approx(other, rel=0.001)
    mine, names, none, slow = first
    assert slow > 2 * mine > 2000
    assert names > none > 1000
    assert heartbeats(lean, source, ()) == ()


def test_heartbeats_of_a_part_are_those_of_the_whole(lean: Lean) -> None:
    source = Source(TEXT)
    analysis, _ = analyse(lean, source)
    first, second, *_ = heartbeats(lean, source, analysis.declarations)
    (alone,) = heartbeats(lean, source, analysis.declarations[1:2])
    assert alone == pytest.approx(second, rel=0.001)
    assert alone != pytest.approx(first, rel=0.01)


def test_seconds_are_not_taken_for_heartbeats() -> None:
    source = Source("theorem a : True := trivial\n")
    start = Position(1, 0)
    seconds = Message("information", "[Elab.command] [0.001234] theorem a", start, None, "trace")
    with pytest.raises(CostUnknown, match="useHeartbeats"):
        read_heartbeats(source, [seconds])
    count = Message("information", "[Elab.command] [1234.000000] theorem a", start, None, "trace")
    assert read_heartbeats(source, [count]) == {0: 1234.0}


def test_what_lean_does_not_come_to_has_no_cost(lean: Lean) -> None:
    source = Source(TEXT)
    analysis, _ = analyse(lean, source)
    with pytest.raises(CostUnknown, match="stopped"):
        heartbeats(Lean(lean.toolchain, seconds=0.01), source, analysis.declarations)


def test_one_metric_that_fails_leaves_the_others(lean: Lean) -> None:
    source = Source(TEXT)
    analysis, _ = analyse(lean, source)
    chosen = analysis.declarations[:2]
    proofs = gather(
        lean,
        source,
        chosen,
        needs_of(METRICS.values()),
        missing={Evidence.TREE: "the goals are too large to be drawn."},
    )
    assert [proof.name for proof in proofs] == ["Örtlich.mine", "Örtlich.names"]
    measured = measure(METRICS.values(), proofs[0])
    assert measured.values["length"] == -1.0
    assert measured.values["dependency"] == -1.0
    assert measured.values["completion"] == 1.0
    assert measured.values["heartbeats"] < -1000
    assert set(measured.failures) == {"modularity", "depth", "width", "branching", "brittleness"}
    told = str(measured.failures["modularity"])
    assert "modularity" in told
    assert "Örtlich.mine" in told
    assert "too large" in told


def test_a_file_with_an_error_says_so_and_the_source_metrics_go_on(lean: Lean) -> None:
    source = Source("theorem a : 1 = 2 := by simp\ntheorem b : 1 = 1 := rfl\n")
    analysis, _ = analyse(lean, source)
    bad, good = gather(lean, source, analysis.declarations, needs_of(METRICS.values()))
    measured = measure(METRICS.values(), good)
    assert "line 1 has an error" in str(measured.failures["dependency"])
    assert measured.values["tokens"] == -1.0
    failing = MeasuredProof(bad.view, bad.name, verified=False)
    assert METRICS["completion"].measure(failing) == 0.0
    assert METRICS["completion"].measure(good) == 1.0


def test_every_metric_says_what_it_is() -> None:
    for name, metric in METRICS.items():
        assert metric.name == name
        assert len(metric.description) > 30
        assert metric.description.endswith(".")
    assert needs_of([METRICS["completion"]]) == frozenset()
    assert needs_of([METRICS["length"], METRICS["heartbeats"]]) == {Evidence.SYNTAX, Evidence.COST}
