"""Tactics are found by where they stand in the tree that Lean made of real proofs."""

from __future__ import annotations

import pytest

from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.tactics import TacticStep, sequence_items, tactic_steps


def steps_of(lean: Lean, text: str) -> tuple[Source, list[TacticStep]]:
    source = Source(text)
    analysis, _ = analyse(lean, source)
    assert not [m.text for m in analysis.diagnostics if m.severity == "error"]
    value = analysis.declarations[-1].value
    assert value is not None
    return source, list(tactic_steps(value))


def words(source: Source, steps: list[TacticStep], *, combinators: bool) -> list[str]:
    """The first word of each tactic; of an infix combinator that of its first operand."""
    return [
        source.slice(step.node.start, step.node.end).split()[0]
        for step in steps
        if step.is_combinator is combinators
    ]


@pytest.mark.parametrize(
    ("proof", "tactics", "combinators"),
    [
        ("  constructor\n  · exact hp\n  · exact hq", "constructor exact exact", "· ·"),
        ("  constructor; exact hp; exact hq", "constructor exact exact", ""),
        ("  constructor <;> assumption", "constructor assumption", "constructor"),
        ("  constructor <;> (skip <;> assumption)", "constructor skip assumption",
         "constructor (skip skip"),
        ("  first\n  | exact hp\n  | exact ⟨hp, hq⟩", "exact exact", "first"),
        ("  try skip\n  exact ⟨hp, hq⟩", "skip exact", "try"),
        ("  repeat constructor\n  all_goals assumption", "constructor assumption",
         "repeat all_goals"),
        ("  any_goals skip\n  exact ⟨hp, hq⟩", "skip exact", "any_goals"),
        ("  constructor\n  case left => exact hp\n  case right => exact hq",
         "constructor exact exact", "case case"),
        ("  constructor\n  { exact hp }\n  { exact hq }", "constructor exact exact", "{ {"),
        ("  have h : p := by\n    exact hp\n  exact ⟨h, hq⟩", "have exact exact", ""),
        ("  exact ⟨by exact hp, by assumption⟩", "exact exact assumption", ""),
        ("  cases Or.inl (b := q) hq with\n  | inl h => exact ⟨hp, h⟩\n  | inr h => exact ⟨hp, h⟩",
         "cases exact exact", ""),
        ("  show p ∧ q\n  exact show p ∧ q from ⟨hp, hq⟩", "show exact", ""),
        ("  exact ⟨hp, hq⟩\n  -- constructor; skip", "exact", ""),
        ("  have _s : 1 = 1 := rfl\n  exact ⟨hp, hq⟩", "have exact", ""),
    ],
)  # fmt: skip
def test_each_tactic_once_and_combinators_apart(
    lean: Lean, proof: str, tactics: str, combinators: str
) -> None:
    text = f"theorem t (p q : Prop) (hp : p) (hq : q) : p ∧ q := by\n{proof}\n"
    source, steps = steps_of(lean, text)
    assert words(source, steps, combinators=False) == tactics.split()
    assert words(source, steps, combinators=True) == combinators.split()


def test_parents_and_depths(lean: Lean) -> None:
    source, steps = steps_of(
        lean,
        "theorem t (n : Nat) : n + 0 = n := by\n"
        "  induction n with\n  | zero => rfl\n  | succ n ih =>\n"
        "    · first\n      | rfl\n      | simp\n",
    )
    shown = [
        (source.slice(s.node.start, s.node.end).split()[0], s.depth, s.is_combinator) for s in steps
    ]
    assert shown == [
        ("induction", 0, False),
        ("rfl", 1, False),
        ("·", 1, True),
        ("first", 2, True),
        ("rfl", 3, False),
        ("simp", 3, False),
    ]
    assert steps[-1].parent is steps[3]


def test_the_tactic_before_the_alternatives_counts(lean: Lean) -> None:
    source, steps = steps_of(
        lean,
        "theorem t (b : Bool) : (b || true) = true := by\n"
        "  cases b with skip\n  | true => rfl\n  | false => rfl\n",
    )
    assert words(source, steps, combinators=False) == ["cases", "skip", "rfl", "rfl"]


def test_a_term_has_no_tactics(lean: Lean) -> None:
    _, steps = steps_of(lean, "theorem t (p : Prop) (h : p) : p := h\n")
    assert steps == []


def test_items_of_a_sequence_leave_out_separators(lean: Lean) -> None:
    source, steps = steps_of(
        lean,
        "theorem t (p q : Prop) (hp : p) (hq : q) : p ∧ q := by\n"
        "  (constructor; exact hp\n   exact hq)\n",
    )
    sequence = next(node for node in steps[0].node.walk() if node.kind == "Tactic.tacticSeq")
    items = [source.slice(item.start, item.end) for item in sequence_items(sequence)]
    assert items == ["constructor", "exact hp", "exact hq"]
