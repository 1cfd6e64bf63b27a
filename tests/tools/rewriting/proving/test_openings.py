"""First steps of a proof, told from a goal alone."""

from __future__ import annotations

import pytest

from tools.lean.structure.goals import Goal, Hypothesis
from tools.rewriting.proving.openings import functions, introductions, openings


def goal(target: str, **types: str) -> Goal:
    known = tuple(Hypothesis(name, name, kind, None, True) for name, kind in types.items())
    return Goal("g", "", known, target)


def lines(target: str, **types: str) -> list[str]:
    return ["; ".join(one.close("done")) for one in openings(goal(target, **types))]


@pytest.mark.parametrize(
    ("target", "names", "left"),
    [
        ("p ∧ q", (), "p ∧ q"),
        ("∀ (n : Nat), n = n", ("n",), "n = n"),
        ("∀ (a b : Nat) (c : Int), a = b", ("a", "b", "c"), "a = b"),
        ("∀ n, n = n", ("n",), "n = n"),
        ("∀ {p q : Prop}, p ∧ q → q → q ∧ p", ("p", "q", "h", "h1"), "q ∧ p"),
        ("(p → q) → q", ("h",), "q"),
        ("(∀ x, P x) → P a", ("h",), "P a"),
        ("(p → q) ∧ r", (), "(p → q) ∧ r"),
        ("p ↔ (q → r)", (), "p ↔ (q → r)"),
        ("∃ x, p → q", (), "∃ x, p → q"),
        ("¬p", ("hn",), "False"),
    ],
)
def test_introductions(target: str, names: tuple[str, ...], left: str) -> None:
    assert introductions(target) == (names, left)


def test_what_is_known_is_taken_apart() -> None:
    found = lines("q ∧ p", p="Prop", n="Nat", h="p ∧ q", f="p → q", t="Type", no="¬p")
    assert "cases h <;> done" in found
    assert "induction n <;> done" in found
    assert "by_cases p <;> done" in found
    assert "constructor <;> done" in found
    assert "constructor <;> cases h <;> done" in found
    assert not [one for one in found if "cases f" in one or "cases t" in one or "cases no" in one]


def test_a_variable_is_inducted_on_before_what_depends_on_it_is_there() -> None:
    found = lines("∀ (n m : Nat), n ≤ m → n < m + 1")
    assert found[0] == "intro n m h; done"
    assert "intro n; induction n <;> done" in found
    assert "intro n m h; cases h <;> done" in found


def test_a_table_of_few_variables() -> None:
    assert "cases a <;> cases b <;> done" in lines("f a b = f b a", a="Bool", b="Bool")
    many = lines("p", **dict.fromkeys("abcde", "Bool"))
    assert not [one for one in many if one.count("cases") > 2]


def test_a_definition_may_hide_premises() -> None:
    assert "intro x y h <;> done" in lines("Injective f", f="Nat → Nat")
    assert not [one for one in lines("a = b", a="Nat") if one.startswith("intro")]


def test_functions_are_those_that_can_be_applied() -> None:
    hypotheses = goal("q", h="p", f="p → q", g="∀ x, P x", n="¬p").hypotheses
    assert functions(hypotheses) == ["n", "g", "f"]
