"""What is told of tactics: their goals, at the right places, and never too much."""

from __future__ import annotations

from flows.history.report.goals import marked_steps
from tools.lean.structure.goals import Goal, Hypothesis
from tools.lean.structure.tree import GoalChange, ProofStep, ProofTree

_TEXT = "theorem é : p ∧ q := by\n  exact ⟨hp, hq⟩; rfl"


def goal(name: str, hypotheses: int = 1) -> Goal:
    known = tuple(Hypothesis(f"h{i}", f"h{i}", f"p{i}", None, True) for i in range(hypotheses))
    return Goal(name, "", known, name)


def step(text: str, *runs: GoalChange, start: int = 7) -> ProofStep:
    begins = start + len(_TEXT[: _TEXT.index(text)].encode())
    return ProofStep(begins, begins + len(text.encode()), text, "k", "e", False, runs, ())


def tree(*steps: ProofStep) -> ProofTree:
    return ProofTree("é", 7, 7 + len(_TEXT.encode()), "theorem é : p ∧ q", steps)


def test_places_are_those_of_characters() -> None:
    exact = step("exact ⟨hp, hq⟩", GoalChange((goal("a"),), (goal("b"),)))
    never_ran = step("rfl")
    (marked,) = marked_steps(_TEXT, tree(exact, never_ran))
    assert _TEXT[marked.start : marked.end] == "exact ⟨hp, hq⟩"
    assert marked.told == "before:\nh0 : p0\n⊢ a\n\nafter:\nh0 : p0\n⊢ b"


def test_a_tactic_that_ran_several_times_says_so() -> None:
    runs = [GoalChange((goal(name),), ()) for name in "abcde"]
    (marked,) = marked_steps(_TEXT, tree(step("rfl", *runs)))
    assert marked.told.startswith("1 of 5 runs, before:\nh0 : p0\n⊢ a\n\nafter:\nno goals")
    assert "3 of 5 runs" in marked.told
    assert marked.told.endswith("… and 2 more runs")
    assert "⊢ d" not in marked.told


def test_large_states_are_cut() -> None:
    many = GoalChange(tuple(goal(f"g{i}") for i in range(9)), (goal("x" * 500, 90),))
    (marked,) = marked_steps(_TEXT, tree(step("rfl", many)))
    assert "… and 5 more goals" in marked.told
    assert "… 51 lines" in marked.told
    assert "h89 : p89" in marked.told
    assert max(map(len, marked.told.splitlines())) < 200


def test_what_is_told_of_one_proof_has_an_end() -> None:
    large = GoalChange(tuple(goal("x" * 150, 39) for _ in range(4)), ())
    steps = [step("rfl", large) for _ in range(300)]
    marked = marked_steps(_TEXT, tree(*steps))
    assert 0 < len(marked) < 300
    assert sum(len(one.told) for one in marked) <= 100_000


def test_a_tree_of_another_text_marks_nothing() -> None:
    elsewhere = step("rfl", GoalChange((goal("a"),), ()), start=7_000)
    assert marked_steps(_TEXT, tree(elsewhere)) == ()
