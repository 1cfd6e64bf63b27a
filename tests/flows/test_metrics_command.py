"""`burnish metrics`: all metrics of real proofs, as a table and as JSON."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows import measuring
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.named import NamesUnknown, named_theorems
from tools.lean.proof_tree import Drawn, ProofTreeTooLarge, draw_each
from tools.lean.source import Source
from tools.metrics import METRICS

Burnish = Callable[..., Any]
Write = Callable[..., Path]

FILE = """theorem both (p q r : Prop) (h : p ∧ r) (f : r → q) : q ∧ p := by
  have hq : q ∧ r := by
    constructor
    · exact f h.2
    · exact h.2
  cases h with
  | intro hp _ => exact ⟨hq.1, hp⟩

theorem add_swap (a b : Nat) : a + b = b + a := by
  rw [Nat.add_comm]

example : 1 = 1 := rfl
"""
OWN = '''
def steps(tree):
    """The steps of the tree, negated."""
    print("looking")
    return -sum(1 for _ in tree.walk())

def fails(tree, view):
    raise ValueError("no idea")
'''


def test_every_metric_of_every_theorem(burnish: Burnish, lean_file: Write) -> None:
    lean_file(FILE)
    answer = burnish("metrics", "File.lean", "--json")
    assert answer.status == 0, answer.err
    both, swap, example = answer.json["theorems"]
    assert [both["name"], swap["name"], example["name"]] == ["both", "add_swap", ""]
    for theorem in (both, swap, example):
        assert list(theorem["metrics"]) == list(METRICS)
        assert None not in theorem["metrics"].values()
        assert theorem["reasons"] == {}
    expected = {"length": -6, "modularity": 1, "declarativity": 1 / 6, "mixed": -1, "depth": -3}
    assert {name: both["metrics"][name] for name in expected} == pytest.approx(expected)
    assert both["metrics"]["heartbeats"] < -1000
    assert (swap["metrics"]["dependency"], both["metrics"]["dependency"]) == (-1, 0)
    assert answer.json["lean"]["origin"] == "embedded"


def test_the_table_says_once_that_higher_is_better(burnish: Burnish, lean_file: Write) -> None:
    lean_file(FILE)
    answer = burnish("metrics", "File.lean")
    assert answer.status == 0, answer.err
    assert answer.out.count("Higher is better") == 1
    assert all(name in answer.out for name in METRICS)
    row = next(line for line in answer.out.splitlines() if line.startswith("both"))
    assert row.split()[:4] == ["both", "-6", "0", "1"]
    assert "(example, line 12)" in answer.out
    assert max(map(len, answer.out.splitlines())) <= 100


def test_one_theorem_gets_a_line_for_each_metric(burnish: Burnish, lean_file: Write) -> None:
    lean_file(FILE)
    answer = burnish("metrics", "File.lean:both")
    assert answer.status == 0, answer.err
    lines = answer.out.splitlines()
    assert lines[0] == "both  File.lean:1"
    told = {line.split()[0]: line.split()[1:4] for line in lines[2:] if line[:1].isalpha()}
    assert told["length"] == ["-6", "The", "number"]
    assert told.keys() >= METRICS.keys()


def test_a_metric_of_ones_own(burnish: Burnish, lean_file: Write, tmp_path: Path) -> None:
    lean_file(FILE)
    (tmp_path / "own.py").write_text(OWN, encoding="utf-8")
    arguments = ("metrics", "File.lean:both", "-m", "own.py:steps", "--metric", "own.py:fails")
    answer = burnish(*arguments, "--json")
    assert answer.status == 0, answer.err
    (theorem,) = answer.json["theorems"]
    assert theorem["metrics"]["steps"] < -5
    assert theorem["metrics"]["fails"] is None
    assert "ValueError: no idea" in theorem["reasons"]["fails"]
    assert "looking" in answer.err
    shown = burnish(*arguments).out
    assert "The steps of the tree, negated." in shown
    assert "No fails for both: its function raised ValueError: no idea (own.py, line " in shown


@pytest.mark.parametrize(
    ("own", "complaint"),
    [("own.py:steps", "there is no file own.py"), ("beauty", "There is no metric beauty")],
)
def test_a_metric_that_is_not_there(
    burnish: Burnish, lean_file: Write, own: str, complaint: str
) -> None:
    lean_file(FILE)
    answer = burnish("metrics", "File.lean", "--metric", own)
    assert (answer.status, answer.out) == (2, "")
    assert complaint in answer.err


def test_a_proof_that_does_not_check_has_only_its_completion(
    burnish: Burnish, lean_file: Write
) -> None:
    lean_file("theorem good : 1 = 1 := by\n  rfl\n\ntheorem bad : 1 = 2 := by\n  rfl\n")
    answer = burnish("metrics", "File.lean", "--json")
    assert answer.status == 1
    good, bad = answer.json["theorems"]
    assert (good["verdict"], bad["verdict"]) == ("verified", "rejected")
    assert good["metrics"]["length"] == -1
    assert {name: v for name, v in bad["metrics"].items() if v is not None} == {"completion": 0}
    assert set(bad["reasons"]) == set(METRICS) - {"completion"}
    assert bad["reasons"]["length"].startswith("it does not check (line 5: ")
    shown = burnish("metrics", "File.lean")
    assert shown.status == 1
    assert "for bad: it does not check (line 5: " in shown.out


def test_a_tree_that_is_too_large_takes_nothing_else_away(
    burnish: Burnish, lean_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def small_ones(
        lean: Lean, source: Source, declarations: list[Declaration]
    ) -> tuple[Drawn, ...]:
        drawn = draw_each(lean, source, declarations)
        too_large = ProofTreeTooLarge("The goals of both are too large to be drawn.")
        return tuple(too_large if getattr(t, "name", "") == "both" else t for t in drawn)

    monkeypatch.setattr(measuring, "draw_each", small_ones)
    lean_file(FILE)
    answer = burnish("metrics", "File.lean", "--json")
    assert answer.status == 0, answer.err
    both, swap, _ = answer.json["theorems"]
    missing = {name for name, value in both["metrics"].items() if value is None}
    assert (
        missing
        == {"modularity", "depth", "width", "branching", "brittleness"}
        == set(both["reasons"])
    )
    assert "too large to be drawn" in both["reasons"]["depth"]
    assert both["metrics"]["length"] == -6
    assert None not in swap["metrics"].values()
    shown = burnish("metrics", "File.lean").out
    assert "No modularity, depth, width, branching, brittleness for both: " in shown


def test_what_cannot_be_measured(burnish: Burnish, lean_file: Write) -> None:
    lean_file("def two : Nat := 2\n")
    answer = burnish("metrics", "File.lean")
    assert answer.status == 2
    assert "There is no theorem in File.lean" in answer.err


def test_an_error_takes_nothing_from_the_other_theorems(burnish: Burnish, lean_file: Write) -> None:
    lean_file(
        "theorem bad (a b : Nat) : a + b = b + a := by\n  exact nothing\n\n"
        "theorem worse (a : Nat) : a = true := rfl\n\n#check nothing\n\n"
        "theorem uses (a b : Nat) (h : a ≤ b) : a + b = b + a ∧ a < b + 1 := by\n"
        "  exact ⟨bad a b, Nat.lt_succ_of_le h⟩\n\n"
        "theorem fine (a b : Nat) : a * b = b * a := Nat.mul_comm a b\n"
    )
    answer = burnish("metrics", "File.lean", "--json")
    assert answer.status == 1
    *_, uses, fine = answer.json["theorems"]
    assert (fine["verdict"], fine["reasons"], fine["metrics"]["dependency"]) == ("verified", {}, -1)
    assert None not in fine["metrics"].values()
    assert (uses["verdict"], uses["metrics"]["completion"]) == ("rejected", 0)  # by a `sorry`
    assert "File.lean: proof trees of 4 theorems" in answer.err


def test_what_cannot_be_told_of_all_together_is_asked_of_each(
    burnish: Burnish, lean_file: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    def shy(
        lean: Lean, source: Source, declarations: list[Declaration]
    ) -> tuple[frozenset[str], ...]:
        if any(declaration.name == "both" for declaration in declarations):
            raise NamesUnknown("Lean does not say what stands in both.")
        return named_theorems(lean, source, declarations)

    monkeypatch.setattr("tools.metrics.measuring.named_theorems", shy)
    lean_file(FILE)
    both, swap, _ = burnish("metrics", "File.lean", "--json").json["theorems"]
    assert both["reasons"] == {"dependency": "Lean does not say what stands in both."}
    assert (swap["reasons"], swap["metrics"]["dependency"]) == ({}, -1)
