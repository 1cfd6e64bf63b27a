"""A candidate file becomes the declaration that is judged, and places find their way back."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.errors import UserInputError
from tools.lean.analysis import analyse
from tools.lean.candidates import complete, read_candidate
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.source import Source
from tools.lean.verdict import Diagnostic, Inconclusive, Rejected

FILE = """\
/-- Doc. -/
@[simp] private theorem swap (p q : Prop) : p ∧ q → q ∧ p := fun h =>
  ⟨h.2, h.1⟩

section
  theorem count : (n : Nat) → n = n
    | 0 => rfl
    | _ + 1 => rfl
end
"""


def problem(declaration: Declaration, source: Source) -> Problem:
    return Problem(source, declaration, "lean", "", ())


@pytest.fixture(scope="module")
def problems(lean: Lean) -> tuple[Problem, Problem]:
    source = Source(FILE)
    analysis, _ = analyse(lean, source)
    swap, count = (problem(found, source) for found in analysis.declarations)
    return swap, count


@pytest.mark.parametrize(
    "text",
    [
        "/-- Doc. -/\n@[simp] private theorem swap (p q : Prop) : p ∧ q → q ∧ p := by simp",
        "@[simp] private theorem swap (p q : Prop) : p ∧ q → q ∧ p := by simp",
        "private theorem swap (p q : Prop) : p ∧ q → q ∧ p := by simp",
        "\n-- so\n/- /- and -/ so -/ private theorem swap (p q : Prop) : p ∧ q → q ∧ p := by simp",
    ],
)
def test_a_declaration_may_lack_doc_comment_and_attributes(
    problems: tuple[Problem, Problem], text: str
) -> None:
    swap, _ = problems
    candidate = complete(swap, "c", text + "  -- done\n\n")
    assert candidate.declaration == swap.statement + ":= by simp"
    # The line and column of `simp` in both texts.
    assert candidate.place(2, 64) == (text.count("\n") + 1, len(text.split("\n")[-1]) - 4)


def test_another_statement_is_left_for_the_judge_to_refuse(
    problems: tuple[Problem, Problem],
) -> None:
    swap, _ = problems
    for text in ("theorem swap : True := trivial", "/-- No. -/ theorem t : 1 = 1 := rfl"):
        assert complete(swap, "c", text + "\n").declaration == text


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("by intro h\n   exact ⟨h.2, h.1⟩\n", ":=\nby intro h\n   exact ⟨h.2, h.1⟩"),
        (":= by intro h\n      exact h\n", ":=\n   by intro h\n      exact h"),
        ("-- why\n  fun h => h", ":=\n-- why\n  fun h => h"),
        ("/- why -/ := fun h => h", ":=\n             fun h => h"),
        ("fun | ⟨a, b⟩ => ⟨b, a⟩ /- so -/", ":=\nfun | ⟨a, b⟩ => ⟨b, a⟩"),
        ('by "--" /- "', ':=\nby "--" /- "'),
        ("/- never ends", ":=\n/- never ends"),
        ("where\n  left := 1", "where\n" + " " * 60 + "left := 1"),
    ],
)
def test_a_proof_keeps_its_columns(
    problems: tuple[Problem, Problem], text: str, ending: str
) -> None:
    swap, _ = problems
    declaration = complete(swap, "c", text).declaration
    assert declaration.startswith(swap.statement)
    assert declaration[len(swap.statement) :] == ending


def test_equations_stand_below_each_other(problems: tuple[Problem, Problem]) -> None:
    _, count = problems
    for indent in ("", "  ", "        "):
        candidate = complete(count, "c", f"{indent}| 0 => rfl\n\n{indent}| n + 1 => oh\n")
        assert candidate.declaration == count.statement + "| 0 => rfl\n\n    | n + 1 => oh"
        assert candidate.place(4, 15) == (3, len(indent) + 11)
        assert candidate.place(2, 11) == (1, len(indent) + 7)


def test_what_was_added_is_laid_to_where_the_candidate_begins(
    problems: tuple[Problem, Problem],
) -> None:
    swap, _ = problems
    candidate = complete(swap, "c", "\n  :=  nonsense\n")
    verdict = Rejected((Diagnostic("error", "x", 1, 3), Diagnostic("error", "y", 0, 0)), 1.0)
    localized = candidate.localize(verdict)
    assert isinstance(localized, Rejected)
    assert [(d.line, d.column) for d in localized.diagnostics] == [(2, 4), (0, 0)]
    assert candidate.localize(Inconclusive("slow")) == Inconclusive("slow")


@given(st.text(alphabet="ab:=|-/\"'«» \n\\r#.", max_size=40))
def test_any_text_is_completed_and_placed(problems: tuple[Problem, Problem], text: str) -> None:
    for one in problems:
        candidate = complete(one, "c", text)
        assert candidate.text in text
        lines = candidate.declaration.split("\n")
        for line in range(1, len(lines) + 1):
            own, column = candidate.place(line, len(lines[line - 1]))
            assert 1 <= own <= text.count("\n") + 1
            assert column >= 0


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "holds no proof"),
        (b"-- nothing\n/- at all -/\n", "holds no proof"),
        (b"by\n  caf\xe9\n", "not valid UTF-8: byte 0xe9 in line 2"),
        (b"x" * 4_000_001, "no proof is that long"),
    ],
)
def test_what_cannot_be_a_candidate(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "c.lean"
    path.write_bytes(data)
    with pytest.raises(UserInputError, match=message):
        read_candidate(str(path), io.BytesIO())
    with pytest.raises(UserInputError, match=f"standard input .*{message}"):
        read_candidate("-", io.BytesIO(data))


def test_line_ends_and_marks_of_other_systems(tmp_path: Path) -> None:
    path = tmp_path / "c.lean"
    path.write_bytes(b"\xef\xbb\xbfby\r\n  simp\r\n")
    assert read_candidate(str(path), io.BytesIO()) == "by\n  simp\n"
