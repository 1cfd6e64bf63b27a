from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.llm.answer import TEXT_LIMIT, Answer
from tools.llm.completion import Completion, read_completion
from tools.llm.retrying import Transient

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
MESSAGE = st.fixed_dictionaries(
    {}, optional={"content": JSON, "reasoning_content": JSON, "reasoning": JSON}
)
CHOICE = st.fixed_dictionaries(
    {},
    optional={
        "index": JSON | st.integers(0, 3), "message": JSON | MESSAGE, "stop_reason": JSON,
        "finish_reason": JSON | st.sampled_from(["stop", "length", "content_filter"]),
    },
)  # fmt: skip
REPLY = st.fixed_dictionaries(
    {},
    optional={
        "choices": JSON | st.lists(CHOICE | JSON, max_size=4),
        "usage": JSON
        | st.fixed_dictionaries({}, optional={"prompt_tokens": JSON, "completion_tokens": JSON}),
    },
)


@given(JSON | REPLY)
def test_any_json_is_read_or_is_a_passing_fault(record: Any) -> None:
    try:
        completion = read_completion(record, ["</proof>"])
    except Transient:
        return
    assert completion.answers
    assert sum(one.completion_tokens for one in completion.answers) == completion.completion_tokens
    for one in completion.answers:
        assert one.finish in ("stop", "length", "other")
        assert one.prompt_tokens >= 0
        assert one.completion_tokens >= 0
        (one.text + one.thinking).encode("utf-8")


def read(choice: dict[str, Any], stop: tuple[str, ...] = (), **more: Any) -> Answer:
    (answer,) = read_completion({"choices": [choice], **more}, stop).answers
    return answer


def test_a_plain_reply() -> None:
    usage = {"prompt_tokens": 5, "completion_tokens": 7}
    choice = {"message": {"content": "by simp"}, "finish_reason": "stop"}
    assert read(choice, usage=usage) == Answer("by simp", "", "stop", 5, 7)


@pytest.mark.parametrize(
    "message",
    [
        {"content": "b", "reasoning_content": "a"},
        {"content": "b", "reasoning": "a"},
        {"content": "<think>a</think>b"},
        {"content": [{"type": "text", "text": "<think>a</th"}, {"text": "ink>b"}, 3]},
        {"content": "b", "reasoning_content": None, "reasoning": "a"},
    ],
)
def test_thinking_is_found_in_every_place(message: dict[str, Any]) -> None:
    answer = read({"message": message})
    assert (answer.thinking, answer.text) == ("a", "b")


def test_thinking_that_used_up_all_tokens_leaves_no_text() -> None:
    answer = read(
        {"message": {"content": None, "reasoning_content": "hm"}, "finish_reason": "length"}
    )
    assert (answer.thinking, answer.text, answer.finish) == ("hm", "", "length")


def test_the_tag_that_ended_an_answer_is_put_back() -> None:
    choice = {
        "message": {"content": "<proof>rfl"}, "finish_reason": "stop", "stop_reason": "</proof>",
    }  # fmt: skip
    assert read(choice, ("</proof>",)).text == "<proof>rfl</proof>"
    assert read(choice, ("END",)).text == "<proof>rfl"
    assert read(choice | {"stop_reason": 151643}, ("</proof>",)).text == "<proof>rfl"
    whole = choice | {"message": {"content": "<proof>rfl</proof>"}}
    assert read(whole, ("</proof>",)).text == "<proof>rfl</proof>"


def test_no_text_begins_with_a_tag_that_ended_the_thinking() -> None:
    choice = {
        "message": {"content": "<think>…"}, "finish_reason": "stop", "stop_reason": "</proof>",
    }  # fmt: skip
    assert read(choice, ("</proof>",)).text == ""


def test_choices_come_in_the_order_of_their_index() -> None:
    choices = [{"index": at, "message": {"content": str(at)}} for at in (2, 0, 1)]
    texts = [one.text for one in read_completion({"choices": choices}, ()).answers]
    assert texts == ["0", "1", "2"]


def test_an_index_that_says_nothing_changes_no_order() -> None:
    choices = [{"index": at % 2, "message": {"content": text}} for at, text in enumerate("bab")]
    assert [one.text for one in read_completion({"choices": choices}, ()).answers] == list("bab")


def test_the_tokens_of_a_reply_are_shared_by_length() -> None:
    choices = [{"message": {"content": "x" * size}} for size in (99, 299, 0)]
    usage = {"prompt_tokens": 9, "completion_tokens": 401}
    done = read_completion({"choices": choices, "usage": usage}, ())
    assert [one.completion_tokens for one in done.answers] == [100, 300, 1]
    assert [one.prompt_tokens for one in done.answers] == [9, 9, 9]


@pytest.mark.parametrize("count", [-3, 1.5, True, "12", None, 10**400, [1]])
def test_tokens_that_are_no_count_are_unsaid(count: Any) -> None:
    choice = {"message": {"content": "x"}}
    usage = {"prompt_tokens": count, "completion_tokens": count}
    done = read_completion({"choices": [choice], "usage": usage}, ())
    assert done == Completion((Answer("x", "", "other", 0, 0),), 0, 0)


def test_a_text_of_megabytes_is_cut_and_says_so() -> None:
    answer = read({"message": {"content": "x" * 10_000_000}, "finish_reason": "stop"})
    assert len(answer.text) == TEXT_LIMIT
    assert answer.finish == "length"


@pytest.mark.parametrize("choices", [None, [], {}, "text", 3, [None], [1, "a", [2]]])
def test_a_reply_without_an_answer_may_pass(choices: Any) -> None:
    with pytest.raises(Transient, match="no answer"):
        read_completion({"choices": choices}, ())
