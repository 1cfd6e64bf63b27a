"""Goals as types that can be stated elsewhere: pure, no Lean."""

from __future__ import annotations

import pytest

from tools.lean.structure.goals import Goal, Hypothesis
from tools.rewriting.statement import prove, statement


def _hypothesis(text: str, value: str | None = None) -> Hypothesis:
    name, _, type_ = text.partition(" : ")
    return Hypothesis(name, f"id of {text}", type_, value, "✝" not in name)


def _goal(target: str, *hypotheses: str) -> Goal:
    return Goal("g", "", tuple(_hypothesis(text) for text in hypotheses), target)


OUTER = _goal("r", "p : Prop", "h : p ∨ q")


@pytest.mark.parametrize(
    ("inner", "type_", "names"),
    [
        (_goal("q", "p : Prop", "h : p ∨ q"), "q", ()),
        (_goal("r", "p : Prop", "hp : p"), "p → r", ("hp",)),
        (_goal("r", "p : Prop", "hp : p → q"), "(p → q) → r", ("hp",)),
        (_goal("P x", "x : α", "hx : Q x"), "∀ (x : α), Q x → P x", ("x", "hx")),
        (_goal("P x'", "x : α", "x' : α"), "α → ∀ (x' : α), P x'", ("x", "x'")),
        # the same name for something else is new
        (_goal("r", "p : Prop", "h : p"), "p → r", ("h",)),
        (_goal("a =\n  b"), "a = b", ()),
    ],
)
def test_what_the_place_does_not_have_becomes_a_premise(
    inner: Goal, type_: str, names: tuple[str, ...]
) -> None:
    stated = statement(inner, OUTER)
    assert stated is not None
    assert (stated.type, stated.names) == (type_, names)


@pytest.mark.parametrize(
    "inner",
    [
        _goal("P x✝"),
        _goal("?m.3 = 2"),
        _goal("f ⋯ = 2"),
        _goal("r", "h : P x✝"),
        Goal("g", "", (_hypothesis("x : Nat", "3"),), "x = 3"),
        _goal("x = y" * 100),
    ],
)
def test_what_lean_could_not_read_back_is_not_stated(inner: Goal) -> None:
    assert statement(inner, OUTER) is None


def test_an_inaccessible_hypothesis_that_nothing_speaks_of_is_left_out() -> None:
    stated = statement(_goal("r", "this✝ : p", "hq : q"), OUTER)
    assert stated is not None
    assert stated.type == "q → r"


def test_a_long_statement_has_a_line_of_its_own() -> None:
    stated = statement(_goal("a = " + "b + " * 20 + "c"), OUTER)
    assert stated is not None
    first, second, *_ = prove("fact", stated, "simp\nrfl", 20).split("\n")
    assert first == "have fact :"
    assert second == f"    {stated.type} := by"
