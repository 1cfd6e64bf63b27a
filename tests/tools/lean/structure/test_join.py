"""What a tactic did to the goals, what it spawned, and what the finished proof uses."""

from __future__ import annotations

import pytest

from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.proof_tree import draw
from tools.lean.source import Source
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree

PROOF = """theorem both (p q r : Prop) (hp : p) (hq : q) : (p ∧ q) ∧ (q ∧ p) := by
  have k : p ∧ q := by
    constructor
    · exact hp
    · exact hq
  have idle : q := hq
  have ⟨a, b⟩ := k
  suffices h : q from by
    refine ⟨⟨?_, h⟩, ?_⟩
    exact a
    exact And.intro h hp
  assumption
"""


def drawn(lean: Lean, text: str) -> ProofTree:
    source = Source(text)
    analysis, _ = analyse(lean, source)
    (tree,) = draw(lean, source, analysis.declarations[-1:])
    return tree


def step(tree: ProofTree, start: str) -> ProofStep:
    return next(step for step in tree.walk() if step.text.startswith(start))


def run(tree: ProofTree, start: str) -> GoalChange:
    return step(tree, start).runs[0]


def targets(tree: ProofTree, ids: tuple[str, ...]) -> list[str]:
    return [tree.goals[identity].target for identity in ids]


def test_children_and_spawned_goals(lean: Lean) -> None:
    tree = drawn(lean, PROOF)
    have = run(tree, "have k")
    assert targets(tree, have.spawned) == ["p ∧ q"]
    assert have.spawned == (run(tree, "constructor").before[0].id,)
    assert have.children == tuple(goal.id for goal in have.after)
    assert have.closed == (have.before[0].id,)
    assert targets(tree, run(tree, "constructor").children) == ["p", "q"]
    assert run(tree, "constructor").spawned == ()
    suffices = run(tree, "suffices")
    assert targets(tree, suffices.spawned) == ["q"]
    assert targets(tree, suffices.children) == ["(p ∧ q) ∧ q ∧ p"]
    assert suffices.spawned == run(tree, "assumption").closed


def test_calc_steps_and_blocks_in_terms_are_spawned(lean: Lean) -> None:
    tree = drawn(
        lean,
        """theorem t (a b c : Nat) (h : a = b) (k : b = c) : a = c ∧ b = b := by
  refine ⟨?_, by rfl⟩
  calc a = b := by exact h
    _ = c := by exact k
""",
    )
    assert targets(tree, run(tree, "refine").spawned) == ["b = b"]
    assert targets(tree, run(tree, "refine").children) == ["a = c"]
    assert targets(tree, run(tree, "calc").spawned) == ["a = b", "b = c"]
    assert run(tree, "calc").children == ()


def test_branches_of_an_induction_are_children(lean: Lean) -> None:
    tree = drawn(
        lean,
        """theorem t (n : Nat) : n = n := by
  induction n with
  | zero => rfl
  | succ m ih => exact congrArg Nat.succ ih
""",
    )
    change = run(tree, "induction")
    assert len(change.children) == 2
    assert change.spawned == ()
    assert {i.rpartition("#")[0] for i in change.introduced} == {"m", "ih"}
    assert run(tree, "exact").constants == ("congrArg", "Nat.succ")


def test_two_goals_that_look_alike_are_two(lean: Lean) -> None:
    tree = drawn(
        lean,
        "theorem t (p : Prop) (h : p) : p ∧ p := by\n  refine ⟨?_, ?_⟩\n  exact h\n  exact h\n",
    )
    first, second = run(tree, "refine").children
    assert first != second
    solved = [step.runs[0].closed for step in tree.steps[1:]]
    assert solved == [(first,), (second,)]


def test_names_of_a_step_are_resolved(lean: Lean) -> None:
    tree = drawn(lean, PROOF)
    last = run(tree, "exact And.intro")
    assert last.constants == ("And.intro",)
    assert last.locals == ("h#1", "hp#1")
    assert run(tree, "have ⟨a, b⟩").introduced == ("a#1", "b#1")


def test_what_the_finished_proof_uses(lean: Lean) -> None:
    used = drawn(lean, PROOF).used
    assert {"k#1", "h#1", "hp#1", "b#1"} <= used  # `b` by `assumption`, which names nothing
    assert "idle#1" not in used
    assert "r#1" not in used


@pytest.mark.parametrize(
    ("proof", "used"),
    [
        # What hides a fact of the same name is used, the hidden one is not.
        ("have h : p := hp; have h : q := hq; exact ⟨hp, h⟩", ["q"]),
        ("have h : q := hq; have h : p := hp; exact ⟨h, hq⟩", ["p"]),
        # Alike but for the place.
        ("constructor; (have h : p := hp; exact h); (have h : p := hp; exact hq)", ["p"]),
        # The term has them in another order than the proof.
        ("suffices h : q from by exact ⟨hp, h⟩; have h : p := hp; exact hq", ["q"]),
        ("suffices h : q from ⟨hp, hq⟩; have h : p := hp; exact And.right ⟨h, hq⟩", ["p"]),
        # A tactic binds one more of the name.
        ("have h : p := hp; refine ⟨?_, (fun h : q => h) hq⟩; exact hp", []),
        ("have h : q := hq; refine ⟨(fun h : p => h) hp, ?_⟩; exact h", ["q"]),
    ],
)
@pytest.mark.parametrize("is_readable", [True, False])
def test_facts_of_one_name_are_told_apart(
    lean: Lean, proof: str, used: list[str], is_readable: bool
) -> None:
    source = Source(f"theorem t (p q : Prop) (hp : p) (hq : q) : p ∧ q := by\n  {proof}\n")
    analysis, _ = analyse(lean, source)
    (tree,) = draw(lean, source, analysis.declarations, readable=is_readable)
    types = {
        h.id: h.type for g in tree.goals.values() for h in g.hypotheses if h.name.startswith("h")
    }
    if is_readable:
        found = [types[i] for i in sorted(tree.used) if i.startswith("h#")]
        assert found == used
    else:
        assert len([i for i in tree.used if i.startswith("h#")]) == len(used)


def test_a_bare_term_is_one_step_with_its_blocks_below(lean: Lean) -> None:
    tree = drawn(lean, "theorem t (p : Prop) (h : p) : p ∧ True := ⟨h, by trivial⟩\n")
    (term,) = tree.steps
    assert term.is_term
    assert [step.text for step in term.children] == ["trivial"]
    assert targets(tree, term.runs[0].spawned) == ["True"]
    assert [goal.target for goal in term.goals_before] == ["p ∧ True"]


def shape(tree: ProofTree) -> object:
    """All that does not depend on how terms are printed."""
    return [
        (s.text, [(r.closed, r.children, r.spawned, r.introduced, r.locals) for r in s.runs])
        for s in tree.walk()
    ]


def test_the_raw_tree_has_the_same_shape(lean: Lean) -> None:
    source = Source(PROOF)
    analysis, _ = analyse(lean, source)
    (readable,) = draw(lean, source, analysis.declarations)
    (raw,) = draw(lean, source, analysis.declarations, readable=False)
    assert shape(raw) == shape(readable)
    assert raw.used == readable.used
    assert "_uniq" in raw.steps[0].goals_before[0].target
