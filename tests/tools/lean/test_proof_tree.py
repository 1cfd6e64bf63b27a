"""Proof trees and chains of states of real proofs."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tools.lean import proof_tree
from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.process import Run
from tools.lean.proof_tree import ProofTree, ProofTreeTooLarge, draw, draw_each
from tools.lean.source import Source
from tools.lean.states import Limits, chain_of_states, sequent
from tools.lean.structure.goals import Goal, Hypothesis
from tools.lean.structure.records import tree_from_json

_QUICK = ("Equality", "Logic", "Parity")
EXAMPLES = sorted((Path(__file__).resolve().parents[3] / "examples").glob("*.lean"))

BOTH = """namespace Foo
/-- Both halves. -/
theorem both (p q : Prop) (hp : p) (hq : q) : (p ∧ q) ∧ (q ∧ p) := by
  constructor <;> constructor
  all_goals first | assumption | skip
theorem later (p : Prop) (h : p) : p := h
end Foo
"""


def drawn(lean: Lean, text: str) -> tuple[Source, tuple[ProofTree, ...]]:
    source = Source(text)
    analysis, _ = analyse(lean, source)
    return source, draw(lean, source, analysis.declarations)


def test_a_tactic_that_runs_for_each_goal_has_each_run(lean: Lean) -> None:
    _, (both, later) = drawn(lean, BOTH)
    assert (both.name, later.name) == ("Foo.both", "Foo.later")
    (term,) = later.steps
    assert (term.is_term, term.text, term.goals_before[0].target) == (True, "h", "p")
    assert both.statement.startswith("/-- Both halves. -/\ntheorem both")
    infix, rest = both.steps
    assert infix.is_combinator
    first, second = infix.children
    assert [goal.target for goal in first.goals_after] == ["p ∧ q", "q ∧ p"]
    assert [[g.target for g in run.after] for run in second.runs] == [["p", "q"], ["q", "p"]]
    assumption, skip = rest.children[0].children
    assert len(assumption.runs) == 4
    assert assumption.goals_after == ()
    assert (skip.runs, skip.elaborator) == ((), "")


def test_nothing_is_traced_that_is_not_asked_for(lean: Lean) -> None:
    source = Source(BOTH)
    analysis, _ = analyse(lean, source)
    before = lean.calls
    assert draw(lean, source, []) == ()
    assert lean.calls == before
    (tree,) = draw(lean, source, analysis.declarations[:1])
    assert tree.name == "Foo.both"
    assert lean.calls == before + 2


def test_places_are_those_of_the_file_wherever_a_command_stands(lean: Lean) -> None:
    text = """theorem first (é : Prop) (h : é) : é := by exact h -- ∀
namespace A theorem second (é : Prop) (h : é) : é := by
              exact h
  /- ∃ -/ end A
open Nat in
/-- third -/
theorem third : True := by
  trivial"""
    source = Source(text)
    analysis, _ = analyse(lean, source)
    for chosen in (analysis.declarations, analysis.declarations[1:2], analysis.declarations[2:]):
        for tree in draw(lean, source, chosen):
            (step,) = tree.steps
            assert step.text in ("exact h", "trivial")
            assert [goal.target for goal in step.goals_before] == [
                "True" if tree.name == "third" else "é"
            ]


def test_goals_that_take_too_long_are_an_error_not_an_answer(lean: Lean) -> None:
    source = Source(BOTH)
    analysis, _ = analyse(lean, source)
    with pytest.raises(ProofTreeTooLarge, match=r"Foo\.both"):
        draw(Lean(lean.toolchain, seconds=0.01), source, analysis.declarations)


@pytest.mark.parametrize("beside", [True, False])
def test_goals_above_the_limit_are_not_drawn(
    lean: Lean, monkeypatch: pytest.MonkeyPatch, beside: bool
) -> None:
    """The message names the theorem and the limit, and the other theorem has its tree."""
    source = Source(BOTH)
    analysis, _ = analyse(lean, source)
    monkeypatch.setattr(proof_tree, "LARGEST", 100)
    if not beside:
        monkeypatch.setattr(proof_tree, "_SHORT", 0)
    both, later = draw_each(lean, source, analysis.declarations)
    assert isinstance(both, ProofTreeTooLarge)
    assert re.match(r".*Foo\.both .*0\.0001 million .* length .* work", str(both))
    assert isinstance(later, ProofTree)
    assert later.name == "Foo.later"
    with pytest.raises(ProofTreeTooLarge, match=r"Foo\.both"):
        draw(lean, source, analysis.declarations)
    before = lean.calls
    draw_each(lean, source, analysis.declarations[:1])
    assert lean.calls == before + (2 if beside else 1)  # long ones are not printed for nothing


class _Weak(Lean):
    """Is stopped at the 21st of some theorems, before which stands a mark."""

    mark = ""

    def run(self, text: str, *arguments: Any, **named: Any) -> Run:
        run = super().run(text, *arguments, **named)
        mark = f"{self.mark}exact h20\n"
        if mark not in text or not self.mark:
            return run
        line = text[: text.index(mark)].count("\n")
        told = tuple(message for message in run.messages if message.start.line < line - 1)
        return replace(run, messages=told, complete=False, limit="3 s of wall time")


_SHOWN = "trace_state;\n  "
_PRINTED = "set_option trace.Elab.info true\nset_option pp.raw true\n"
_LARGEST = "theorem t20 (h20 : True ∧ True ∧ True) : True ∧ True ∧ True := by "


@pytest.mark.parametrize("mark", [_SHOWN, _PRINTED + _LARGEST])
def test_one_that_stops_lean_takes_no_other_s_tree_away(lean: Lean, mark: str) -> None:
    """While goals are shown, and while the tree is printed."""
    theorems = [f"theorem t{i} (p : Prop) (h{i} : p) : p := by\n  exact h{i}\n" for i in range(40)]
    if mark != _SHOWN:
        theorems[20] = f"{_LARGEST}exact h20\n"
    source = Source("".join(theorems))
    analysis, _ = analyse(lean, source)
    weak = _Weak(lean.toolchain)
    weak.mark = mark
    drawn = draw_each(weak, source, analysis.declarations)
    refused = [n for n, tree in enumerate(drawn) if not isinstance(tree, ProofTree)]
    assert refused == [20]
    assert "3 s of wall time" in str(drawn[20])
    assert weak.calls <= 10  # two runs each: of all, of the suspects, and of halves of the others


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=[] if path.stem in _QUICK else pytest.mark.long)
        for path in EXAMPLES
    ],
)
def test_examples(lean: Lean, path: Path) -> None:
    """Every tactic has its goals, and the chain of states is the text with comments."""
    source, trees = drawn(lean, path.read_text(encoding="utf-8"))
    for tree in trees:
        assert tree_from_json(json.loads(json.dumps(tree.to_json()))) == tree
        assert tree.unread == ()
        for step in tree.walk():
            assert source.slice(step.start, step.end) == step.text
            assert step.is_term or step.runs or "first" in source.slice(tree.start, tree.end), (
                step.text
            )
            assert all(run.before for run in step.runs), step.text
    annotated = source
    for tree in reversed(trees):
        states = chain_of_states(source, tree)
        text = source.slice(tree.start, tree.end)
        kept = iter(states.split("\n"))
        assert all(line in kept for line in text.split("\n"))  # every line, in order
        assert all(len(line) <= 100 for line in states.split("\n") if line not in text)
        annotated = annotated.splice(tree.start, tree.end, states)
    run = lean.run(annotated.text)
    assert [m.text for m in run.messages if m.severity == "error"] == []


def test_what_the_chain_of_states_looks_like(lean: Lean) -> None:
    source, (tree,) = drawn(
        lean,
        """theorem t (p q : Prop) : p ∨ q → q ∨ p := by
  intro h
  cases h with
  | inl hp =>
    have k : p := by
      exact hp
    exact Or.inr k
  | inr hq => exact Or.inl hq
""",
    )
    assert chain_of_states(source, tree) == (
        """theorem t (p q : Prop) : p ∨ q → q ∨ p := by
  -- p q : Prop ⊢ p ∨ q → q ∨ p
  intro h
  -- p q : Prop, h : p ∨ q ⊢ q ∨ p
  cases h with
  | inl hp =>
    -- inl: p q : Prop, hp : p ⊢ q ∨ p
    have k : p := by
      -- p q : Prop, hp : p ⊢ p
      exact hp
    -- inl: p q : Prop, hp k : p ⊢ q ∨ p
    exact Or.inr k
    -- no goals
  | inr hq => exact Or.inl hq
  -- no goals"""
    )


def test_large_states_are_cut_and_say_so() -> None:
    goal = Goal(
        "g",
        "big",
        tuple(Hypothesis(f"h{i}", f"h{i}", f"{'x + ' * 10}x = {i}", None, True) for i in range(30)),
        "y = y " * 60,
    )
    lines = sequent(goal, width=60, limit=8)
    assert len(lines) <= 8
    assert all(len(line) <= 64 for line in lines)
    assert any("lines of hypotheses" in line for line in lines)
    assert any(line.startswith("⊢ ") for line in lines)
    assert lines[-1].endswith("…")
    small = sequent(
        Goal("g", "", (Hypothesis("p", "p#1", "Prop", None, True),), "p"), width=60, limit=8
    )
    assert small == ["p : Prop ⊢ p"]


def test_only_so_many_goals_are_shown(lean: Lean) -> None:
    source, (tree, _) = drawn(lean, BOTH)
    states = chain_of_states(source, tree, Limits(goals=1))
    assert "-- … and 3 more goals" in states
