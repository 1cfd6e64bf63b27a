"""`burnish optimize` with a model: a real HTTP server that plays a script."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from flows.modelling import read_temperatures
from tools.errors import UserInputError
from tools.llm.fakes.api import Settings
from tools.llm.fakes.script import Entry, Script
from tools.llm.fakes.server import FakeServer
from tools.llm.fakes.sources import from_script

TEXT = """\
theorem swap (p q : Prop) : p ∧ q → q ∧ p := by
  intro h
  have hq : q := h.right
  have hp : p := h.left
  constructor
  · exact hq
  · exact hp
"""
ANSWER = "<proof>\nfun h => ⟨h.2, h.1⟩\n</proof>"
ONCE = ("--model-rounds", "1", "--samples", "2", "--without", "context,states,sketch")
Burnish = Callable[..., Any]
Write = Callable[[str], Path]


@contextmanager
def serving(*answers: str, **settings: Any) -> Iterator[FakeServer]:
    source = from_script(Script([Entry(answers or (ANSWER,))]))
    with FakeServer(Settings(source=source, **settings)) as server:
        yield server


@pytest.mark.long
def test_the_model_alone_improves_and_the_same_command_recalls(
    burnish: Burnish, lean_file: Write
) -> None:
    lean_file(TEXT)
    with serving() as server:
        words = ("optimize", "File.lean", "--json", "--proposer", "model", *ONCE)
        answer = burnish(*words, BURNISH_MODEL_URL=server.url)
        asked = len(server.requests)
        again = burnish(*words, "--endpoint", server.url)
        assert len([one for one in server.requests[asked:] if one.method == "POST"]) == 0
    gone = burnish(*words, "--endpoint", server.url, "--model", "fake")
    assert gone.json["session"] == answer.json["session"]
    assert answer.status == 0, answer.err
    (result,) = answer.json["results"]
    assert (result["before"], result["after"]) == (-8, -1)
    assert result["proof"].endswith(":= fun h => ⟨h.2, h.1⟩")
    assert again.json["session"] == answer.json["session"]
    sent = next(one.body for one in server.requests if one.path == "/v1/chat/completions")
    assert (sent["n"], sent["model"]) == (2, "fake")


@pytest.mark.long
def test_an_endpoint_in_the_environment_means_both(burnish: Burnish, lean_file: Write) -> None:
    lean_file(TEXT.replace("theorem swap", "theorem other : 1 = 1 := rfl\n\ntheorem swap"))
    with serving("No idea.") as server:
        answer = burnish(
            "optimize", "File.lean:swap", "--json", "--metric", "tokens", "--candidates", "4",
            "--rounds", "1", *ONCE, BURNISH_MODEL_URL=server.url,
        )  # fmt: skip
        assert [one.path for one in server.requests].count("/v1/chat/completions") == 1
    assert answer.status == 0, answer.err
    (result,) = answer.json["results"]
    assert result["after"] > result["before"]
    assert result["finished"]


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (("--proposer", "model"), "BURNISH_MODEL_URL"),
        (("--proposer", "oracle"), "model, symbolic or both"),
        (("--proposer", "symbolic", "--endpoint", "http://localhost:1"), "leave --endpoint out"),
        (("--endpoint", "localhost:1"), "must look like"),
        (("--endpoint", "http://localhost:1", "--without", "thoughts"), "no channel thoughts"),
        (("--endpoint", "http://localhost:1", "--temperature", "hot"), "0 to 2"),
        (("--endpoint", "http://localhost:1", "--prompts", "nowhere"), "no folder of prompts"),
    ],
)
def test_options_that_cannot_be(
    burnish: Burnish, lean_file: Write, words: tuple[str, ...], why: str
) -> None:
    lean_file(TEXT)
    answer = burnish("optimize", "File.lean", *words)
    assert answer.status == 2
    assert why in answer.err


def test_a_model_that_is_not_served_is_named_with_those_that_are(
    burnish: Burnish, lean_file: Write
) -> None:
    lean_file(TEXT)
    with serving() as server:
        for words in (("--model", "other"), ("--adapter", "tuned")):
            answer = burnish("optimize", "File.lean", "--endpoint", server.url, *words)
            assert answer.status == 2
            assert f"does not serve {words[1]}: there are fake." in answer.err


def test_answers_that_leave_no_room_for_a_prompt_are_refused_at_once(
    burnish: Burnish, lean_file: Write
) -> None:
    lean_file(TEXT)
    with serving(context_tokens=4096) as server:
        answer = burnish("optimize", "File.lean", "--endpoint", server.url)
    assert answer.status == 2
    assert "--answer-tokens 4096 leaves no room for a prompt: fake holds 4096" in answer.err


@pytest.mark.long
def test_copies_of_a_theorem_are_searched_once_and_told_alike(
    burnish: Burnish, lean_file: Write, tmp_path: Path
) -> None:
    text = lean_file(TEXT).read_text(encoding="utf-8")
    for name in ("A.lean", "B.lean"):
        (tmp_path / name).write_text(text, encoding="utf-8")
    words = ("A.lean", "B.lean", "File.lean", "--proposer", "model", "--samples", "2", "--json")
    with serving("<proof>\nby\n  simp [*]\n</proof>", ANSWER) as server:
        answer = burnish("optimize", *words, "--metric", "tokens", "--endpoint", server.url)
        asked = [one.body for one in server.requests if one.path == "/v1/chat/completions"]
    results = answer.json["results"]
    assert [one["after"] for one in results] == [results[0]["after"]] * 3
    assert [one["candidates"] for one in results] == [results[0]["candidates"]] * 3
    calls = [(one["messages"], one["seed"]) for one in asked]
    assert all(calls.count(one) == 1 for one in calls)


@pytest.mark.long
def test_a_server_that_is_not_there_is_no_reason_to_give_up(
    burnish: Burnish, lean_file: Write
) -> None:
    lean_file(TEXT)
    with serving() as server:
        gone = server.url
    for words in ((), ("--model", "fake")):
        answer = burnish("optimize", "File.lean", "--endpoint", gone, *words)
        assert answer.status == 3
        assert "`--proposer symbolic` does without a model." in answer.err


def test_a_key_is_sent_and_nowhere_said(burnish: Burnish, lean_file: Write, tmp_path: Path) -> None:
    lean_file(TEXT)
    secret = "sk-123456789"
    with serving(key=secret) as server:
        words = ("-vv", "optimize", "File.lean", "--endpoint", server.url, *ONCE)
        refused = burnish(*words, BURNISH_MODEL_KEY=secret[:-1])
        assert refused.status == 2
        accepted = burnish(*words, "--proposer", "model", BURNISH_MODEL_KEY=secret)
        assert accepted.status == 0, accepted.err
    said = refused.out + refused.err + accepted.out + accepted.err
    assert secret[:-1] not in said
    database = b"".join(path.read_bytes() for path in (tmp_path / ".burnish").glob("*.db*"))
    assert secret[:-1].encode() not in database


@pytest.mark.long
def test_what_the_endpoint_is_called_is_no_part_of_the_request(
    burnish: Burnish, lean_file: Write
) -> None:
    lean_file(TEXT)
    words = ("optimize", "File.lean", "--json", "--proposer", "model", *ONCE)
    with serving() as first:
        one = burnish(*words, "--endpoint", first.url)
    with serving() as second:
        other = burnish(*words, "--endpoint", second.url)
    assert one.json["session"] == other.json["session"]


def test_the_words_of_a_temperature() -> None:
    assert read_temperatures("1.0-1.4") == (1.0, 1.4)
    assert read_temperatures("0.8") == (0.8, 0.8)
    for wrong in ("", "a-b", "3", "1-", "nan", "-1"):
        with pytest.raises(UserInputError):
            read_temperatures(wrong)


def test_answers_of_a_session_that_is_not_there(burnish: Burnish) -> None:
    answer = burnish("answers", "brisk-lemma-0000")
    assert answer.status == 2
    assert "no session brisk-lemma-0000" in answer.err


def test_a_session_with_a_model_goes_on_where_the_model_is_now(
    burnish: Burnish, lean_file: Write
) -> None:
    lean_file(TEXT)
    words = ("optimize", "File.lean", "--json", "--proposer", "model", "--seconds", "0", *ONCE)
    with serving() as first:
        session = burnish(*words, BURNISH_MODEL_URL=first.url).json["session"]
    resume = ("sessions", "resume", session, "--seconds", "60", "--json")
    nowhere = burnish(*resume)
    assert nowhere.status == 2
    assert "--endpoint URL" in nowhere.err
    with serving() as second:
        answer = burnish(*resume, "--endpoint", second.url).json
    assert (answer["session"], answer["finished"]) == (session, True)
    assert answer["results"][0]["after"] == -1
    # What is finished needs no model to be shown again.
    assert burnish(*resume).json["results"][0]["after"] == -1
