"""What a search found takes the place of the search."""

from __future__ import annotations

import pytest

from tools.lean.suggestions import put_in_place, read_suggestion
from tools.lean.syntax import Syntax


@pytest.mark.parametrize(
    ("message", "tactic"),
    [
        ("Try this:\n  [apply] exact Nat.le_trans h h2", "exact Nat.le_trans h h2"),
        ("Try this: exact h", "exact h"),
        ("Try this: refine ⟨?_, ?_⟩\n", "refine ⟨?_, ?_⟩"),
        ("Try this:\n  [apply] exact\n    f x", None),
        ("Try this:\n  [apply] (expose_names; exact h)", None),
        ("declaration uses `sorry`", None),
    ],
)
def test_a_suggestion_is_one_line(message: str, tactic: str | None) -> None:
    assert read_suggestion(message) == tactic


def search(text: str, nth: int = 0) -> Syntax:
    start = -1
    for _ in range(nth + 1):
        start = text.index("exact?", start + 1)
    start = len(text[:start].encode())
    return Syntax("Tactic.exact?", start, start + 6)


def test_each_search_gets_its_own() -> None:
    text = "theorem é : p := by\n  · exact?\n  · exact?"
    searches = [search(text), search(text, 1)]
    found = put_in_place(text, searches, ["exact a", "exact b"])
    assert found == "theorem é : p := by\n  · exact a\n  · exact b"
    assert put_in_place(text, searches, ["exact a"]) is None
    assert put_in_place(text, [], []) is None


def test_a_line_that_grows_too_long_is_no_suggestion() -> None:
    text = "theorem t : p := by exact?"
    assert put_in_place(text, [search(text)], ["exact " + "x" * 100]) is None
