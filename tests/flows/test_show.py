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
    lean_file(
        "theorem t (p q : Prop) (h : p) : p ∧ q := by\n  constructor\n  · exact h\n  · exact h\n"
    )
    answer = burnish("show", "File.lean")
    assert answer.status == 1
    told = answer.out.splitlines()[1]
    assert told.startswith("File.lean:4:5: t does not check: Type mismatch h has type p but is ")
    assert told.endswith("; `burnish check File.lean` tells the errors in full.")
    assert "left: ⊢ p" in answer.out
    (proof,) = burnish("show", "File.lean", "--json").json["proofs"]
    assert "is expected to have type\n  q" in proof["diagnostics"][0]["text"]


def test_a_proof_with_a_hole_does_not_check(burnish: Burnish, lean_file: Write) -> None:
    lean_file("theorem t (p : Prop) : p → p := by\n  intro h\n  sorry\n\ntheorem u : True := ⟨⟩\n")
    answer = burnish("show", "File.lean:t")
    assert answer.status == 1
    assert "File.lean:1: t does not check: its proof has a `sorry`." in answer.out
    assert burnish("show", "File.lean:u").status == 0


def test_parts_are_shown_alone(burnish: Burnish, lean_file: Write) -> None:
    lean_file(FILE)
    tree = burnish("show", "File.lean:swap", "--tree").out
    states = burnish("show", "File.lean:swap", "--states").out
    assert "└── cases h with" in tree
    assert "-- no goals" not in tree
    assert "└── cases h with" not in states
    assert "      -- no goals" in states.splitlines()


def test_the_context_has_local_declarations_before_imported_ones(
    burnish: Burnish, lean_file: Write
) -> None:
    lean_file(
        "/-- Twice. -/\ndef double (n : Nat) : Nat := n + n\n\n"
        "theorem double_comm (m n : Nat) : double (m + n) = double (n + m) := by\n"
        "  rw [Nat.add_comm]\n"
    )
    answer = burnish("show", "File.lean:double_comm", "--context")
    assert answer.status == 0, answer.err
    ours, theirs = "-- def double, of this file, named here", "-- theorem Nat.add_comm, imported"
    assert answer.out.index(ours) < answer.out.index(theirs)
    assert "def double (n : Nat) : Nat := n + n" in answer.out
    assert "└──" not in answer.out
    record = burnish("show", "File.lean:double_comm", "--context", "--json").json["proofs"][0]
    found = {entry["name"]: entry for entry in record["context"]["declarations"]}
    assert found["double"]["is_local"]
    assert found["Nat.add_comm"]["kind"] == "theorem"
    assert found["Nat.add_comm"]["snippet"] is None
    assert record["steps"]


def test_a_file_without_theorems(burnish: Burnish, lean_file: Write) -> None:
    lean_file("def two : Nat := 2\n")
    answer = burnish("show", "File.lean")
    assert answer.status == 2
    assert "There is no theorem" in answer.err


def test_what_has_no_proof(burnish: Burnish, lean_file: Write) -> None:
    lean_file("structure Pair where\n  left : Nat\n")
    answer = burnish("show", "File.lean:Pair")
    assert answer.status == 2
    assert "Pair in File.lean has no proof to look at" in answer.err
