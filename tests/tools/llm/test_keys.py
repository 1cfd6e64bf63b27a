"""The key goes to the server and nowhere else; prompts and answers are in no log."""

from __future__ import annotations

import base64
import logging
import traceback

import pytest
import structlog

from tests.tools.llm.serving import COLLECTION, PRIVATE, PROMPT, Connect, Serve
from tools.errors import BurnishError, UserInputError
from tools.llm.errors import ModelRefused, ModelUnavailable
from tools.llm.fakes.faults import Fault
from tools.llm.sampling import Sampling

KEY = "sk-burnish-0123456789abcdef"
ONE = Sampling(n=1)


@pytest.fixture
def key(monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("BURNISH_MODEL_KEY", KEY)
    return KEY


def test_the_key_is_sent(key: str, serve: Serve, connect: Connect) -> None:
    server = serve(key=key)
    model = connect(server.url)
    model.sample(PROMPT, ONE, urgency=COLLECTION)
    model.limits()
    assert {one.authorization for one in server.requests} == {f"Bearer {key}"}


def test_a_new_key_is_used_at_once(
    key: str, serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = serve()
    model = connect(server.url)
    model.limits()
    monkeypatch.setenv("BURNISH_MODEL_KEY", "another")
    model.limits()
    monkeypatch.delenv("BURNISH_MODEL_KEY")
    model.limits()
    sent = [one.authorization for one in server.requests]
    assert sent == [f"Bearer {key}", "Bearer another", None]


def test_keys_of_other_tools_are_not_sent(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("OPENAI_API_KEY", "OPENAI_ORG_ID", "OPENAI_PROJECT_ID"):
        monkeypatch.setenv(name, KEY)
    server = serve()
    connect(server.url).limits()
    assert server.requests[0].authorization is None


def test_a_missing_key_is_asked_for_by_its_variable(serve: Serve, connect: Connect) -> None:
    with pytest.raises(ModelRefused, match="The key in MY_KEY is not set"):
        connect(serve(key=KEY).url, key_variable="MY_KEY").limits()


def test_a_wrong_key_is_named_by_its_variable(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BURNISH_MODEL_KEY", "sk-mistaken")
    with pytest.raises(ModelRefused, match="BURNISH_MODEL_KEY is set, but not accepted"):
        connect(serve(key=KEY).url).limits()


FAULTS = [
    Fault("echo-key", 400), Fault("echo-key", 401), Fault("echo-key", 500, times=0),
    Fault("status", 302, headers={"Location": f"http://127.0.0.1:1/?key={KEY}"}),
    Fault("status", [403, f"key {KEY[:12]}… has no access"]), Fault("body", KEY, times=0),
    Fault("status", [429, f"slow down, {KEY[5:]}"], times=0), Fault("reset", times=0),
]  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.kind} {fault.value!s:.3}")
def test_no_error_and_no_log_holds_the_key_or_a_prompt(
    fault: Fault,
    key: str,
    serve: Serve,
    connect: Connect,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)  # that of the HTTP library as well
    server = serve(fault)
    with structlog.testing.capture_logs() as logged:
        model = connect(server.url)
        with pytest.raises((ModelRefused, ModelUnavailable)) as failed:
            model.sample(PROMPT, ONE, urgency=COLLECTION)
    told = "".join(traceback.format_exception(failed.value)) + repr(failed.value.__dict__)
    everything = told + caplog.text + repr(logged) + repr(model)
    assert not any(key[at : at + 8] in everything for at in range(len(key) - 7))
    assert base64.b64encode(key.encode()).decode() not in everything
    assert PRIVATE not in everything
    assert server.url in told


def test_an_answer_is_logged_by_its_size(
    key: str, serve: Serve, connect: Connect, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with structlog.testing.capture_logs() as logged:
        (answer,) = connect(serve().url).sample(PROMPT, ONE, urgency=COLLECTION)
    assert [line["event"] for line in logged] == ["answered"]
    assert logged[0]["completion_tokens"] == answer.completion_tokens
    for private in (PRIVATE, answer.text, key):
        assert private not in caplog.text + repr(logged)


def test_a_key_that_cannot_be_sent_reaches_nobody(
    serve: Serve, connect: Connect, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BURNISH_MODEL_KEY", f"{KEY}\r\nHost: elsewhere")
    server = serve()
    with pytest.raises(UserInputError, match="BURNISH_MODEL_KEY") as failed:
        connect(server.url).sample(PROMPT, ONE, urgency=COLLECTION)
    assert KEY not in "".join(traceback.format_exception(failed.value))
    assert server.requests == []
    assert isinstance(failed.value, BurnishError)
