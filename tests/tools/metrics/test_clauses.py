"""The one form of statements that are equivalent by logic alone."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.metrics.clauses import clausal
from tools.metrics.terms import FALSE, TRUE, Node, Term, Var, key

ATOMS = "pqrs"
_formulas = st.recursive(
    st.sampled_from([*map(Var, ATOMS), TRUE, FALSE]),
    lambda inner: st.one_of(
        inner.map(lambda one: Term("¬", (one,))),
        st.tuples(st.sampled_from("∧∨↔"), inner, inner).map(lambda t: Term(t[0], t[1:])),
    ),
    max_leaves=10,
)


def holds(node: Node, true: dict[str, bool]) -> bool:
    if isinstance(node, Var):
        return true[node.id]
    parts = [holds(arg, true) for arg in node.args]
    match node.head:
        case "∧":
            return all(parts)
        case "∨":
            return any(parts)
        case "↔":
            return parts[0] == parts[1]
        case "¬":
            return not parts[0]
    return node == TRUE


def table(node: Node) -> list[bool]:
    rows = product([False, True], repeat=len(ATOMS))
    return [holds(node, dict(zip(ATOMS, row, strict=True))) for row in rows]


@given(_formulas, _formulas)
def test_equivalent_formulas_have_one_form(one: Node, other: Node) -> None:
    assert table(clausal(one)) == table(one)
    both = Term("∧", (Term("∨", (one, other)), Term("∨", (other, one))))
    again = Term("∨", (Term("∧", (one, TRUE)), Term("¬", (Term("¬", (other,)),))))
    assert key(clausal(both)) == key(clausal(Term("↔", (TRUE, both))))
    assert table(both) == table(again)
    assert key(clausal(Term("↔", (both, TRUE)))) == key(clausal(Term("↔", (again, TRUE))))


@pytest.mark.parametrize(
    ("parts", "form"),
    [
        (("∨", Var("p"), Term("¬", (Var("p"),))), Term("∨", (Var("p"), Term("¬", (Var("p"),))))),
        (("↔", Var("p"), Var("p")), TRUE),
        (("↔", Var("p"), Term("¬", (Var("p"),))), FALSE),
    ],
)
def test_forms(parts: tuple[str, Node, Node], form: Node) -> None:
    """One disjunction is left as it is: the reader has seen to it."""
    assert clausal(Term(parts[0], parts[1:])) == form


def test_of_many_atoms_a_formula_stays() -> None:
    many = Term("∨", tuple(Term("∧", (Var(f"a{i}"), Var(f"b{i}"))) for i in range(4)))
    assert clausal(many) is many
