"""Splicing a proof into a file: every byte outside the declaration's value stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.lean.analysis import Analysis, analyse
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.source import Source

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.lean"))

TRICKY = """\
/-! A file whose text looks like other text: `theorem fake : True := by trivial` -/
-- theorem also_fake : False := by
def s := "theorem in_string : 1 = 2 := by exact?" -- ∀ αβ 𝒫
section «odd section»
variable {α : Type} (x : α)
/-- Doc with `:= by` and "quotes" -/
@[simp] private theorem «quoted name» : id x = x := by /- nested /- comment -/ by -/ rfl
end «odd section»
namespace A.B
mutual
theorem even : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (odd n)
theorem odd : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (even n)
end
theorem withWhere (n : Nat) : n = n := helper n
where
  helper (m : Nat) : m = m := rfl
end A.B
open A.B in
theorem wrapped : 0 = 0 := by
  have h : 0 = 0 := by
    exact (by exact rfl)
  exact h
theorem last : True := trivial"""


@pytest.fixture(scope="module")
def analyses(lean: Lean) -> list[Analysis]:
    texts = [TRICKY, *(path.read_text(encoding="utf-8") for path in EXAMPLES)]
    return [analyse(lean, Source(text))[0] for text in texts]


def theorems(analyses: list[Analysis]) -> list[tuple[Analysis, Declaration]]:
    return [(a, d) for a in analyses for d in a.declarations if d.is_theorem]


def problem_of(analysis: Analysis, declaration: Declaration) -> Problem:
    return Problem(analysis.source, declaration, "lean", "", ())


def test_the_declarations_are_those_that_lean_sees(analyses: list[Analysis]) -> None:
    tricky = analyses[0]
    assert not [m.text for m in tricky.diagnostics if m.severity == "error"]
    assert [d.name for d in tricky.declarations] == [
        "s",
        "«quoted name»",
        "A.B.even",
        "A.B.odd",
        "A.B.withWhere",
        "wrapped",
        "last",
    ]


def test_the_parts_of_a_declaration_make_up_its_text(analyses: list[Analysis]) -> None:
    for analysis, declaration in theorems(analyses):
        problem = problem_of(analysis, declaration)
        assert problem.statement + problem.original == problem.text
        assert problem.text in analysis.source.text
        assert problem.original.startswith((":=", "|"))
        assert problem.splice(problem.text).text == analysis.source.text


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(new=st.text(alphabet="a:=by ∀λ𝒫\n\t-/", max_size=40), data=st.data())
def test_any_replacement_leaves_every_other_byte(
    analyses: list[Analysis], new: str, data: st.DataObject
) -> None:
    analysis, declaration = data.draw(st.sampled_from(theorems(analyses)))
    problem = problem_of(analysis, declaration)
    spliced = problem.splice(problem.statement + new).data
    before = analysis.source.data[: declaration.start + problem.value_start]
    after = analysis.source.data[declaration.end :]
    assert spliced == before + new.encode() + after


def test_the_same_theorem_in_the_same_place_is_the_same_problem(analyses: list[Analysis]) -> None:
    keys = [problem_of(a, d).key for a, d in theorems(analyses)]
    assert len(set(keys)) == len(keys)
    assert keys == [problem_of(a, d).key for a, d in theorems(analyses)]
