"""Proofs as answers: read back, each is the proof that it was, laid out so that Lean reads it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.lean.analysis import analyse
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.source import Source
from tools.llm.reading import ProofAnswer, read_proof
from tools.training_data.completion import completion, says_sorry

STATEMENT = "theorem t (p q : Prop) (hp : p) (hq : q) : p ∧ q "
ALIGNED = " " * len(f"{STATEMENT}:= by ")
WRITTEN = {
    "tactics": (
        ":= by\n  constructor\n  · exact hp\n  · exact hq",
        "by\n  constructor\n  · exact hp\n  · exact hq",
    ),
    "indented far": (
        ":= by\n      constructor\n      · exact hp\n      · exact hq",
        "by\n  constructor\n  · exact hp\n  · exact hq",
    ),
    "on a line": (":= by exact ⟨hp, hq⟩", "by exact ⟨hp, hq⟩"),
    "a term": (":= ⟨hp, hq⟩", "⟨hp, hq⟩"),
    "below the statement": (":=\n  ⟨hp,\n   hq⟩", "⟨hp,\n hq⟩"),
    "hanging": (":= And.intro\n  hp\n  hq", "And.intro\n  hp\n  hq"),
    "aligned with the first tactic": (
        f":= by constructor\n{ALIGNED}· exact hp\n{ALIGNED}· exact hq",
        "by constructor\n   · exact hp\n   · exact hq",
    ),
    "with a comment": (":= by -- so\n  exact ⟨hp, hq⟩", "by -- so\n  exact ⟨hp, hq⟩"),
}
LAID_OUT = """\
theorem aligned (p q : Prop) (hp : p) (hq : q) : p ∧ q := by constructor
                                                             · exact hp
                                                             · exact hq
theorem term (p q : Prop) (hp : p) (hq : q) : p ∧ q :=
  ⟨by
    exact hp, hq⟩
theorem hanging (p q : Prop) : p ∧ q → q ∧ p := fun h =>
  And.intro
    h.2
    h.1
theorem crooked (p q : Prop) : p ∧ q → q ∧ p := fun h => ⟨by have := h.2
                                                             exact this,
  h.1⟩
theorem alternatives : ∀ n : Nat, n = n
  | 0 => rfl
  | n + 1 => by
    simp
theorem commented (p q : Prop) (hp : p) (hq : q) : p ∧ q := -- why
  by exact ⟨hp, hq⟩
namespace Foo
  theorem nested (p : Prop) (hp : p) : p ∧ p :=
    have h : p := by
      exact hp
    show p ∧ p from
      ⟨h, h⟩
  theorem chain (a b c : Nat) (h : a = b) (g : b = c) : a = c := calc
    a = b := h
    _ = c := g
  theorem beside (a b c : Nat) (h : a = b) (g : b = c) : a = c := by calc a = b := h
                                                                       _ = c := g
  theorem split (p q : Prop) (h : p ∨ q) : q ∨ p := by cases h with
    | inl a => exact Or.inr a
    | inr b => exact Or.inl b
  theorem matched (p q : Prop) (h : p ∨ q) : q ∨ p := match h with
  | Or.inl a => Or.inr a
  | Or.inr b => Or.inl b
end Foo
"""


@pytest.mark.parametrize(("value", "written"), WRITTEN.values(), ids=WRITTEN.keys())
def test_what_stands_in_the_tag(value: str, written: str) -> None:
    told = completion("t", STATEMENT, ":= by simp", STATEMENT + value)
    assert told == f"<proof>\n{written}\n</proof>"


def test_whoever_found_it_the_answer_is_the_same() -> None:
    model = read_proof(
        "<think>Hm.</think>So:\n<proof>\n```lean\nby\n  exact ⟨hp, hq⟩\n```\n</proof>",
        name="t",
        statement=STATEMENT,
    )
    assert isinstance(model, ProofAnswer)
    told = [
        completion("t", STATEMENT, ":= by simp", declaration)
        for declaration in (
            model.behind(STATEMENT),
            f"{STATEMENT}:= by\n    exact ⟨hp, hq⟩",
            f"{STATEMENT}:=\n  by\n  exact ⟨hp, hq⟩\n",
        )
    ]
    assert told == ["<proof>\nby\n  exact ⟨hp, hq⟩\n</proof>"] * 3


@pytest.mark.parametrize(
    "declaration",
    [
        "theorem u : True := trivial",
        f"{STATEMENT}:= by\n  /- </proof> -/\n  exact ⟨hp, hq⟩",
        f"{STATEMENT}:= by\n  exact ⟨hp, hq⟩\n\naxiom more : False",
        f'{STATEMENT}:= by\n  have := "\n        "\n  exact ⟨hp, hq⟩\nend',
        STATEMENT,
        f"{STATEMENT}:= by /- never ends",
    ],
    ids=["another", "tag", "commands", "text", "nothing", "unfinished"],
)
def test_what_would_be_read_as_something_else_is_no_answer(declaration: str) -> None:
    assert completion("t", STATEMENT, ":= by simp", declaration) is None


def test_a_proof_that_leaves_something_open_is_known() -> None:
    assert says_sorry("by\n  constructor\n  all_goals sorry")
    assert not says_sorry("by\n  exact not_sorry -- no sorry")


def answered(text: str, declaration: Declaration) -> str:
    """The file after a theorem's proof was written as an answer and read again."""
    source = Source(text)
    problem = Problem(source, declaration, "lean", "", ())
    given = {"name": problem.name, "statement": problem.statement, "original": problem.original}
    told = completion(**given, declaration=problem.text)
    assert told is not None
    read = read_proof(told, **given)
    assert isinstance(read, ProofAnswer)
    return source.splice(declaration.start, declaration.end, read.behind(problem.statement)).text


def accepted_after_answering(lean: Lean, text: str) -> int:
    """How many theorems a file has, each of which Lean accepts as it is read back."""
    before, _ = analyse(lean, Source(text))
    assert [one for one in before.diagnostics if one.severity == "error"] == []
    theorems = [one for one in before.declarations if one.is_theorem]
    for one in reversed(theorems):
        text = answered(text, one)
    after, _ = analyse(lean, Source(text))
    assert [one for one in after.diagnostics if one.severity == "error"] == []
    assert [one.name for one in after.declarations] == [one.name for one in before.declarations]
    return len(theorems)


def test_lean_accepts_what_is_read_back(lean: Lean) -> None:
    assert accepted_after_answering(lean, LAID_OUT) == 11


@pytest.mark.long
def test_lean_accepts_every_example_as_it_is_read_back(lean: Lean) -> None:
    examples = Path(__file__).parents[3] / "examples"
    told = [
        accepted_after_answering(lean, path.read_text(encoding="utf-8"))
        for path in sorted(examples.glob("*.lean"))
    ]
    assert sum(told) >= 40
