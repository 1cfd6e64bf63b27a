"""Reading which variables a printed term uses."""

from __future__ import annotations

from tools.lean.structure.term_use import variables_used


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
