"""When two goals say the same."""

from __future__ import annotations

from collections.abc import Collection

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.lean.structure.goals import Goal, Hypothesis
from tools.metrics.formulas import parse, words
from tools.metrics.sequents import Sequent, Sequents, same
from tools.metrics.terms import Term, Var


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
    # functions applied, values put in
    ("⊢ (fun x => p x) 3", "⊢ p 3"),
    ("⊢ (fun x y => r y x) 1 2", "⊢ r 2 1"),
    ("p : Prop ⊢ id p", "p : Prop ⊢ p"),
    ("p : Prop ⊢ Function.const Nat p 3", "p : Prop ⊢ p"),
    ("⊢ (p ∘ f) 3", "⊢ p (f 3)"),
    ("⊢ let x := 3;\np x", "⊢ p 3"),
    ("⊢ have x := 3;\np x", "⊢ p 3"),
    ("⊢ all (fun x => f x)", "⊢ all f"),
    ("⊢ (a, b).1 = c", "⊢ a = c"),
    # what adds nothing
    ("p : Prop ⊢ p = True", "p : Prop ⊢ p"),
    ("p : Prop ⊢ True ↔ p", "p : Prop ⊢ p"),
    ("p : Prop ⊢ p = False", "p : Prop ⊢ ¬p"),
    ("p : Prop ⊢ p ∧ True", "p : Prop ⊢ p"),
    ("p : Prop ⊢ True ∧ p ∧ 1 = 1", "p : Prop ⊢ p"),
    ("p : Prop ⊢ p ∨ False", "p : Prop ⊢ p"),
    ("p : Prop ⊢ p ∧ p", "p : Prop ⊢ p ∨ p"),
    ("p q : Prop ⊢ p ∧ (p ∨ q)", "p q : Prop ⊢ p"),
    ("p : Prop ⊢ ¬¬p", "p : Prop ⊢ p"),
    ("p : Prop ⊢ ¬p → False", "p : Prop ⊢ p"),
    ("p : Prop ⊢ ∃ x, p", "p : Prop ⊢ p"),
    ("p : Prop ⊢ Unit → p", "p : Prop ⊢ p"),
    ("p : Prop ⊢ Nonempty (PLift p)", "p : Prop ⊢ p"),
    ("p : Prop ⊢ decide p = true", "p : Prop ⊢ p"),
    ("p : Prop ⊢ if True then p else False", "p : Prop ⊢ p"),
    ("a : Nat ⊢ ∃ x, x = a ∧ q x", "a : Nat ⊢ q a"),
    ("a : Nat ⊢ ∀ (x : Nat), x = a → q x", "a : Nat ⊢ q a"),
    # order and direction
    ("a b : Nat ⊢ f a = g b", "a b : Nat ⊢ g b = f a"),
    ("p q : Prop ⊢ p ↔ ¬q", "p q : Prop ⊢ q ↔ ¬p"),
    ("p q r : Prop ⊢ p ∧ q ∧ r", "p q r : Prop ⊢ (r ∧ q) ∧ p"),
    ("p q : Prop ⊢ p ∨ q", "p q : Prop ⊢ q ∨ p"),
    ("⊢ ∃ x, ∃ y, r x y", "⊢ ∃ x, ∃ y, r y x"),
    ("a b : Nat ⊢ f a > g b", "a b : Nat ⊢ g b < f a"),
    # logic
    ("p q : Prop ⊢ p → q", "p q : Prop ⊢ ¬q → ¬p"),
    ("p q r : Prop ⊢ p ∧ q → r", "p q r : Prop ⊢ q → p → r"),
    ("p q : Prop ⊢ ¬(p ∧ q)", "p q : Prop ⊢ ¬p ∨ ¬q"),
    ("p q : Prop ⊢ p ∨ q", "p q : Prop; h : ¬p ⊢ q"),
    ("⊢ ∃ x, q x", "⊢ ¬∀ (x : Nat), ¬q x"),
    ("p : Prop ⊢ (∃ x, q x) → p", "p : Prop; x : Nat; h : q x ⊢ p"),
    # arithmetic
    ("n : Nat ⊢ q (n + 0)", "n : Nat ⊢ q (0 + n)"),
    ("n : Nat ⊢ q (n * 1 - 0)", "n : Nat ⊢ q n"),
    ("n : Nat ⊢ q n.succ.succ", "n : Nat ⊢ q (1 + n + 1)"),
    ("a b : Nat ⊢ a < b", "a b : Nat ⊢ a + 1 ≤ b"),
    ("a b : Nat ⊢ ¬a < b", "a b : Nat ⊢ b ≤ a"),
    ("a b : Nat ⊢ a.lt b", "a b : Nat ⊢ b > a"),
    ("a b : Nat ⊢ a + 5 = b + 5", "a b : Nat ⊢ b = a"),
    ("a b : Nat ⊢ q (a * b)", "a b : Nat ⊢ q (b * a)"),
    ("n : Nat ⊢ n ≠ 0", "n : Nat ⊢ 0 < n"),
    ("a b : Nat ⊢ (a == b) = true", "a b : Nat ⊢ a = b"),
]
DIFFERENT = [
    ("p q : Prop ⊢ p → q", "p q : Prop ⊢ q"),
    ("p q : Prop ⊢ p → q", "p q : Prop ⊢ p ∧ q"),
    ("a b c : Nat; h : a = b ⊢ a = c", "a b c : Nat; h : a = b ⊢ a = b"),
    ("x y : Nat ⊢ r x y", "x : Nat ⊢ r x x"),
    ("p : Prop ⊢ p", "x : Nat ⊢ x"),
    ("a b : Nat ⊢ a < b", "a b : Nat ⊢ a ≤ b"),
    ("p q r : Prop ⊢ p → q ↔ r", "p q r : Prop; h : p ⊢ q ↔ r"),
    ("x : Nat; h : even x ⊢ even (x + 2)", "x : Nat ⊢ even (x + 2)"),
    ("p q : Prop ⊢ p ∧ q", "p q : Prop ⊢ p ∨ q"),
    ("p q : Prop; h : p ⊢ p → q", "p q : Prop; h : p ⊢ ¬p → ¬q"),
    ("p q r : Prop ⊢ p ∧ (q ∨ r)", "p q r : Prop ⊢ p ∧ q ∨ r"),
    ("a b : Real ⊢ a < b", "a b : Real ⊢ a + 1 ≤ b"),
    ("G : Type; a b : G; h : q a ⊢ a * b = c", "G : Type; a b : G; h : q a ⊢ b * a = c"),
    ("G : Type; a b : G ⊢ ¬a ≤ b", "G : Type; a b : G ⊢ b < a"),
    ("a b : Int ⊢ a ≠ 0", "a b : Int ⊢ 0 < a"),
    ("⊢ ∃ x, ∃ y, r x y ∧ q x", "⊢ ∃ x, ∃ y, r y x ∧ q x"),
    ("a b c : Nat ⊢ a + b = b + a", "a b c : Nat ⊢ a + b + c = a + (b + c)"),
    ("n : Nat ⊢ 0 + n = n", "n m : Nat ⊢ n + m = m + n"),
    ("s : Nat ⊢ ∀ (x : Nat), ∃ y, r x y", "s : Nat ⊢ ∃ y, ∀ (x : Nat), r x y"),
    ("a b : Nat; h : q a ⊢ a - b = 0", "a b : Nat; h : q a ⊢ b - a = 0"),
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
        ("p q : Prop; h : p ∧ q ⊢ q ∧ p", True),
        ("p q : Prop; h : p ⊢ q ∨ p", True),
        ("p q : Prop; h : p ⊢ p → p", True),
        ("a b : Nat; h : a < b ⊢ b ≥ a + 1", True),
        ("p q : Prop; h : p ⊢ p ∧ q", False),
        ("a b : Nat; h : q a ⊢ a + b = b + a", False),
        ("p q : Prop; h : p ⊢ q", False),
        ("p : Prop ⊢ p", False),
    ],
)
def test_what_a_hypothesis_says(text: str, is_known: bool) -> None:
    assert Sequents().news(goal(text)).says_nothing == is_known
    assert Sequents({"id_h", "id_f"}).news(goal(text)).says_nothing == is_known


WRAPPERS = [
    ("x : Nat ⊢ p x", "x : Nat ⊢ p x"),
    ("x : Nat ⊢ ∀ (y : Nat), p y", "x : Nat ⊢ p x"),
    ("y : Nat ⊢ p y", "⊢ ∀ (x : Nat), p x"),
    ("x y : Nat ⊢ ∀ (b a : Nat), r a b", "x y : Nat ⊢ r x y"),
    ("q : Prop ⊢ ∀ (n : Nat), q", "q : Prop ⊢ q"),
    ("q : Prop ⊢ Nat → q", "q : Prop ⊢ q"),
    ("p q : Prop; h : p ⊢ p ∧ q", "p q : Prop; h : p ⊢ q"),
    ("a b : Nat ⊢ id (b = a) ∧ True", "a b : Nat ⊢ a = b"),
    ("n : Nat ⊢ ∀ (m : Nat), ∃ x, x = m ∧ p (x + 0)", "n : Nat ⊢ p n"),
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
    assert Sequents().wraps(goal(inner), goal(parent))


@pytest.mark.parametrize(("inner", "parent"), NO_WRAPPERS)
def test_no_wrappers(inner: str, parent: str) -> None:
    assert not Sequents().wraps(goal(inner), goal(parent))


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
    assert same(sequent(goal(f"⊢ {term}")), sequent(goal(f"⊢ ({term})")))


@given(st.text(alphabet="∀∃λ(){}[]⟨⟩,:=>→¬≠≤xy01 ∈|.✝⁰∣'«»-", max_size=30))
def test_any_text_can_be_read(text: str) -> None:
    printed = Goal("g", "", (Hypothesis("x", "1", text, None, True),), text)
    assert same(sequent(printed), sequent(printed))
    assert Sequents().wraps(printed, printed)


def test_variables_are_told_by_their_ids() -> None:
    scope = {"a": Var("1"), "d": Var("2")}
    inner = Term(".b", (Var("1"),))
    assert parse("a.b.c + d", scope) == Term("+", (Term(".c", (inner,)), Var("2")))
    assert words("x✝¹ = y✝") == ("x✝¹", "=", "y✝")
