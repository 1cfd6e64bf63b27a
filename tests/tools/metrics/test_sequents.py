"""When two goals say the same."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.lean.structure.goals import Goal, Hypothesis
from tools.metrics.formulas import Var, normal, resolve, words
from tools.metrics.sequents import Sequent, Sequents, same, wraps


def goal(text: str) -> Goal:
    """``x y : Nat; h : x = y ⊢ y = x``."""
    context, _, target = text.rpartition("⊢")
    hypotheses = [
        Hypothesis(name, f"id_{name}", kind.strip(), None, True)
        for line in context.split(";")
        if line.strip()
        for names, _, kind in (line.partition(" : "),)
        for name in names.split()
    ]
    return Goal(text, "", tuple(hypotheses), target.strip())


def sequent(of: Goal, derived: Collection[str] = ()) -> Sequent:
    return Sequents(derived).of(of)


EQUAL = [
    ("x : Nat ⊢ p x", "⊢ ∀ (n : Nat), p n"),
    ("x y : Nat ⊢ r x y", "⊢ ∀ (b a : Nat), r b a"),
    ("x : Nat ⊢ ∀ (y : Nat), r x y", "⊢ ∀ (x : Nat) (y : Nat), r x y"),
    ("p q : Prop; h : p ⊢ q", "p q : Prop ⊢ p → q"),
    ("p q r : Prop ⊢ p → q → r", "p q r : Prop ⊢ q → p → r"),
    ("p : Prop ⊢ ¬p", "p : Prop ⊢ p → False"),
    ("p : Prop; h : p ⊢ False", "p : Prop ⊢ ¬p"),
    ("a b : Nat ⊢ a ≠ b", "a b : Nat; h : a = b ⊢ False"),
    ("a b : Nat ⊢ a ≥ b", "a b : Nat ⊢ b ≤ a"),
    ("⊢ ∃ x, x = 0", "⊢ ∃ y, y = 0"),
    ("⊢ ∃ x, ∀ (y : Nat), x ≤ y", "⊢ ∃ y, ∀ (x : Nat), y ≤ x"),
    ("⊢ f (fun x => x + 1) = 0", "⊢ f (fun y => y + 1) = 0"),
    ("⊢ s = {x | x > 0}", "⊢ s = {y | y > 0}"),
    ("s : Set Nat ⊢ ∀ x ∈ s, p x", "s : Set Nat; x : Nat; h : x ∈ s ⊢ p x"),
    ("p : Prop; q : Prop; u : Nat ⊢ p ∧ q", "p q : Prop ⊢ p ∧ q"),
    ("p : Prop ⊢ True → p", "p : Prop ⊢ p"),
    ("p : Prop ⊢ 1 = 1 → p", "p : Prop ⊢ p"),
    ("p : Prop ⊢ Nat → p", "p : Prop ⊢ p"),
    ("p : Prop ⊢ (p)", "p : Prop ⊢ p"),
    ("p q : Prop; h : p; h' : p ⊢ q", "p q : Prop; h : p ⊢ q"),
    ("x✝ : Nat ⊢ p x✝", "y : Nat ⊢ p y"),
    ("xs : List Nat ⊢ xs.length = 0", "ys : List Nat ⊢ ys.length = 0"),
    ("⊢ ∀ {n : Nat}, p n", "n : Nat ⊢ p n"),
    ("P : Nat → Prop; h : ∀ (n : Nat), P n ⊢ P 0", "Q : Nat → Prop; i : ∀ (m : Nat), Q m ⊢ Q 0"),
]
DIFFERENT = [
    ("p q : Prop ⊢ p → q", "p q : Prop ⊢ q"),
    ("p q : Prop ⊢ p → q", "p q : Prop ⊢ p ∧ q"),
    ("a b c : Nat; h : a = b ⊢ a = c", "a b c : Nat; h : a = b ⊢ a = b"),
    ("x y : Nat ⊢ r x y", "x : Nat ⊢ r x x"),
    ("⊢ ∃ x, ∃ y, r x y", "⊢ ∃ x, ∃ y, r y x"),
    ("p : Prop ⊢ p", "x : Nat ⊢ x"),
    ("a b : Nat ⊢ a < b", "a b : Nat ⊢ a ≤ b"),
    ("p q r : Prop ⊢ p → q ↔ r", "p q r : Prop; h : p ⊢ q ↔ r"),
    ("x : Nat; h : even x ⊢ even (x + 2)", "x : Nat ⊢ even (x + 2)"),
]


@pytest.mark.parametrize(("one", "other"), EQUAL)
def test_these_say_the_same(one: str, other: str) -> None:
    assert same(sequent(goal(one)), sequent(goal(other)))
    assert same(sequent(goal(other)), sequent(goal(one)))


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_these_do_not(one: str, other: str) -> None:
    assert not same(sequent(goal(one)), sequent(goal(other)))
    assert not same(sequent(goal(other)), sequent(goal(one)))


def test_facts_that_follow_make_no_other_goal() -> None:
    before, after = goal("p q : Prop ⊢ q"), goal("p q : Prop; k : p ⊢ q")
    assert not same(sequent(before), sequent(after))
    assert same(sequent(before), sequent(after, {"id_k"}))


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        ("p : Prop; h : p ⊢ p", True),
        ("f : ∀ (x : Nat), p x ⊢ ∀ (y : Nat), p y", True),
        ("a b : Nat; h : a = b → False ⊢ a ≠ b", True),
        ("p q : Prop; h : p ⊢ q", False),
        ("p : Prop ⊢ p", False),
    ],
)
def test_what_a_hypothesis_says(text: str, is_known: bool) -> None:
    assert sequent(goal(text)).is_known == is_known
    assert sequent(goal(text), {"id_h", "id_f"}).is_known == is_known


WRAPPERS = [
    ("x : Nat ⊢ p x", "x : Nat ⊢ p x"),
    ("x : Nat ⊢ ∀ (y : Nat), p y", "x : Nat ⊢ p x"),
    ("y : Nat ⊢ p y", "⊢ ∀ (x : Nat), p x"),
    ("x y : Nat ⊢ ∀ (b a : Nat), r a b", "x y : Nat ⊢ r x y"),
    ("q : Prop ⊢ ∀ (n : Nat), q", "q : Prop ⊢ q"),
    ("q : Prop ⊢ Nat → q", "q : Prop ⊢ q"),
]
NO_WRAPPERS = [
    ("p q : Prop ⊢ p → q", "p q : Prop ⊢ q"),
    ("a b c : Nat ⊢ a ≤ b", "a b c : Nat ⊢ b ≤ c"),
    ("a : Nat ⊢ ∀ (x : Nat), r x x", "a b : Nat ⊢ r a b"),
    ("s : Set Nat; q : Prop ⊢ ∀ x ∈ s, q", "s : Set Nat; q : Prop ⊢ q"),
    ("p : Prop ⊢ ¬p", "p : Prop ⊢ False"),
]


@pytest.mark.parametrize(("inner", "parent"), WRAPPERS)
def test_wrappers(inner: str, parent: str) -> None:
    assert wraps(goal(inner), goal(parent))


@pytest.mark.parametrize(("inner", "parent"), NO_WRAPPERS)
def test_no_wrappers(inner: str, parent: str) -> None:
    assert not wraps(goal(inner), goal(parent))


_names = st.sampled_from(["x", "y", "h", "n"])
_terms = st.recursive(
    st.sampled_from(["x", "y", "h", "n", "0", "f x", "True"]),
    lambda inner: st.one_of(
        st.tuples(_names, inner).map(lambda p: f"(∃ {p[0]}, {p[1]})"),
        st.tuples(_names, inner).map(lambda p: f"(∀ ({p[0]} : Nat), {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} = {p[1]})"),
        st.tuples(inner, inner).map(lambda p: f"({p[0]} → {p[1]})"),
        inner.map(lambda t: f"(¬{t})"),
    ),
    max_leaves=8,
)


@given(_terms, st.permutations(["x", "y", "h", "n"]))
def test_renaming_a_context_changes_nothing(term: str, order: list[str]) -> None:
    new = dict(zip(["x", "y", "h", "n"], [f"{name}'" for name in order], strict=True))
    renamed = "".join(new.get(word, word) + " " for word in words(term))
    one = goal(f"x y h n : Nat ⊢ {term}")
    other = goal(f"{' '.join(new[name] for name in 'xyhn')} : Nat ⊢ {renamed}")
    assert same(sequent(one), sequent(other))


@given(_terms)
def test_reading_never_fails_and_is_stable(term: str) -> None:
    read = normal(resolve(words(term), {"x": "1"}))
    assert normal(read) == read
    assert sequent(goal(f"⊢ {term}")) == sequent(goal(f"⊢ ({term})"))


@given(st.text(alphabet="∀∃λ(){}[]⟨⟩,:=>→¬≠≤xy01 ∈|.✝⁰∣'«»-", max_size=30))
def test_any_text_can_be_read(text: str) -> None:
    printed = Goal("g", "", (Hypothesis("x", "1", text, None, True),), text)
    assert same(sequent(printed), sequent(printed))
    assert wraps(printed, printed)


def test_variables_are_told_by_their_ids() -> None:
    assert resolve(words("a.b.c + d"), {"a": "1", "d": "2"}) == (
        Var("1"),
        ".b.c",
        "+",
        Var("2"),
    )
    assert words("x✝¹ = y✝") == ("x✝¹", "=", "y✝")
