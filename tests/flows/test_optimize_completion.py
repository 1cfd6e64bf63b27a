"""`burnish optimize --metric completion`: proofs for theorems that do not check."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from agents import proposers
from tools.rewriting import Candidate, ProofView

Burnish = Callable[..., Any]
Write = Callable[..., Path]

SUM = """def sumTo : Nat → Nat
  | 0 => 0
  | n + 1 => sumTo n + (n + 1)

"""
BROKEN = """theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  cases h with
  | intro hp hq =>
    constructor
    · exact hp
    · exact hp
"""
FALSE = "theorem wrong (n : Nat) : n = n + 1 := by\n  simp\n"


def proved(burnish: Burnish, *arguments: str) -> dict[str, Any]:
    answer = burnish("optimize", "--metric", "completion", "--json", *arguments)
    assert answer.status == 0, answer.err + answer.out
    (found,) = answer.json["results"]
    assert isinstance(found, dict)
    return found


def checked(burnish: Burnish) -> dict[str, str]:
    return {
        one["name"]: one["verdict"]
        for one in burnish("check", "File.lean", "--json").json["declarations"]
    }


def test_a_failing_tactic_is_replaced(burnish: Burnish, lean_file: Write) -> None:
    lean_file(BROKEN)
    found = proved(burnish, "File.lean:swap")
    assert (found["before"], found["after"]) == (0, 1)
    assert found["proved"]
    assert found["verdict"] == "verified"
    assert found["original"] == BROKEN.rstrip()
    assert found["caveat"] == ""
    assert found["diff"].startswith("--- File.lean")
    assert found["proof"] not in BROKEN
    assert "sorryAx" not in found["axioms"]
    again = proved(burnish, "File.lean:swap")
    assert again["lean_calls"] == 0
    assert again["proof"] == found["proof"]


@pytest.mark.long
def test_statements_are_proved_anew(burnish: Burnish, lean_file: Write) -> None:
    theorems = (
        "theorem gauss : ∀ n, 2 * sumTo n = n * (n + 1) := sorry",
        "theorem other : ∀ p q : Prop, p ∨ q → q ∨ p := by\n  intro p q",
        "theorem less (a b : Nat) (h : a < b) : a ≤ b ∧ a ≠ b :=\n  ⟨sorry, sorry⟩",
        "theorem cased : ∀ n : Nat, sumTo n + 0 = sumTo n\n  | 0 => rfl\n  | n + 1 => no",
        "theorem empty (n : Nat) : n < sumTo n + n + 1 := by",
    )
    path = lean_file(SUM + "\n\n".join(theorems) + "\n")
    answer = burnish("optimize", path, "--metric", "completion", "--write", "--json")
    assert answer.status == 0, answer.err + answer.out
    assert [one["proved"] for one in answer.json["results"]] == [True] * len(theorems)
    assert set(checked(burnish).values()) == {"verified"}
    text = path.read_text(encoding="utf-8")
    assert "sorry" not in text
    assert all(theorem.partition(":=")[0].partition("\n")[0] in text for theorem in theorems)


def test_what_rests_on_it_checks_with_it(burnish: Burnish, lean_file: Write) -> None:
    uses = "\ntheorem uses (p q : Prop) (h : p ∧ q) : q := (swap p q h).1\n"
    path = lean_file(BROKEN + uses)
    assert checked(burnish)["uses"] == "rejected"
    proved(burnish, "File.lean:swap", "--write")
    assert path.read_text(encoding="utf-8").endswith(uses)
    assert set(checked(burnish).values()) == {"verified"}


def test_what_is_false_is_not_proved_and_the_rest_stays(burnish: Burnish, lean_file: Write) -> None:
    before, after = "theorem one : 1 = 1 := by\n  rfl\n\n", f"\n{FALSE}\n-- the end\n"
    path = lean_file(before + BROKEN + after)
    answer = burnish("optimize", "File.lean", "--metric", "completion", "--write")
    assert answer.status == 1
    assert "completion: not proved" in answer.out
    rows = {line.split()[0]: line.split()[3:] for line in answer.out.splitlines() if line.strip()}
    assert (rows["swap"], rows["wrong"], rows["one"]) == (["proved"], ["not", "proved"], ["="])
    assert "0 of 3 theorems improved, 1 proved" in answer.out
    assert "swap" in answer.out
    text = path.read_text(encoding="utf-8")
    assert text.startswith(before)
    assert text.endswith(after)
    path.write_text(before + BROKEN + after, encoding="utf-8")
    again = burnish("optimize", "File.lean", "--metric", "completion", "--json").json["results"]
    one, swap, wrong = again
    assert text == before + swap["proof"] + "\n" + after
    # The file has another error, so there is no object file to compare with.
    assert "the file has errors elsewhere" in swap["caveat"]
    assert (wrong["verdict"], wrong["proved"], wrong["after"]) == ("rejected", False, 0)
    assert (wrong["diff"], one["before"], one["candidates"]) == ("", 1, 0)
    assert wrong["candidates"] > 10


def test_a_proof_that_rests_on_sorry_is_none(
    burnish: Burnish, lean_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever a proposer says: the `sorry` of the problem's own original pardons nothing."""
    cheats = (
        "by sorry",
        "by exact sorry",
        "by admit",
        "by exact sorryAx _",
        "lemma",
        "by_axiom",
        "by first | done | exact lemma",
        "by have : False := lemma'\n     exact this.elim",
    )

    def cheat(view: ProofView, **_: object) -> Sequence[Candidate]:
        head = view.text.slice(0, view.value.start)
        return [Candidate(f"{head}:= {text}", (), ("prove",), 1) for text in cheats]

    monkeypatch.setattr(proposers, "prove", cheat)
    lemmas = (
        "theorem lemma : 1 = 2 := sorry\ntheorem lemma' : False := sorry\naxiom by_axiom : 1 = 2\n"
    )
    lean_file(f"{lemmas}theorem t : 1 = 2 := by\n  rfl\n")
    answer = burnish("optimize", "File.lean:t", "--metric", "completion", "--json")
    assert answer.status == 1
    (found,) = answer.json["results"]
    assert not found["proved"]
    assert found["candidates"] >= len(cheats)


def test_a_statement_that_does_not_elaborate(burnish: Burnish, lean_file: Write) -> None:
    lean_file("theorem t (n : Nat) : n = true := by\n  rfl\n")
    answer = burnish("optimize", "File.lean:t", "--metric", "completion")
    assert answer.status == 2
    assert "there is an error beside its proof (line 1:" in answer.err
    unread = "theorem u : 1 = 1 := by\n  exact (rfl : 1 = 1))\n\ntheorem v : 1 = 1 := rfl\n"
    path = lean_file(unread)
    answer = burnish("optimize", "File.lean:u", "--metric", "completion", "--write")
    assert answer.status == 2
    assert "error beside its proof (line 2: " in answer.err
    assert "write `sorry` for what Lean cannot read" in answer.err
    assert path.read_text(encoding="utf-8") == unread


def test_only_completion_proves(burnish: Burnish, lean_file: Write) -> None:
    lean_file(BROKEN)
    answer = burnish("optimize", "File.lean:swap", "--metric", "length")
    assert answer.status == 2
    assert "does not check to begin with" in answer.err
    both = burnish("optimize", "File.lean", "--metric", "completion,length", "--json")
    assert both.status == 1
    (found,) = both.json["results"]
    assert found["before"] is None


def test_what_others_rest_on_is_not_taken_away(burnish: Burnish, lean_file: Write) -> None:
    lean_file(
        "theorem t (n : Nat) : n = n := nope\nwhere helper (n : Nat) : n = n := rfl\n\n"
        "theorem u (n : Nat) : n = n := t.helper n\n"
    )
    answer = burnish("optimize", "File.lean:t", "--metric", "completion")
    assert answer.status == 2
    assert "without its proof there is an error in line 4, so that something else" in answer.err
