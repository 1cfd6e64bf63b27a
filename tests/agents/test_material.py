"""What is gathered of a theorem, from a real Lean."""

from __future__ import annotations

from collections.abc import Callable

from langgraph.runtime import Runtime

from agents.channels import Channels
from agents.cutting import state_lines
from agents.material import gather, remarks
from agents.prompting import Prompts
from agents.runtime import RunContext
from agents.scaffold import Budget, rewriter_prompt
from agents.state import initial_state
from agents.verifier import verify
from storage.records import AttemptRecord
from tools.lean.lean import Lean
from tools.lean.structure.context import estimated_tokens
from tools.lean.verdict import SUGGESTION, Diagnostic, Rejected

MakeContext = Callable[..., RunContext]
TEXT = """import Init

namespace N
variable {p q : Prop}

/-- Both. -/
def Both (p q : Prop) : Prop := p ∧ q

theorem Both.second (h : Both p q) : q := h.2

/-- Turned round. -/
theorem turned (h : Both p q) : Both q p := by
  have hq : q := Both.second h
  constructor
  · exact hq
  · exact h.1
"""
CLOSED = Channels().without(",".join(Channels().names))


def attempt_of(context: RunContext, value: str) -> AttemptRecord:
    """A candidate that was judged, as a round leaves it."""
    declaration = context.problem.statement + value
    record = AttemptRecord(
        problem_id=context.problem_id,
        session_id=context.session,
        round=1,
        proposer="model",
        proof=declaration,
        verdict_key=context.problem.verdict_key(declaration),
    )
    (number,) = context.repository.record_attempts([record])
    state = initial_state(context.session, context.problem_id, context.original_score)
    verify({**state, "pending": [number]}, Runtime(context=context))
    return context.attempts()[number]


def test_the_original_with_all_channels(make_context: MakeContext) -> None:
    context = make_context(TEXT)
    found = gather(context, None, channels=Channels())
    assert found.name == "N.turned"
    assert found.proof == context.problem.text
    assert found.header == "import Init\nnamespace N\nvariable {p q : Prop}"
    assert [(aim.name, aim.value) for aim in found.aims] == [("length", -5.0)]
    assert (found.objective, found.original) == ("", "")
    assert [e.name for e in found.context if e.is_local] == ["N.Both", "N.Both.second"]
    lines = state_lines(found.proof, found.states, ())
    assert [one.comments[-1].strip() for one in lines if one.comments] == [
        "-- p q : Prop, h : Both p q ⊢ Both q p",
        "-- p q : Prop, h : Both p q, hq : q ⊢ Both q p",
        "-- right: p q : Prop, h : Both p q, hq : q ⊢ p",
        "-- no goals",
        "-- no goals",
    ]


def test_what_is_gathered_makes_a_prompt(make_context: MakeContext) -> None:
    found = gather(make_context(TEXT), None, channels=Channels())
    rendered = rewriter_prompt(found, Channels(), Budget(8192, 2048, estimated_tokens), Prompts())
    assert rendered.cut == ()
    assert rendered.channels_used == ("context", "states", "examples")
    told = rendered.prompt.messages[1].content
    assert (
        "def Both (p q : Prop) : Prop := p ∧ q\n\ntheorem Both.second (h : Both p q) : q\n" in told
    )


def test_an_attempt_instead_of_the_original(make_context: MakeContext) -> None:
    context = make_context(TEXT)
    attempt = attempt_of(context, ":= by\n  constructor\n  · exact Both.second h\n  · exact h.1")
    begin = attempt.proof.index("exact h.1")
    place = len(attempt.proof[:begin].encode())
    found = gather(
        context,
        attempt,
        channels=Channels(context=False),
        regions=[(place, place + 4)],
    )
    assert found.proof == attempt.proof
    assert found.aims[0].value == -3.0
    assert found.original == context.problem.text
    assert found.regions == ((4, 4),)
    assert [one.distance for one in state_lines(found.proof, found.states, found.regions)] == [
        4, 3, 2, 1, 0,
    ]  # fmt: skip


def test_closed_channels_ask_lean_for_nothing(make_context: MakeContext, lean: Lean) -> None:
    context = make_context(TEXT)
    calls = lean.calls
    found = gather(context, None, channels=CLOSED)
    assert (found.states, found.context, lean.calls) == ("", (), calls)


def test_lean_is_asked_once(make_context: MakeContext, lean: Lean) -> None:
    context = make_context(TEXT)
    first = gather(context, None, channels=Channels())
    calls = lean.calls
    assert gather(context, None, channels=Channels()) == first
    assert lean.calls == calls


def test_remarks_quote_the_line_that_they_are_about(make_context: MakeContext) -> None:
    context = make_context(TEXT)
    attempt = attempt_of(context, ":= by\n  constructor\n  · exact wrong\n  · exact h.1")
    known = context.repository.verdicts_for([context.problem.verdict_key(attempt.proof)])
    (verdict,) = known.values()
    rejected = Rejected(tuple(Diagnostic(**one) for one in verdict.diagnostics))
    (remark,) = remarks(rejected, attempt.proof)
    assert remark.startswith("line 4, `· exact wrong`: ")
    assert "wrong" in remark.partition(": ")[2]


def test_remarks_without_a_place_and_suggestions() -> None:
    told = (
        Diagnostic("error", " the proof uses `sorry` ", 0, 0),
        Diagnostic("error", "elsewhere", 99, 0),
        Diagnostic(SUGGESTION, "theorem t : p := h", 0, 0),
    )
    assert remarks(Rejected(told), "theorem t : p := sorry") == (
        "the proof uses `sorry`",
        "elsewhere",
    )
