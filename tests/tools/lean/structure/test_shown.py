"""Each goal shown once beside a raw tree: the same goals as Lean's own readable tree has."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.proof_tree import draw
from tools.lean.source import Source
from tools.lean.structure.shown import Unmatched
from tools.lean.structure.tree import ProofTree

_EXAMPLES = sorted((Path(__file__).resolve().parents[4] / "examples").glob("*.lean"))
LAYOUTS = """theorem layouts (p q : Prop) (hp : p) (hq : q) : (p ∧ q) ∧ (q ∧ p) := by
  have := (by exact hp); skip
  constructor <;> (constructor <;> first | (exact hp) | exact hq)
  done
theorem blocks (a b : Nat) (h : a = b) : a = b ∧ b = a ∧ a + 0 = b := by
  refine ⟨by exact
            h, ?_, ?_⟩
  case' refine_1 => { rw [h] }
  all_goals try simp
  all_goals exact h
theorem cases_of (p q : Prop) : p ∨ q → q ∨ p
  | .inl h => by right; exact h
  | .inr h => .inl (by exact h)
theorem byTerm (p : Prop) (h : p) : p ∧ (True ∧ p) :=
  ⟨h, by constructor
         · trivial
         · exact h⟩
theorem inside (a b : Nat) (h : a = b) : b = a := by
  conv =>
    lhs
    rw [← h]
"""


CONVERSIONS = """theorem nested (f : Nat → Nat → Nat) (a b : Nat) (h : a = b) : f a b = f b a := by
  conv in f a b => rw [h]
  conv =>
    rhs
    (arg 2; rw [h])
theorem several (a b c : Nat) (h : a = b) (k : b = c) : (a, b) = (b, c) := by
  conv => { lhs; congr <;> skip
            · rw [h]
            rw [k] }
theorem fact (a b : Nat) (h : a = b) : (a, a) = (b, b) := by
  conv => lhs; rw [show a = b by exact h]
"""


def drawn_both_ways(
    lean: Lean, text: str, monkeypatch: pytest.MonkeyPatch
) -> tuple[tuple[ProofTree, ...], tuple[ProofTree, ...]]:
    """Shown beside the raw tree, and from Lean's own readable tree."""
    source = Source(text)
    analysis, _ = analyse(lean, source)
    shown = draw(lean, source, analysis.declarations)

    def never(*_: object) -> None:
        raise Unmatched

    with monkeypatch.context() as patched:
        patched.setattr("tools.lean.structure.join.Readable", never)
        return shown, draw(lean, source, analysis.declarations)


def goals(tree: ProofTree) -> list[tuple[str, list[list[str]]]]:
    """Every tactic with the goals of each run; Lean breaks lines of its tree where it likes."""
    return [
        (
            step.text,
            [[" ".join(str(g).split()) for g in (*r.before, *r.after)] for r in step.runs],
        )
        for step in tree.walk()
        if not step.is_term
    ]


@pytest.mark.parametrize("text", [LAYOUTS, CONVERSIONS])
def test_layouts(lean: Lean, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    shown, own = drawn_both_ways(lean, text, monkeypatch)
    assert [goals(tree) for tree in shown] == [goals(tree) for tree in own]
    assert all(tree.is_readable for tree in shown)


@pytest.mark.long
@pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in _EXAMPLES])
def test_examples_have_the_same_goals(
    lean: Lean, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = lean.calls
    text = path.read_text(encoding="utf-8")
    shown, own = drawn_both_ways(lean, text, monkeypatch)
    assert [goals(tree) for tree in shown] == [goals(tree) for tree in own]
    assert lean.calls > calls


def test_a_bare_term_has_the_goal_that_lean_has(lean: Lean) -> None:
    source = Source("""variable (p : Prop)
theorem t (h : p) : ¬¬p := fun k =>
  k h
""")
    analysis, _ = analyse(lean, source)
    (tree,) = draw(lean, source, analysis.declarations)
    (term,) = tree.steps
    assert [str(goal) for goal in term.goals_before] == ["p : Prop\nh : p\n⊢ ¬¬p"]


@pytest.mark.parametrize("text", [LAYOUTS, CONVERSIONS])
def test_no_proof_of_these_is_printed_again(lean: Lean, text: str) -> None:
    source = Source(text)
    analysis, _ = analyse(lean, source)
    calls = lean.calls
    draw(lean, source, analysis.declarations)
    assert lean.calls == calls + 2


def test_goals_in_conv_are_the_terms_that_are_rewritten(lean: Lean) -> None:
    source = Source(CONVERSIONS)
    analysis, _ = analyse(lean, source)
    _, several, fact = draw(lean, source, analysis.declarations)
    told = {step.text: step.runs for step in several.walk()}
    (outer,) = (runs for text, runs in told.items() if text.startswith("conv"))
    assert [(g.target, g.is_conversion) for g in outer[0].before] == [("(a, b) = (b, c)", False)]
    (congr,) = told["congr"]
    assert [(g.case, g.target, g.mark) for g in congr.after] == [
        ("fst", "a", "|"),
        ("snd", "b", "|"),
    ]
    assert congr.children == tuple(goal.id for goal in congr.after)
    assert len(told["skip"]) == 2
    (last,) = told["rw [k]"]
    assert [str(goal).splitlines()[-1] for goal in last.after] == ["| c"]
    (exact,) = (step for step in fact.walk() if step.text == "exact h")
    assert [goal.mark for goal in exact.goals_before] == ["⊢"]
