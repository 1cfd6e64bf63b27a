"""Each rewrite on a small proof that shows what it is for: what it proposes, and that Lean
accepts it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tools.lean.lean import Lean
from tools.rewriting import ProofView, propose
from tools.rewriting.candidate import make_candidate
from tools.rewriting.outline import Outline
from tools.rewriting.rewrites import REWRITES

PORTFOLIO = ("rfl", "simp_all", "simp", "assumption")


@dataclass(frozen=True)
class Case:
    rewrite: str
    statement: str
    before: str
    after: str
    gain: int


CASES = [
    Case(
        "exact_term",
        "p ∧ q ↔ q ∧ p",
        """\
:= by
  constructor
  · intro h
    have hp : p := h.left
    constructor
    · exact h.right
    · exact hp
  · intro h
    obtain ⟨hq, hp⟩ := h
    exact ⟨hp, hq⟩""",
        ":= ⟨fun h => ⟨h.right, h.left⟩, fun ⟨hq, hp⟩ => ⟨hp, hq⟩⟩",
        9,
    ),
    Case(
        "exact_term",
        "p ∨ q → q ∨ p",
        """\
:= by
  intro h
  rcases h with hp | hq
  · right
    exact hp
  · left
    exact hq""",
        ":= fun h => h.elim (fun hp => Or.inr hp) (fun hq => Or.inl hq)",
        5,
    ),
    Case(
        "exact_term",
        "(∃ x, P x ∨ Q x) → (∃ x, P x) ∨ ∃ x, Q x",
        """\
:= by
  intro h
  obtain ⟨x, hx⟩ := h
  cases hx with
  | inl hP =>
    left
    exact ⟨x, hP⟩
  | inr hQ =>
    right
    refine ⟨x, ?_⟩
    exact hQ""",
        """\
:=
  fun
    | ⟨x, .inl hP⟩ => Or.inl ⟨x, hP⟩
    | ⟨x, .inr hQ⟩ => Or.inr ⟨x, hQ⟩""",
        7,
    ),
    Case(
        "exact_term",
        "(p → q) → ¬q → ¬p",
        """\
:= by
  intro h
  intro hnq
  intro hp
  apply hnq
  apply h
  exact hp""",
        ":= fun h hnq hp => hnq (h hp)",
        5,
    ),
    Case(
        "exact_term",
        "p → q → p ∧ q",
        """\
:= by
  intro hp hq
  constructor
  · exact hp
  · simp [hq]""",
        ":= fun hp hq => ⟨hp, by simp [hq]⟩",
        2,
    ),
    Case(
        "exact_term",
        "p ∨ ¬p",
        """\
:= by
  by_cases h : p
  · left
    exact h
  · right
    exact h""",
        ":= (Classical.em p).elim (fun h => Or.inl h) (fun h => Or.inr h)",
        4,
    ),
    Case(
        "exact_term",
        "(a b c : Nat) (h : a = b) (k : c = b) : a = c",
        """\
:= by
  calc
    a = b := h
    _ = c := by
      symm
      exact k""",
        ":= h.trans k.symm",
        3,
    ),
    Case(
        "close_goal",
        "(n : Nat) : double (n + 1) = double n + 2",
        """\
:= by
  have h : double (n + 1) = double n + 2 := by
    rfl
  rw [h]""",
        ":= by rfl",
        2,
    ),
    Case(
        "close_goal",
        "(n : Nat) : double (n + 1) = double n + 2",
        """\
:= by
  have h : double (n + 1) = double n + 2 := by
    rfl
  rw [h]""",
        ":= by simp [double]",
        2,
    ),
    Case(
        "drop_tactics",
        "(h : p) : p",
        """\
:= by
  -- kept
  have h' : p ∧ p := ⟨h, h⟩ -- goes
  exact h""",
        """\
:= by
  -- kept
  exact h""",
        2,
    ),
    Case("drop_tactics", "(h : p) : p", ":= by show p; exact h", ":= by exact h", 1),
    Case(
        "inline_have",
        "(h : p ∧ q) : q ∧ p",
        """\
:= by
  have hq : q := by
    exact h.right
  exact ⟨hq, h.left⟩""",
        """\
:= by
  exact ⟨h.right, h.left⟩""",
        2,
    ),
    Case(
        "inline_have",
        "(h : ∃ x, P x) (k : ∀ x, P x → Q x) : ∃ x, Q x",
        """\
:= by
  obtain ⟨x, hx⟩ := h
  have hQ : Q x := by
    apply k
    exact hx
  exact ⟨x, hQ⟩""",
        """\
:= by
  obtain ⟨x, hx⟩ := h
  exact ⟨x, k _ hx⟩""",
        3,
    ),
    Case(
        "inline_have",
        "(h : p ∧ q) : q ∧ p",
        """\
:= by
  have k : q ∧ p := by
    constructor
    · exact h.2
    · exact h.1
  exact k""",
        """\
:= by
  constructor
  · exact h.2
  · exact h.1""",
        2,
    ),
    Case(
        "merge_intros",
        "p → q → p ∧ p → p",
        ":= by\n  intro a\n  intro b\n  intro c\n  exact a",
        ":= by\n  intro a b c\n  exact a",
        2,
    ),
    Case(
        "merge_rewrites",
        "(a b c : Nat) (h : a = b) (k : b = c) : a = c",
        ":= by\n  rw [h]\n  rw [k]",
        ":= by\n  rw [h, k]",
        1,
    ),
    Case(
        "merge_patterns",
        "p ∧ q → q",
        ":= by\n  intro h\n  obtain ⟨hp, hq⟩ := h\n  exact hq",
        ":= by\n  rintro ⟨hp, hq⟩\n  exact hq",
        1,
    ),
    Case(
        "merge_patterns",
        "(h : p ∧ q ∧ r) : r",
        ":= by\n  obtain ⟨hp, h'⟩ := h\n  obtain ⟨hq, hr⟩ := h'\n  exact hr",
        ":= by\n  obtain ⟨hp, ⟨hq, hr⟩⟩ := h\n  exact hr",
        1,
    ),
    Case(
        "merge_patterns",
        "p ∨ p → p",
        ":= by\n  intro h\n  cases h with\n  | inl a => exact a\n  | inr b => exact b",
        ":= by\n  rintro (a | b)\n  · exact a\n  · exact b",
        1,
    ),
    Case(
        "merge_patterns",
        "(a b : Nat) (h : a = b ∧ p) : b = a",
        ":= by\n  obtain ⟨e, hp⟩ := h\n  subst e\n  rfl",
        ":= by\n  obtain ⟨rfl, hp⟩ := h\n  rfl",
        1,
    ),
    Case(
        "finish_with",
        "(a b : Nat) (h : a = b) (k : 0 < b) : 0 < a",
        ":= by\n  rw [h]\n  exact k",
        ":= by rwa [h]",
        1,
    ),
    Case(
        "finish_with",
        "(h : p ∧ True) : p",
        ":= by\n  simp at h\n  exact h",
        ":= by simpa using h",
        1,
    ),
    Case(
        "collapse_chain",
        "(f : Nat → Nat) (a b c : Nat) (h : a = b) (k : b = c) : f a = f c",
        """\
:= by
  calc
    f a = f b := by rw [h]
    _ = f c := by rw [k]""",
        ":= by\n  rw [h, k]",
        2,
    ),
    Case(
        "collapse_chain",
        "(f : Nat → Nat) (a b c : Nat) (h : a = b) (k : c = b) : f a = f c",
        """\
:= by
  have h₁ : f a = f b := by
    rw [h]
  have h₂ : f b = f c := by
    rw [k]
  rw [h₁, h₂]""",
        ":= by\n  rw [h, ← k]",
        4,
    ),
    Case(
        "merge_calc_steps",
        "(f : Nat → Nat) (a b c : Nat) (h : a = b) (k : b = c) : f a = f c",
        """\
:= by
  calc
    f a = f b := by rw [h]
    _ = f c := by rw [k]""",
        ":= by\n  calc\n    f a = f c := by rw [h, k]",
        1,
    ),
    Case(
        "unfold_fact",
        "(n : Nat) : double (n + 1) = 2 + double n",
        """\
:= by
  have h : double (n + 1) = double n + 2 := by
    rfl
  rw [h, Nat.add_comm]""",
        ":= by\n  rw [double, Nat.add_comm]",
        2,
    ),
    Case(
        "drop_fact",
        "(n : Nat) : double (n + 1) = double n + 2",
        """\
:= by
  have h : double (n + 1) = double n + 2 := by
    rfl
  calc
    double (n + 1) = double n + 2 := by rw [h]""",
        ":= by\n  calc\n    double (n + 1) = double n + 2 := by rfl",
        2,
    ),
    Case(
        "use_fact",
        "(a b : Nat) (h : a = b) : a + 1 = b + 1",
        ":= by\n  have k : a = b := h\n  subst k\n  rfl",
        ":= by\n  have k : a = b := h\n  rw [k]",
        1,
    ),
    Case(
        "share_tactic",
        "(b : Bool) : (b && b) = b",
        ":= by\n  cases b with\n  | false => rfl\n  | true => rfl",
        ":= by cases b <;> rfl",
        1,
    ),
    Case(
        "share_tactic",
        "(a b : Bool) : (a && b) = (b && a)",
        """\
:= by
  cases a with
  | false =>
    cases b with
    | false => rfl
    | true => rfl
  | true =>
    cases b with
    | false => rfl
    | true => rfl""",
        ":= by cases a <;> cases b <;> rfl",
        4,
    ),
    Case(
        "reduce_first",
        "(h : p) : p",
        ":= by\n  first\n    | rfl\n    | exact h",
        ":= by\n  exact h",
        1,
    ),
    Case(
        "unwrap_exact",
        "(h : p ∧ q) : q ∧ p",
        ":= ⟨by exact h.right, by exact id h.left⟩",
        ":= ⟨by exact h.right, (id h.left)⟩",
        0,
    ),
    Case(
        "drop_rules",
        "(n : Nat) : n + 0 = n",
        ":= by simp only [Nat.add_zero, Nat.zero_add]",
        ":= by simp only [Nat.add_zero]",
        0,
    ),
    Case(
        "drop_names",
        "(h : ∀ n, 0 ≤ n + n) : ∀ n, 0 ≤ n + n",
        ":= by\n  intro\n  rename_i k\n  exact h k",
        ":= by\n  intro\n  exact h _",
        1,
    ),
    Case(
        "inline_have",
        "(n : Nat) : double (n + 1) + 0 = double n + 2",
        """\
:= by
  have h : double (n + 1) = double n + 2 := by
    rfl
  rw [h]""",
        ":= by\n  rw [show double (n + 1) = double n + 2 from rfl]",
        1,
    ),
    Case(
        "drop_ascriptions",
        "(h : p) : p",
        ":= (h : p)",
        ":= h",
        0,
    ),
]


def _theorem(index: int, case: Case, value: str) -> str:
    has_binder = case.statement.startswith("(") and " : " in case.statement.partition(")")[0]
    colon = "" if has_binder else ": "
    return f"theorem case_{index} {colon}{case.statement} {value}"


@pytest.fixture(scope="module")
def case_views(views: Callable[[list[str]], list[ProofView]]) -> list[ProofView]:
    return views([_theorem(index, case, case.before) for index, case in enumerate(CASES)])


@pytest.mark.parametrize("index", range(len(CASES)), ids=lambda i: f"{i}-{CASES[i].rewrite}")
def test_what_a_rewrite_proposes(index: int, case_views: list[ProofView]) -> None:
    case, view = CASES[index], case_views[index]
    (rewrite,) = [one for one in REWRITES if one.name == case.rewrite]
    proposals = list(rewrite.find(Outline(view), PORTFOLIO))
    made = {
        make_candidate(view, p.edits, (rewrite.name,), p.gain).declaration: p.gain
        for p in proposals
    }
    expected = _theorem(index, case, case.after)
    assert expected in made, "\n---\n".join(made)
    assert made[expected] == case.gain


def test_every_rewrite_has_a_case() -> None:
    assert {case.rewrite for case in CASES} == {rewrite.name for rewrite in REWRITES}


def test_lean_accepts_what_the_cases_expect(lean: Lean, context: str) -> None:
    text = context + "".join(
        f"{_theorem(index, case, case.after)}\n#print axioms case_{index}\n"
        for index, case in enumerate(CASES)
    )
    run = lean.run(text)
    assert [m.text for m in run.messages if m.severity == "error"] == []


def test_the_order_puts_what_pays_first(case_views: list[ProofView]) -> None:
    """The best that is known for the first case is among the first few of all that is proposed."""
    proposed = propose(case_views[0], portfolio=PORTFOLIO, limit=100)
    wanted = _theorem(0, CASES[0], CASES[0].after)
    assert wanted in [candidate.declaration for candidate in proposed[:5]]
