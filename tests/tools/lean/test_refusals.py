"""The rules that refuse a candidate, with a real Lean where Lean has a say."""

from __future__ import annotations

import pytest

from tools.lean.analysis import Analysis, analyse
from tools.lean.check import check
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.problem import Problem
from tools.lean.refusals import by_errors, objection, unread
from tools.lean.source import Position, Source
from tools.lean.verdict import Inconclusive, Rejected, Verdict, Verified

FILE = """\
universe u v
axiom P : Prop
axiom Q : Prop
axiom pq : P → Q
axiom rq : P → Q
theorem plain : P → Q := pq
theorem withWhere : P → Q := helper
where
  helper (h : P) : Q := by
    exact pq h
theorem withAttribute : P → Q := helper
where
  /-- Doc. -/
  @[simp] helper : P → Q := by exact pq
theorem withUsed : P → Q := used
where
  used : P → Q := by exact pq
theorem user : P → Q := withUsed.used
theorem withRec : Q → P → Q := by
  let rec go : (n : Nat) → P → Q
    | 0 => pq
    | n + 1 => go n
  intro _
  exact go 3
theorem withData : P → Q := pq
where
  size : Nat := 3
  other := 4
  spare : Nat := 7
theorem usesData : withData.size = withData.size := rfl
theorem usesBefore : withRec.go = withRec.go := rfl
theorem withOption : P → Q := by
  set_option maxRecDepth 1000 in
  exact pq
theorem pair : (P → Q) ∧ (P → Q) := ⟨pq, pq⟩
"""


@pytest.fixture(scope="module")
def analysis(lean: Lean) -> Analysis:
    analysis, _ = analyse(lean, Source(FILE))
    assert not [m for m in analysis.diagnostics if m.severity == "error"]
    return analysis


@pytest.fixture(scope="module")
def problems(lean: Lean, analysis: Analysis) -> dict[str, Problem]:
    return {
        report.name: Problem(
            analysis.source, declaration, lean.fingerprint, report.statement or "", ("P", "Q", "pq")
        )
        for declaration, report in zip(analysis.declarations, check(lean, analysis), strict=True)
        if declaration.value is not None
    }


def reason(verdict: Verdict) -> str:
    assert isinstance(verdict, Rejected)
    return verdict.diagnostics[0].text


CASES = [
    # Local declarations: they stay as they are.
    ("withWhere", ":= helper\nwhere\n  helper (h : P) : Q := pq h", "local declarations"),
    ("withWhere", ":= fun h => helper h\nwhere\n  helper (h : P) : Q := by exact pq h", None),
    ("withWhere", ":= pq", "local declarations"),
    ("withWhere", ":= helper\nwhere\n  helper : P → Q := pq", "local declarations"),
    ("withWhere", ":= help\nwhere\n  help (h : P) : Q := pq h", "local declarations"),
    (
        "withWhere",
        ":= helper\nwhere\n  helper (h : P) : Q := pq h\n  more : True := trivial",
        "local declarations",
    ),
    ("withWhere", ":= helper\nwhere\n  /-- More. -/\n  helper (h : P) : Q := pq h", "local decl"),
    (
        "withAttribute",
        ":= helper\nwhere\n  /-- Doc. -/\n  @[simp] helper : P → Q := by exact pq",
        None,
    ),
    ("withAttribute", ":= helper\nwhere\n  /-- Doc. -/\n  helper : P → Q := pq", "local decl"),
    ("withAttribute", ":= helper\nwhere\n  @[simp] helper : P → Q := pq", "local declarations"),
    ("withUsed", ":= fun h => used h\nwhere\n  used : P → Q := by exact pq", None),
    ("withUsed", ":= used\nwhere\n  used : P → Q := pq", "local declarations"),
    ("plain", ":= helper\nwhere\n  helper (h : P) : Q := pq h", "local declarations"),
    ("plain", ":= let rec helper (h : P) : Q := pq h; helper", "local declarations"),
    ("plain", ":= by\n  let rec helper (h : P) : Q := pq h\n  exact helper", "local declarations"),
    ("plain", ":= pq\nwhere finally skip", None),
    (
        "withRec",
        ":= by\n  let rec go : (n : Nat) → P → Q\n    | _ => pq\n  exact fun _ => go 3",
        "local declarations",
    ),
    (
        "withData",
        ":= fun h => pq h\nwhere\n  size : Nat := 3\n  other := 4\n  spare : Nat := 7",
        None,
    ),
    (
        "withData",
        ":= pq\nwhere\n  size : Nat := 5\n  other := 4\n  spare : Nat := 7",
        "local declarations",
    ),
    (
        "withData",
        ":= pq\nwhere\n  size : Nat := 3\n  other := 5\n  spare : Nat := 7",
        "local declarations",
    ),
    (
        "withData",
        ":= pq\nwhere\n  size : Nat := by exact 5\n  other := 4\n  spare : Nat := 7",
        "local declarations",
    ),
    (
        "withData",
        ":= pq\nwhere\n  size : Nat := 3\n  other := 4\n  spare : Nat := 8",
        "local declarations",
    ),
    # Options: those of the original, with its values.
    ("withOption", ":= by\n  set_option maxRecDepth 1000 in\n  exact fun h => pq h", None),
    ("withOption", ":= fun h => pq h", None),
    ("withOption", ":= by\n  set_option maxRecDepth 9999 in\n  exact pq", "maxRecDepth"),
    ("withOption", ":= by\n  set_option maxHeartbeats 0 in\n  exact pq", "maxHeartbeats"),
    # Other forms of a value are no change of the statement.
    ("pair", "where\n  left := pq\n  right := pq", None),
    ("plain", "| h => pq h", None),
    ("plain", ":= by open Nat in exact pq", None),
    ("plain", ":= by set_option maxRecDepth 100 in exact pq", "set_option"),
    ("plain", ":= have : Nat := unsafe 1; pq", "unsafe"),
    ("plain", ":= by\n  have : True := by decide +native\n  exact pq", "native"),
    ("plain", ":= fun h => rq h", "new axioms: rq"),
]


@pytest.mark.parametrize("name", sorted({name for name, _, _ in CASES}))
def test_screening(lean: Lean, analysis: Analysis, problems: dict[str, Problem], name: str) -> None:
    own = [(value, why) for other, value, why in CASES if other == name]
    screened = Judge(lean, analysis).screen(
        problems[name], [problems[name].statement + value for value, _ in own]
    )
    for (_, why), outcome in zip(own, screened, strict=True):
        expect(outcome.verdict, why)


@pytest.mark.long
@pytest.mark.parametrize(("name", "value", "why"), CASES)
def test_the_last_word_is_the_same(
    lean: Lean,
    analysis: Analysis,
    problems: dict[str, Problem],
    name: str,
    value: str,
    why: str | None,
) -> None:
    expect(Judge(lean, analysis).confirm(problems[name], problems[name].statement + value), why)


def expect(verdict: Verdict, why: str | None) -> None:
    if why is None:
        assert isinstance(verdict, Verified), verdict
    else:
        assert why in reason(verdict)


@pytest.mark.parametrize(
    "value",
    [
        ":= (fun (_ : PUnit.{v}) => pq) PUnit.unit",
        ":= have := (rfl : (PUnit.unit : PUnit.{u}) = PUnit.unit); pq",
    ],
)
def test_a_universe_that_only_the_proof_names_changes_the_statement(
    lean: Lean, analysis: Analysis, problems: dict[str, Problem], value: str
) -> None:
    problem = problems["plain"]
    verdict = Judge(lean, analysis).confirm(problem, problem.statement + value)
    # By version and options, Lean itself has an error about the level parameters.
    assert any(told in reason(verdict) for told in ("another type", "level params"))


@pytest.mark.parametrize(
    ("name", "helper"),
    [
        ("withWhere", "@[simp] helper (h : P) : Q := pq h"),
        ("withAttribute", "/-- Doc. -/\n  @[simp 500] helper : P → Q := pq"),
    ],
)
def test_attributes(lean: Lean, problems: dict[str, Problem], name: str, helper: str) -> None:
    """On Lean's parse: the text alone is refused before."""
    problem = problems[name]
    text = f"{problem.source.slice(0, problem.declaration.start)}{problem.statement}"
    analysis, _ = analyse(lean, Source(f"{text}:= helper\nwhere\n  {helper}\n"))
    refusal = objection(problem, analysis.declarations[-1])
    assert refusal is not None
    assert "gives an attribute" in reason(refusal)


def test_nothing_new_behind_the_value(lean: Lean) -> None:
    plain = "structure A where\n  x : Nat\ndef Alias : Type := A\n"
    first, _ = analyse(lean, Source(plain))
    more, _ = analyse(lean, Source(plain + "deriving Inhabited\n"))
    problem = Problem(first.source, first.declarations[1], "lean", "", ())
    assert objection(problem, first.declarations[1]) is None
    refusal = objection(problem, more.declarations[1])
    assert refusal is not None
    assert "deriving" in reason(refusal)


def message(text: str) -> Message:
    return Message("error", text, Position(1, 0), None, "")


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (
            "(deterministic) timeout at `whnf`, maximum number of heartbeats (200000) has been "
            "reached",
            "heartbeats",
        ),
        ("failed to synthesize\n  Foo\n(deterministic) timeout at `typeclass`", "heartbeats"),
        ("(kernel) deterministic timeout", "heartbeats"),
        ("maximum recursion depth has been reached\nuse `set_option maxRecDepth <num>`", "depth"),
        ("tactic 'simp' failed, nested error:\nmaximum recursion depth has been reached", "depth"),
        ("maximum recursion depth reached in the code generator", "depth"),
        ("(kernel) deep recursion detected, use `set_option maxRecDepth <num>`", "stack"),
        ("deep recursion was detected at 'interpreter' (potential solution: …)", "stack"),
        ("(kernel) excessive memory consumption detected", "memory"),
        ("excessive memory consumption detected at 'expression replacer'", "memory"),
        ("(kernel) interrupted", "interrupted"),
    ],
)
def test_a_limit_is_no_rejection(text: str, limit: str) -> None:
    for errors in ([message(text)], [message("type mismatch"), message(text)]):
        verdict = by_errors(errors, 1.0)
        assert isinstance(verdict, Inconclusive)
        assert limit in verdict.reason


@pytest.mark.parametrize(
    "text",
    [
        "type mismatch",
        "unknown identifier 'interrupted'",
        "`simp` failed: maximum number of steps exceeded",
        "unknown constant 'timeout'",
    ],
)
def test_other_errors_are_rejections(text: str) -> None:
    assert isinstance(by_errors([message(text)], 1.0), Rejected)


def test_real_limits(lean: Lean, analysis: Analysis, problems: dict[str, Problem]) -> None:
    problem = problems["usesData"]
    deep = "(" * 600 + "rfl" + ")" * 600
    verdict = Judge(lean, analysis).confirm(problem, f"{problem.statement}:= {deep}")
    assert isinstance(verdict, Inconclusive)
    assert "depth" in verdict.reason


def test_a_proof_that_says_it_was_stopped_is_not_verified(
    lean: Lean, analysis: Analysis, problems: dict[str, Problem]
) -> None:
    problem = problems["plain"]
    forged = ':= by\n  first | fail "(deterministic) timeout" | skip\n  fail "(kernel) interrupted"'
    verdict = Judge(lean, analysis).confirm(problem, problem.statement + forged)
    assert isinstance(verdict, Inconclusive)


def test_what_is_refused_unread(problems: dict[str, Problem]) -> None:
    problem = problems["plain"]
    for candidate, why in [
        ("theorem plain : P → P := id", "statement's text"),
        (problem.statement + ":= pq\r\n", "carriage returns"),
        (problem.statement + ":= pq" + " " * 70_000, "too long"),
        (problem.statement + ":= pq\ud800", "U+D800"),
        (problem.statement + ":= pq /-", "inside of a comment"),
    ]:
        refusal = unread(problem, candidate)
        assert refusal is not None
        assert why in reason(refusal)
    assert unread(problem, problem.text) is None
