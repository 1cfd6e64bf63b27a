"""Reading which variables a printed term uses."""

from __future__ import annotations

from tools.lean.structure.term_use import binders


def variables_used(term: str) -> list[tuple[str, bool]]:
    return [(binder.name, binder.is_used) for binder in binders(term)]


def test_an_occurrence_means_the_innermost_binder() -> None:
    term = "fun (p : Prop) (h : p) => have h : p := x; have k : p := h; g (fun (h : p) => h)"
    assert variables_used(term) == [
        ("p", True),
        ("h", False),
        ("h", True),
        ("k", False),
        ("h", True),
    ]


def test_a_scope_ends_with_its_parentheses() -> None:
    assert variables_used("f (fun (a : T) => b) a") == [("a", False)]
    assert variables_used("fun (k._@.x._hyg.75 : T) => k._@.x._hyg.75") == [("k", True)]


def test_no_term_uses_nothing() -> None:
    assert variables_used("") == []


def test_types_of_binders() -> None:
    term = "fun (p : forall (x : A), B x) {q : Prop} => have h : And p (f q) := fun (h : q) => h; h"
    assert [(binder.name, binder.type) for binder in binders(term)] == [
        ("p", "forall (x : A), B x"),
        ("x", "A"),
        ("q", "Prop"),
        ("h", "And p (f q)"),
        ("h", "q"),
    ]


def test_the_value_of_a_have_is_a_scope_of_its_own() -> None:
    term = "have h : q := have h : p := x; fun (k : p) => h; f h k"
    assert variables_used(term) == [("h", True), ("h", True), ("k", False)]
    assert variables_used("have h : q := g h; x") == [("h", False)]
