"""Names that a binder gives and its body never says are not printed."""

from __future__ import annotations

import pytest

from tools.rewriting.layout import LINE, Doc, Group, render
from tools.rewriting.terms.term import apply, atom, function, match, match_function, project
from tools.rewriting.terms.unused import blanked


@pytest.mark.parametrize(
    ("patterns", "body", "printed"),
    [
        (["x", "y", "h"], "hf (hg h)", ["_", "_", "h"]),
        (["h"], "h.left", ["h"]),
        (["left"], "h.left", ["_"]),
        (["h", "h'"], "h'", ["_", "h'"]),
        (["x?", "h₁"], "h₁", ["_", "h₁"]),
        (["⟨x, hx, .inl hP⟩"], "⟨x, hP⟩", ["⟨x, _, .inl hP⟩"]),
        ([".succ n ih"], "ih", [".succ _ ih"]),
        (["⟨x, rfl⟩", "_"], "rfl", ["⟨_, rfl⟩", "_"]),
        (["x", "x"], "f x", ["_", "x"]),
        (["x", "h"], "by simp_all", ["x", "h"]),
        (["x", "h"], "⟨(by assumption), h⟩", ["x", "h"]),
        (["x", "h"], "f ‹p x›", ["x", "h"]),
        (["«by»", "h"], "h", ["«by»", "h"]),
        (["x", "h"], "bypass h", ["_", "h"]),
        (["x", "h"], Group(("f", LINE, "h")), ["_", "h"]),
    ],
)
def test_only_what_is_unused_is_blanked(patterns: list[str], body: Doc, printed: list[str]) -> None:
    assert blanked(patterns, body) == tuple(printed)


def _line(document: Doc) -> str:
    return render(document, 0, 0)


def test_nested_functions_are_merged_before_their_names_are_left_out() -> None:
    inner = function(["y", "h"], apply(atom("f"), [atom("x"), atom("h")]))
    assert _line(inner.doc) == "fun _ h => f x h"
    assert _line(function(["x"], inner).doc) == "fun x _ h => f x h"


def test_a_pattern_still_takes_apart_what_it_binds() -> None:
    body = match(atom("h"), [("⟨a, b⟩", atom("b"))])
    assert _line(body.doc) == "match h with | ⟨_, b⟩ => b"
    assert _line(function(["x", "h"], body).doc) == "fun _ ⟨_, b⟩ => b"


def test_alternatives_leave_out_names_one_by_one() -> None:
    cases = [(".inl a", atom("k")), (".inr b", project(atom("b"), "left"))]
    text = _line(match_function(cases).doc)
    assert text == "fun\n  | .inl _ => k\n  | .inr b => b.left"
