"""The client against a server that behaves, in one of the ways that servers do."""

from __future__ import annotations

from typing import Any

import pytest

from tests.tools.llm.serving import COLLECTION as C
from tests.tools.llm.serving import INTERACTIVE, PROMPT, Connect, Serve, chats
from tools.llm.errors import ModelRefused
from tools.llm.fakes.faults import Fault
from tools.llm.fakes.script import Entry, Script
from tools.llm.fakes.sources import echo, from_script
from tools.llm.prompt import Message, Prompt
from tools.llm.sampling import Sampling
from tools.llm.tokens import estimate_prompt


def test_a_request_says_all_that_was_asked_for(serve: Serve, connect: Connect) -> None:
    server = serve()
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"enum": ["b"]}}}
    sampling = Sampling(
        n=2, temperature=0.5, top_p=0.9, max_tokens=20, stop=("</proof>", "END"), seed=3
    )
    answers = connect(server.url).sample(PROMPT, sampling, urgency=C, schema=schema)
    assert [one.text for one in answers] == ['{"a": "b"}'] * 2
    (body,) = chats(server)
    assert body == {
        "model": "fake",
        "messages": PROMPT.to_json()["messages"],
        "n": 2,
        "temperature": 0.5,
        "top_p": 0.9,
        "max_tokens": 20,
        "stop": ["</proof>", "END"],
        "seed": 3,
        "priority": 1,
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "answer", "strict": True, "schema": schema},
        },
    }


def test_a_plain_request_holds_nothing_that_a_server_need_not_know(
    serve: Serve, connect: Connect
) -> None:
    server = serve()
    connect(server.url).sample(PROMPT, Sampling(n=1), urgency=INTERACTIVE)
    assert chats(server)[0].keys() == {
        "model", "messages", "n", "temperature", "top_p", "max_tokens",
    }  # fmt: skip


def test_answers_are_read_with_their_thinking_and_tokens(serve: Serve, connect: Connect) -> None:
    script = Script([Entry(("<think>hm</think>one", "two </proof> more"))])
    for parser in (False, True):
        server = serve(source=from_script(script), reasoning_parser=parser)
        model = connect(server.url)
        one, two = model.sample(PROMPT, Sampling(n=2, stop=("</proof>",)), urgency=C)
        assert (one.thinking, one.text, one.finish) == ("hm", "one", "stop")
        assert two.text == "two </proof>"
        assert one.prompt_tokens == two.prompt_tokens == model.count_tokens(PROMPT)
        assert one.completion_tokens > 0
        usage = model.usage
        assert (usage.requests, usage.answers, usage.failures) == (1, 2, 0)
        assert usage.prompt_tokens == one.prompt_tokens
        assert usage.completion_tokens == one.completion_tokens + two.completion_tokens


def test_the_adapter_is_asked_by_its_name(serve: Serve, connect: Connect) -> None:
    server = serve(model="base")
    model = connect(server.url, model="base", adapter="round-3")
    assert (model.name, model.adapter) == ("base", "round-3")
    with pytest.raises(ModelRefused, match="round-3"):
        model.sample(PROMPT, Sampling(n=1), urgency=C)


def test_every_text_can_be_sent(serve: Serve, connect: Connect) -> None:
    text = 'quotes " \\ \x00 \x1b ∀ 𝔸 \u202e \ud800 end'
    server = serve(source=echo)
    prompt = Prompt((Message("user", text),))
    (answer,) = connect(server.url).sample(prompt, Sampling(n=1), urgency=C)
    assert answer.text == text.replace("\ud800", "\ufffd")


@pytest.mark.parametrize("given", [1, 2, 3])
def test_a_server_that_gives_fewer_is_asked_for_the_rest(
    given: int, serve: Serve, connect: Connect
) -> None:
    server = serve(Fault("choices", given, times=0))
    answers = connect(server.url).sample(PROMPT, Sampling(n=5, seed=10), urgency=C)
    assert len(answers) == 5
    # Wherever an answer came from, it was drawn with its own seed: none twice, none left out.
    whole = connect(serve().url).sample(PROMPT, Sampling(n=5, seed=10), urgency=C)
    assert [one.text for one in answers] == [one.text for one in whole]
    asked = [body["n"] for body in chats(server)]
    assert asked[0] == 5
    assert max(asked[1:]) <= given


def test_what_a_server_gives_is_remembered(serve: Serve, connect: Connect) -> None:
    server = serve(Fault("choices", 2, times=0))
    model = connect(server.url)
    model.sample(PROMPT, Sampling(n=4), urgency=C)
    before = len(chats(server))
    model.sample(PROMPT, Sampling(n=4), urgency=C)
    assert [body["n"] for body in chats(server)[before:]] == [2, 2]


def test_gaps_are_filled_with_their_own_seeds(serve: Serve, connect: Connect) -> None:
    # Of 3 + 3 + 3 answers, asked for side by side, one request brings only one.
    server = serve(Fault("choices", 3), Fault("choices", 1))
    answers = connect(server.url).sample(PROMPT, Sampling(n=12, seed=0), urgency=C)
    whole = connect(serve().url).sample(PROMPT, Sampling(n=12, seed=0), urgency=C)
    assert [one.text for one in answers] == [one.text for one in whole]


def test_a_server_that_gives_more_is_not_believed(serve: Serve, connect: Connect) -> None:
    model = connect(serve(Fault("choices", 7)).url)
    assert len(model.sample(PROMPT, Sampling(n=2), urgency=C)) == 2


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (400, "Got priority 1 but Priority scheduling is not enabled."),
        (400, "Unrecognized request argument supplied: priority"),
        (422, "body.priority: Extra inputs are not permitted"),
    ],
)
def test_a_refused_priority_is_never_sent_again(
    status: int, message: str, serve: Serve, connect: Connect
) -> None:
    server = serve(Fault("status", [status, message]))
    model = connect(server.url)
    for _ in range(2):
        model.sample(PROMPT, Sampling(n=1), urgency=C)
    assert ["priority" in body for body in chats(server)] == [True, False, False]


@pytest.mark.parametrize(
    "message",
    [
        "n must be 1 when using greedy sampling, got 4.", "Only one completion choice is allowed",
        "Invalid n value (currently only n = 1 is supported)", "'n' : number must be at most 1",
    ],
)  # fmt: skip
def test_a_refused_n_is_replaced_by_single_requests(
    message: str, serve: Serve, connect: Connect
) -> None:
    server = serve(Fault("status", [400, message]))
    assert len(connect(server.url).sample(PROMPT, Sampling(n=4), urgency=C)) == 4
    assert [body["n"] for body in chats(server)] == [4, 1, 1, 1, 1]


def test_the_other_name_of_the_token_limit_is_learned(serve: Serve, connect: Connect) -> None:
    message = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead."
    server = serve(Fault("status", [400, message]))
    connect(server.url).sample(PROMPT, Sampling(n=1, max_tokens=5), urgency=C)
    assert "max_tokens" not in chats(server)[1]
    assert chats(server)[1]["max_completion_tokens"] == 5


def test_limits_are_those_of_the_model_also_for_its_adapter(serve: Serve, connect: Connect) -> None:
    server = serve(model="base", context_tokens=4096)
    limits = connect(server.url, model="base", adapter="round-3").limits()
    assert limits.context_tokens == 4096
    assert limits.served == ("base",)
    assert connect(server.url, model="other").limits().context_tokens is None


@pytest.mark.parametrize(
    "listing",
    [
        [], '"text"', {"data": None}, {"data": [1, None]}, {"data": [{"id": ["fake"]}]},
        {"data": [{"id": "fake", "max_model_len": "8192"}]},
        {"data": [{"id": "fake", "max_model_len": -1}]},
        {"data": [{"id": "fake", "max_model_len": True}]}, {"data": [{"id": "fake"}]},
    ],
)  # fmt: skip
def test_limits_that_cannot_be_read_are_unsaid(
    listing: Any, serve: Serve, connect: Connect
) -> None:
    limits = connect(serve(Fault("body", listing, path="/v1/models")).url).limits()
    assert limits.context_tokens is None
    assert limits.served in ((), ("fake",))


def test_tokens_are_counted_by_the_server(serve: Serve, connect: Connect) -> None:
    assert connect(serve().url).count_tokens(PROMPT) == 20


@pytest.mark.parametrize("settings", [{"tokenizes": False}, {"faults": ()}])
def test_tokens_are_estimated_where_the_server_does_not_count(
    settings: dict[str, Any], serve: Serve, connect: Connect
) -> None:
    faults = [] if "tokenizes" in settings else [Fault("body", {"count": "?"}, path="/tokenize")]
    server = serve(*faults, tokenizes=settings.get("tokenizes", True))
    model = connect(server.url)
    assert model.count_tokens(PROMPT) == model.count_tokens(PROMPT) == estimate_prompt(PROMPT)
    assert [one.path for one in server.requests] == ["/tokenize"]


def test_a_context_too_long_is_refused_with_advice(serve: Serve, connect: Connect) -> None:
    server = serve(context_tokens=100)
    with pytest.raises(ModelRefused, match=r"400 .*100 tokens.*too long for this model"):
        connect(server.url).sample(PROMPT, Sampling(n=4, max_tokens=99), urgency=C)
    assert len(server.requests) == 1
