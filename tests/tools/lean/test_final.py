"""The last word: a fresh compile of the whole file, read back and replayed by another process."""

from __future__ import annotations

import functools
from dataclasses import replace

import pytest

from tools.lean.analysis import Analysis, analyse
from tools.lean.check import check
from tools.lean.final import LastWord
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.source import Source
from tools.lean.toolchain import Toolchain
from tools.lean.verdict import Inconclusive, Rejected, Verdict, Verified

FILE = """\
namespace A
variable (p q : Prop)
private theorem hidden (hp : p) : p ∨ q := Or.inl hp
/-- Doc. -/
@[simp] theorem shown (hp : p) (hq : q) : p ∧ q := by
  constructor
  · exact hp
  · exact hq
def double (n : Nat) : Nat := n + n
theorem after (hp : p) (hq : q) : q ∧ p := ⟨hq, hp⟩
end A
mutual
theorem even : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (odd n)
theorem odd : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (even n)
end
"""
BROKEN = "theorem fine : 1 = 1 := rfl\ntheorem wrong : 1 = 2 := rfl\n"
UNCHECKED = """\
set_option debug.skipKernelTC true
theorem square : ∃ n : Nat, n * n = 49 := ⟨7, by decide⟩
"""


@functools.cache
def analysed(lean: Lean, text: str) -> tuple[Analysis, dict[str, Problem]]:
    source = Source(text)
    analysis, _ = analyse(lean, source)
    problems = {
        report.name: Problem(
            source, declaration, lean.fingerprint, report.statement, report.axioms or ()
        )
        for declaration, report in zip(analysis.declarations, check(lean, analysis), strict=True)
        if report.statement is not None
    }
    return analysis, problems


def confirm(lean: Lean, text: str, name: str, value: str) -> Verdict:
    analysis, problems = analysed(lean, text)
    problem = problems[name]
    return LastWord(lean, analysis, 60.0).confirm(problem, problem.statement + value).verdict


def without_replay(toolchain: Toolchain) -> Lean:
    """The embedded Lean as if it were any other: nothing but what every Lean has."""
    return Lean(replace(toolchain, replay=()))


HONEST = [
    ("A.hidden", ":= by\n  left\n  exact hp"),
    ("A.shown", ":= ⟨hp, hq⟩"),
    ("A.after", ":= by\n  constructor\n  · exact hq\n  · exact hp"),
    ("A.after", ":= by\n  obtain ⟨a, b⟩ := And.intro hp hq\n  exact ⟨b, a⟩"),
    ("A.after", ":= match And.intro hp hq with | ⟨a, b⟩ => ⟨b, a⟩"),
    ("even", "| 0 => rfl\n  | _ + 1 => rfl"),
]


@pytest.mark.parametrize(("name", "value"), HONEST)
def test_what_lean_accepts_is_replayed(lean: Lean, name: str, value: str) -> None:
    verdict = confirm(lean, FILE, name, value)
    assert isinstance(verdict, Verified)
    assert verdict.caveat == ""
    assert verdict.axioms == ()


@pytest.mark.parametrize(("name", "value"), HONEST)
def test_a_lean_without_replay_says_so(toolchain: Toolchain, name: str, value: str) -> None:
    verdict = confirm(without_replay(toolchain), FILE, name, value)
    assert isinstance(verdict, Verified)
    assert "leanchecker" in verdict.caveat


def test_what_the_kernel_never_saw_is_refused(lean: Lean) -> None:
    value = ":= ⟨8, by decide +kernel⟩"
    verdict = confirm(lean, UNCHECKED, "square", value)
    assert isinstance(verdict, Rejected)
    assert "kernel refuses" in verdict.diagnostics[0].text
    assert isinstance(confirm(lean, UNCHECKED, "square", ":= ⟨7, by decide +kernel⟩"), Verified)


def test_without_replay_that_trick_passes_with_a_caveat(toolchain: Toolchain) -> None:
    # Why the replay is there at all.
    verdict = confirm(without_replay(toolchain), UNCHECKED, "square", ":= ⟨8, by decide +kernel⟩")
    assert isinstance(verdict, Verified)
    assert verdict.caveat


def test_a_file_with_errors_elsewhere_has_no_object_file_and_the_verdict_says_so(
    lean: Lean,
) -> None:
    verdict = confirm(lean, BROKEN, "fine", ":= by rfl")
    assert isinstance(verdict, Verified)
    assert "errors elsewhere" in verdict.caveat
    assert isinstance(confirm(lean, BROKEN, "fine", ":= by exact wrong"), Rejected)


def test_errors_have_their_places_in_the_candidate_and_terms_for_people(lean: Lean) -> None:
    verdict = confirm(lean, FILE, "A.shown", ":= by\n  constructor\n  · exact hp\n  · exact hp")
    assert isinstance(verdict, Rejected)
    (error,) = verdict.diagnostics
    # The declaration begins with its doc comment.
    assert (error.line, error.column) == (5, 4)
    assert "hp" in error.text
    assert "_uniq" not in error.text


@pytest.mark.parametrize(
    "value",
    [
        ":= ⟨hp, hq⟩\ntheorem more : True := trivial",
        ":= ⟨hp, hq⟩\nend A\nnamespace A",
        ":= ⟨hp, sorry⟩",
        ":= ⟨hp, hq⟩ /-",
    ],
)
def test_nothing_else_in_the_file_may_change(lean: Lean, value: str) -> None:
    assert isinstance(confirm(lean, FILE, "A.shown", value), Rejected)


def test_a_limit_is_inconclusive(lean: Lean) -> None:
    analysis, problems = analysed(lean, FILE)
    problem = problems["A.shown"]
    last_word = LastWord(lean, analysis, 1.5)
    value = ":= by\n  repeat (have := hp)\n  exact ⟨hp, hq⟩"
    verdict = last_word.confirm(problem, problem.statement + value).verdict
    assert isinstance(verdict, Inconclusive)


def test_a_file_that_looks_at_what_lean_says_is_compiled_once_more(lean: Lean) -> None:
    """Our traces fall into `#guard_msgs`, which then fails."""
    text = f"{FILE}#guard_msgs (drop info) in\n#check Nat\n"
    verdict = confirm(lean, text, "A.shown", ":= ⟨hp, hq⟩")
    assert isinstance(verdict, Verified), verdict
    assert verdict.caveat == ""


def test_commands_hidden_from_a_lexer_are_refused(lean: Lean) -> None:
    # `\\/-` begins no comment for Lean.
    hidden = "have : (1 : Int) = 1 \\/-1 = (1 : Int) := Or.inl rfl"
    value = f":= by\n  {hidden}\n  exact ⟨hp, hq⟩\nuniverse u ---/"
    verdict = confirm(lean, FILE, "A.shown", value)
    assert isinstance(verdict, Rejected)
    assert "no longer parsed" in verdict.diagnostics[0].text
