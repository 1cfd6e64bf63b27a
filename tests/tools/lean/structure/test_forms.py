"""The InfoTree in the forms of Lean's versions: read alike, or refused in a sentence."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tools.lean.analysis import analyse
from tools.lean.infotree import InfoNode, parse_info_tree
from tools.lean.lean import Lean
from tools.lean.process import Run
from tools.lean.proof_tree import ProofTree, ProofTreeUnread, draw_each
from tools.lean.source import Source
from tools.lean.structure.forms import unread_form
from tools.lean.structure.join import join

FIXTURES = Path(__file__).resolve().parent / "fixtures"
PROOF = Source("""theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  constructor
  · exact And.right h
  · exact And.left h
""")
Change = Callable[[str], str]


def recorded(name: str) -> str:
    return (FIXTURES / f"{name}.txt").read_text(encoding="utf-8")


def without_elaborators(text: str) -> str:
    return re.sub(r" @ \S*Lean\.\S+$", "", text, flags=re.MULTILINE)


def canonical(text: str) -> str:
    """Marks of macros as Lean prints some of them."""
    return text.replace("†", "†!")


def trees(text: str) -> tuple[InfoNode, ...]:
    return parse_info_tree(text, PROOF)


def joined(lean: Lean, text: str) -> ProofTree:
    analysis, _ = analyse(lean, PROOF)
    return join(PROOF, analysis.declarations[0], trees(text))


def without_elaborator_names(tree: ProofTree) -> ProofTree:
    steps = tuple(
        replace(
            step,
            elaborator="",
            children=tuple(replace(child, elaborator="") for child in step.children),
        )
        for step in tree.steps
    )
    return replace(tree, steps=steps)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("bracketed", str),
        ("bracketed", canonical),
        ("bracketed", without_elaborators),
        ("unbracketed", str),
        ("unbracketed", without_elaborators),
    ],
)
def test_forms_that_are_read(lean: Lean, name: str, change: Change) -> None:
    text = change(recorded(name))
    nodes = [node for tree in trees(text) for node in tree.walk()]
    assert unread_form(nodes, should_have_run=True) is None
    tree = joined(lean, text)
    constructor, first, second = tree.steps
    assert [goal.target for goal in constructor.goals_after] == ["q", "p"]
    assert constructor.elaborator.endswith("evalConstructor") != (change is without_elaborators)
    (exact,) = first.children
    assert [run.constants for run in exact.runs] == [("And.right",)]
    assert [run.locals for run in exact.runs] == [("h#1",)]
    assert second.goals_after == ()
    known = joined(lean, recorded("bracketed"))
    assert without_elaborator_names(tree) == without_elaborator_names(known)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("⟩-⟨", "⟩..⟨"), "its places in the text: '@ ⟨1, 49⟩..⟨"),
        (lambda text: text.replace("⊢", "|-"), "its goals: 'p q : Prop h : p ∧ q |- q ∧ p'"),
        (
            lambda text: re.sub(r"^( *)before", r"\1was", text, flags=re.MULTILINE),
            "a tactic without the goals before and after it: '(Term.byTactic",
        ),
        (lambda text: text.replace("[Tactic]", "[Tac]"), "it names no tactic that ran"),
        (lambda text: text.replace("•", "*"), "it names no tactic that ran"),
        (lambda _: "", "it names no tactic that ran"),
    ],
)
def test_forms_that_are_refused(change: Change, said: str) -> None:
    nodes = [node for tree in trees(change(recorded("bracketed"))) for node in tree.walk()]
    told = unread_form(nodes, should_have_run=True)
    assert told is not None
    assert told.startswith(said)


def test_what_never_ran_is_no_unknown_form() -> None:
    assert unread_form([], should_have_run=False) is None


class _Foreign(Lean):
    """Prints no brackets, and another turnstile in the second theorem."""

    def run(self, text: str, *arguments: Any, **named: Any) -> Run:
        run = super().run(text, *arguments, **named)
        messages = tuple(
            replace(m, text=m.text.replace("⊢", "|-")) if m.is_trace and "second" in m.text else m
            for m in run.messages
        )
        return replace(run, messages=messages)


def test_a_proof_in_an_unknown_form_is_refused_alone(lean: Lean) -> None:
    source = Source("".join(
        f"theorem {name} (p : Prop) (h : p) : p := by\n  exact h\n" for name in ("first", "second")
    ))  # fmt: skip
    analysis, _ = analyse(lean, source)
    first, second = draw_each(_Foreign(lean.toolchain), source, analysis.declarations)
    assert isinstance(first, ProofTree)
    assert isinstance(second, ProofTreeUnread)
    assert re.fullmatch(r"This Lean tells of second in a form .* its goals: .* work\.", str(second))


def test_a_proof_with_errors_has_the_tree_as_far_as_lean_came(lean: Lean) -> None:
    source = Source("theorem bad (p : Nope) : p := by\n  exact p\n")
    analysis, _ = analyse(lean, source)
    (tree,) = draw_each(lean, source, analysis.declarations)
    assert isinstance(tree, ProofTree)
