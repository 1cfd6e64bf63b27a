"""What a model said is kept as it came, once, whatever it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.answers import LONGEST, storable
from storage.records import AnswerRecord, AttemptRecord, ProblemRecord
from storage.repository import Repository

MESSAGES = {"messages": [{"role": "user", "content": "Prove it, please: ∀ \ud800"}]}


@pytest.fixture
def answer(repository: Repository, problem: ProblemRecord) -> AnswerRecord:
    session = repository.start_session("request", "optimize", "Logic.lean", {})
    return AnswerRecord(
        session_id=session.id,
        problem_id=problem.id,
        node="rewriter",
        purpose="sample",
        round=1,
        call="call",
        position=0,
        prompt_hash="prompt",
        template_hash="template",
        model="tiny",
        adapter=None,
        sampling={"n": 2, "temperature": 1.0},
        text="<proof>rfl</proof>",
        thinking="Hm.",
        finish="stop",
        prompt_tokens=10,
        completion_tokens=5,
    )


def test_a_call_gets_back_its_answers_in_order(
    repository: Repository, answer: AnswerRecord
) -> None:
    second = replace(answer, position=1, text="nonsense", unreadable="no tag")
    ids = repository.answers.record(MESSAGES, [second, answer])
    found = repository.answers.of_call("call")
    assert [one.id for one in found] == ids[::-1]
    assert [replace(one, id=None, created_at="") for one in found] == [answer, second]
    assert repository.answers.of_call("another") == []
    assert repository.answers.prompt("prompt") == MESSAGES
    assert repository.answers.prompt("another") is None
    assert answer.session_id is not None
    assert len(repository.answers.of_session(answer.session_id)) == 2
    assert repository.answers.of_problem(answer.session_id, answer.problem_id) == sorted(
        found, key=lambda one: one.id or 0
    )


def test_recording_a_call_again_changes_nothing(
    repository: Repository, answer: AnswerRecord
) -> None:
    first = repository.answers.record(MESSAGES, [answer])
    again = repository.answers.record(MESSAGES, [replace(answer, text="another")])
    assert first == again
    assert [one.text for one in repository.answers.of_call("call")] == [answer.text]


def test_an_answer_is_linked_to_its_attempt(repository: Repository, answer: AnswerRecord) -> None:
    (one,) = repository.answers.record(MESSAGES, [answer])
    attempt = AttemptRecord(answer.problem_id, answer.session_id, 1, "model", "rfl")
    (made,) = repository.record_attempts([attempt])
    repository.answers.link({one: made})
    assert [found.attempt_id for found in repository.answers.of_call("call")] == [made]


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
def test_any_text_can_be_recorded(repository: Repository, answer: AnswerRecord, text: str) -> None:
    position = len(repository.answers.of_call("any"))
    made = replace(answer, call="any", position=position, text=text, unreadable=text)
    repository.answers.record(MESSAGES, [made])
    found = repository.answers.of_call("any")[-1]
    assert found.text == storable(text)


def test_honest_text_is_kept_to_the_letter_and_megabytes_are_cut() -> None:
    assert storable("∀ x, x = x\n\t·") == "∀ x, x = x\n\t·"
    assert storable("a" * LONGEST) == "a" * LONGEST
    cut = storable("a" * (LONGEST + 1))
    assert cut.endswith(f"[cut: {LONGEST + 1} characters in all]")
    assert len(cut) < LONGEST + 100
