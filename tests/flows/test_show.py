"""`burnish show`: the tree and the chain of states of real proofs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Burnish = Callable[..., Any]
Write = Callable[..., Path]

FILE = """theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  cases h with
  | intro hp hq =>
    constructor
    · exact hq
    · first
      | assumption
      | exact hp

theorem term (p : Prop) (h : p) : p := h
"""


def test_tree_and_states_are_readable(burnish: Burnish, lean_file: Write) -> None:
    lean_file(FILE)
    answer = burnish("show", "File.lean:swap")
    assert answer.status == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[0].startswith("swap  File.lean:1 ──")
    assert "└── cases h with" in lines
    assert "· exact hq" in answer.out
    assert "| exact hp   never ran" in answer.out
    assert "    -- intro: p q : Prop, hp : p, hq : q ⊢ q ∧ p" in lines
    assert "      -- no goals" in lines
    assert max(map(len, lines)) <= 100


def test_json_has_goals_and_text(burnish: Burnish, lean_file: Write) -> None:
    lean_file(FILE)
    answer = burnish("show", "File.lean", "--json")
    assert answer.status == 0, answer.err
    swap, term = answer.json["proofs"]
    assert (swap["name"], swap["line"]) == ("swap", 1)
    assert [(step["text"], step["term"]) for step in term["steps"]] == [("h", True)]
    (cases,) = swap["steps"]
    assert cases["kind"] == "Tactic.cases"
    (run,) = cases["runs"]
    (goal,) = (goal for goal in swap["goals"] if [goal["id"]] == run["before"])
    names = [swap["hypotheses"][index]["name"] for index in goal["hypotheses"]]
    assert (names, goal["target"], run["after"]) == (["p", "q", "h"], "q ∧ p", [])
    assert cases["children"][0]["text"] == "constructor"
    assert swap["states"].startswith("theorem swap")


def test_a_proof_with_an_error_is_shown_as_far_as_it_goes(
    burnish: Burnish, lean_file: Write
) -> None:
    lean_file("theorem t (p q : Prop) (h : p) : p ∧ q := by\n  constructor\n  exact h\n")
    answer = burnish("show", "File.lean")
    assert answer.status == 0
    assert "error: " in answer.out
    assert "left: ⊢ p" in answer.out


def test_a_file_without_theorems(burnish: Burnish, lean_file: Write) -> None:
    lean_file("def two : Nat := 2\n")
    answer = burnish("show", "File.lean")
    assert answer.status == 2
    assert "There is no theorem" in answer.err
