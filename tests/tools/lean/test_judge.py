"""Verdicts on candidates by a real Lean: each gets its own, whatever its neighbours are."""

from __future__ import annotations

from typing import Any

import pytest

from tools.lean.analysis import Analysis, BlindingOption, analyse
from tools.lean.check import check
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.outcomes import Screened
from tools.lean.problem import Problem
from tools.lean.process import Run
from tools.lean.source import Source
from tools.lean.verdict import Inconclusive, Rejected, Verdict, Verified

FILE = """\
axiom P : Prop
axiom Q : Prop
axiom pq : P → Q
axiom trick : Q
namespace A.«b c»
section
variable (h : P)
/-- Doc, with `:= by` in it. -/
@[simp] theorem «fo o» : P → Q := fun h => (fun h2 => pq h2) h -- αβγ
private theorem hidden : P → Q := by
  intro h
  exact pq h
theorem _root_.rooted : P → Q := pq
end
/-- A theorem of another name space. -/
protected theorem _root_.Nat.dotted : P → Q := pq
end A.«b c»
open A in
theorem last : P → Q := «b c».«fo o»
theorem rec : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (rec n)
mutual
theorem even : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (odd n)
theorem odd : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) (even n)
end
theorem broken : P → P ∧ P := by
  intro h
  exact h
theorem unnumbered (p q : Prop) (h : p) : q := by
  rw [h]
  theorem indented : P → Q := by
    intro h
    exact pq h
theorem Nat.byDot : (n : Nat) → n = n
  | 0 => rfl
  | n + 1 => congrArg (· + 1) n.byDot
theorem after (p : P) : Q := last p
"""
NAMES = ["indented", "A.«b c».«fo o»", "A.«b c».hidden", "rooted", "Nat.dotted", "last"]


@pytest.fixture(scope="module")
def analysis(lean: Lean) -> Analysis:
    analysis, run = analyse(lean, Source(FILE))
    assert run.complete
    return analysis


@pytest.fixture(scope="module")
def problems(lean: Lean, analysis: Analysis) -> dict[str, Problem]:
    return {
        report.name: Problem(
            analysis.source, declaration, lean.fingerprint, report.statement, report.axioms or ()
        )
        for declaration, report in zip(analysis.declarations, check(lean, analysis), strict=True)
        if report.statement is not None and declaration.value is not None
    }


@pytest.fixture(scope="module")
def judge(lean: Lean, analysis: Analysis) -> Judge:
    return Judge(lean, analysis)


def screen(judge: Judge, problem: Problem, *values: str) -> list[Screened]:
    return judge.screen(problem, [problem.statement + value for value in values])


def reason(verdict: Verdict) -> str:
    assert isinstance(verdict, Rejected)
    return verdict.diagnostics[0].text


CASES = [
    (":= pq", Verified),
    (":= fun h => h", Rejected),
    (":= by\n    intro h\n    exact pq h", Verified),
    (":= /- ", Rejected),
    (":= by\n  intro h", Rejected),
    (":= sorry", Rejected),
    (":= by\n  intro h\n  skip\n  sorry", Rejected),
    (":= fun _ => trick", Rejected),
    (":= pq\naxiom more : P", Rejected),
    (":= pq\nend A", Rejected),
    ("", Rejected),
    (':= by exact "', Rejected),
    (":= by\n    intro h; exact (pq h)", Verified),
    (":= pq\nwhere helper : (1 : Nat) = 2 := sorry", Rejected),
    (":= let rec helper : (1 : Nat) = 2 := sorry; pq", Rejected),
    (":= set_option debug.skipKernelTC true in pq", Rejected),
    (":= by\n    set_option «debug».«skipKernelTC» true in exact pq", Rejected),
    (":= by\n    exact?", Rejected),
    (":= pq\r\n", Rejected),
    (f":= pq{' ' * 70_000}", Rejected),
]


@pytest.mark.parametrize("name", NAMES)
def test_each_candidate_of_a_batch_gets_its_own_verdict(
    judge: Judge, problems: dict[str, Problem], name: str
) -> None:
    outcomes = screen(judge, problems[name], *(value for value, _ in CASES))
    assert [type(outcome.verdict) for outcome in outcomes] == [kind for _, kind in CASES]


@pytest.mark.parametrize("name", NAMES)
def test_a_verified_candidate_is_parsed_in_places_of_its_own_text(
    judge: Judge, problems: dict[str, Problem], name: str
) -> None:
    problem = problems[name]
    text = problem.statement + ":= fun é => (pq é)"
    (outcome, _) = judge.screen(problem, [text, text + " "])
    assert outcome.syntax is not None
    source = Source(text)
    tokens = [source.slice(t.start, t.end) for t in outcome.syntax.tokens() if t.start < t.end]
    assert tokens[-8:] == [":=", "fun", "é", "=>", "(", "pq", "é", ")"]


@pytest.mark.parametrize("name", NAMES)
def test_the_whole_file_confirms(judge: Judge, problems: dict[str, Problem], name: str) -> None:
    problem = problems[name]
    assert isinstance(judge.confirm(problem, problem.statement + ":= fun h => pq h"), Verified)
    verdict = judge.confirm(problem, problem.statement + ":= fun _ => trick")
    assert "new axioms: trick" in reason(verdict)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        (":= pq\ndef more := pq", "uses `def`"),
        (":= pq\nprivate", "no longer parsed"),
        (":= pq\n/- ", "inside of a comment"),
        (":= by sorry", "sorry"),
        (":= fun h => h", "mismatch"),
    ],
)
def test_the_whole_file_refuses(
    judge: Judge, problems: dict[str, Problem], value: str, why: str
) -> None:
    problem = problems["last"]
    assert why in reason(judge.confirm(problem, problem.statement + value))


def test_a_changed_statement_is_refused_unseen(judge: Judge, problems: dict[str, Problem]) -> None:
    verdict = judge.confirm(problems["last"], "open A in\ntheorem last : P → P := fun h => h")
    assert "statement" in reason(verdict)


def test_a_statement_that_goes_on_in_the_candidate_is_refused(
    judge: Judge, problems: dict[str, Problem]
) -> None:
    longer = "∨ True := fun _ => Or.inr trivial"
    (outcome,) = screen(judge, problems["rooted"], longer)
    assert "statement" in reason(outcome.verdict)
    whole = judge.confirm(problems["rooted"], problems["rooted"].statement + longer)
    assert "statement" in reason(whole)


def test_what_a_search_finds_is_suggested(judge: Judge, problems: dict[str, Problem]) -> None:
    problem = problems["last"]
    searching = ":= by\n    intro h\n    apply pq\n    exact?"
    twice = ":= by\n    intro h\n    have := h\n    first | (apply trick <;> exact?) | exact?"
    found, _ = screen(judge, problem, searching, twice)
    assert "searches" in reason(found.verdict)
    assert isinstance(found.verdict, Rejected)
    suggestion = found.verdict.suggestion
    assert suggestion is not None
    assert suggestion.startswith(problem.statement + ":= by\n    intro h\n    apply pq\n    exact ")
    assert isinstance(judge.confirm(problem, suggestion), Verified)
    assert "searches" in reason(judge.confirm(problem, problem.statement + searching))


def test_recursion_by_dot_notation(judge: Judge, problems: dict[str, Problem]) -> None:
    good = "| 0 => rfl\n  | n + 1 => by rw [n.byDot]"
    (outcome,) = screen(judge, problems["Nat.byDot"], good)
    assert isinstance(outcome.verdict, Verified)


def test_axioms_are_known_by_their_full_names(lean: Lean) -> None:
    text = (
        "namespace A\naxiom propext : False\naxiom pq : True\n"
        "theorem t : True := by\n  have h := pq\n  exact h\ntheorem u : False := A.propext\n"
    )
    analysis, _ = analyse(lean, Source(text))
    reports = check(lean, analysis)
    problem = Problem(
        analysis.source,
        analysis.declarations[2],
        lean.fingerprint,
        reports[2].statement or "",
        reports[2].axioms or (),
    )
    assert problem.axioms == ("A.pq",)
    judge = Judge(lean, analysis)
    kept, wrong = screen(judge, problem, ":= pq", ":= (propext : False).elim")
    (leans_own,) = screen(judge, problem, ":= (Classical.em True).elim id (fun _ => trivial)")
    assert isinstance(leans_own.verdict, Verified)
    assert "propext" in leans_own.verdict.axioms
    assert isinstance(kept.verdict, Verified)
    assert "new axioms: A.propext" in reason(wrong.verdict)
    assert "new axioms: A.propext" in reason(
        judge.confirm(problem, problem.statement + ":= (propext : False).elim")
    )


def test_an_option_that_hides_the_file_is_refused(lean: Lean) -> None:
    for option in ("pp.raw false", "pp.raw.showInfo false", "trace.Elab.command false"):
        text = f"def a := 1\nset_option {option}\ntheorem t : True := trivial\n"
        with pytest.raises(BlindingOption, match=r"Line 2 sets the option"):
            analyse(lean, Source(text))
    harmless = "set_option pp.raw false in\ntheorem t : True := trivial\n"
    assert [d.name for d in analyse(lean, Source(harmless))[0].declarations] == ["t"]


def test_the_kernels_switch_makes_a_check_inconclusive(lean: Lean) -> None:
    text = (
        "theorem a : True := trivial\nset_option debug.skipKernelTC true\ntheorem b : True := a\n"
    )
    analysis, _ = analyse(lean, Source(text))
    kinds = [type(report.verdict) for report in check(lean, analysis)]
    assert kinds == [Verified, Inconclusive]


def test_sorry_without_a_warning_is_seen(lean: Lean) -> None:
    text = "set_option warn.sorry false\nexample : (1 : Nat) = 2 := sorry\n"
    analysis, _ = analyse(lean, Source(text))
    assert isinstance(check(lean, analysis)[0].verdict, Rejected)


def test_keys_tell_apart_what_lean_would(lean: Lean) -> None:
    text = "open {} in\ntheorem t : True := trivial{}\n"

    def problem(name: str, more: str) -> Problem:
        analysis, _ = analyse(lean, Source(text.format(name, more)))
        return Problem(analysis.source, analysis.declarations[0], "lean", "", ())

    one, other, longer = problem("Nat", ""), problem("Bool", ""), problem("Nat", "\ndef a := 1")
    assert one.verdict_key("x") != other.verdict_key("x")
    assert one.verdict_key("x") == longer.verdict_key("x")
    assert one.final_key("x") != longer.final_key("x")


def test_recursive_theorems_find_themselves(judge: Judge, problems: dict[str, Problem]) -> None:
    good = "| 0 => rfl\n  | n + 1 => by rw [rec n]"
    bad = "| 0 => rfl\n  | n + 1 => congrArg (· + 2) (rec n)"
    loop = ":= fun n => rec n"
    kinds = [type(one.verdict) for one in screen(judge, problems["rec"], good, bad, loop)]
    assert kinds == [Verified, Rejected, Rejected]


def test_mutual_theorems_are_judged_in_place(judge: Judge, problems: dict[str, Problem]) -> None:
    good = "| 0 => rfl\n  | n + 1 => by rw [odd n]"
    verified, rejected = screen(judge, problems["even"], good, ":= fun n => even n")
    assert isinstance(verified.verdict, Verified)
    assert verified.syntax is not None
    assert verified.syntax.start == 0
    assert isinstance(rejected.verdict, Rejected)


def test_a_theorem_that_does_not_check_can_be_mended(
    judge: Judge, problems: dict[str, Problem]
) -> None:
    problem = problems["broken"]
    assert isinstance(judge.confirm(problem, problem.statement + ":= fun h => ⟨h, h⟩"), Verified)


def test_a_proof_that_never_ends_is_inconclusive_and_holds_up_nobody(
    lean: Lean, analysis: Analysis, problems: dict[str, Problem]
) -> None:
    judge = Judge(lean, analysis, screen_seconds=2.0)
    endless = ":= by\n  intro h\n  repeat (have := h)\n  exact pq h"
    outcomes = screen(judge, problems["last"], ":= pq", endless, ":= fun h => pq h", ":= trick")
    kinds = [type(outcome.verdict) for outcome in outcomes]
    assert kinds == [Verified, Inconclusive, Verified, Rejected]


class _Recording(Lean):
    """Notes how long each run may be silent."""

    def run(self, *arguments: Any, **keywords: Any) -> Run:
        self.limits = [*getattr(self, "limits", []), keywords["stalled"]]
        return super().run(*arguments, **keywords)


def test_alone_and_together_each_candidate_has_the_same_time(
    lean: Lean, analysis: Analysis, problems: dict[str, Problem]
) -> None:
    recording = _Recording(lean.toolchain)
    judge = Judge(recording, analysis, screen_seconds=20.0)
    screen(judge, problems["last"], ":= pq")
    screen(judge, problems["last"], ":= pq", ":= fun h => pq h")
    alone, together = recording.limits
    assert alone == together
    assert together > 20.0


def test_a_proof_may_become_recursive(lean: Lean) -> None:
    text = "theorem grows (n : Nat) : n = n := rfl\n"
    analysis, _ = analyse(lean, Source(text))
    statement = check(lean, analysis)[0].statement or ""
    problem = Problem(analysis.source, analysis.declarations[0], lean.fingerprint, statement, ())
    values = (
        ":= match n with | 0 => rfl | k + 1 => congrArg (· + 1) (grows k)",
        ":= rfl",
        ":= grows n",
        ":= by exact Nat.grows",
    )
    outcomes = screen(Judge(lean, analysis), problem, *values)
    kinds = [outcome.verdict.kind for outcome in outcomes]
    assert kinds == ["verified", "verified", "rejected", "rejected"]
