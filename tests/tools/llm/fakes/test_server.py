"""The fake server as those see it who are not our client."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.tools.llm.serving import PROMPT, Serve
from tools.errors import UserInputError
from tools.llm.fakes.faults import KINDS, Fault, read_faults
from tools.llm.fakes.script import Entry, Script
from tools.llm.fakes.server import FakeServer
from tools.llm.fakes.sources import echo, from_script

CHAT = {"model": "fake"} | PROMPT.to_json()


class Asker:
    """Speaks to a server without our client."""

    def __init__(self, url: str) -> None:
        self._root = url.removesuffix("/v1")
        self._client = httpx.Client(trust_env=False)

    def get(self, path: str) -> httpx.Response:
        return self._client.get(self._root + path)

    def post(self, path: str, body: Any) -> httpx.Response:
        return self._client.post(self._root + path, json=body)

    def chat(self, **fields: Any) -> dict[str, Any]:
        reply = self.post("/v1/chat/completions", CHAT | fields)
        assert reply.status_code == 200, reply.text
        return dict(reply.json())

    def texts(self, **fields: Any) -> list[str]:
        return [one["message"]["content"] for one in self.chat(**fields)["choices"]]

    def refusal(self, path: str, body: Any) -> tuple[int, str]:
        reply = self.post(path, body)
        return reply.status_code, reply.json()["error"]["message"]


def asking(server: FakeServer) -> Asker:
    return Asker(server.url)


def test_a_chat_has_the_shape_of_vllms(serve: Serve) -> None:
    reply = asking(serve(source=echo)).chat(n=2)
    text = PROMPT.messages[-1].content
    assert reply["choices"] == [
        {
            "index": index,
            "message": {"role": "assistant", "content": text},
            "finish_reason": "stop",
            "stop_reason": None,
        }
        for index in range(2)
    ]
    assert reply["usage"] == {"prompt_tokens": 20, "completion_tokens": 18, "total_tokens": 38}


def test_seeds_decide(serve: Serve) -> None:
    asker = asking(serve())
    drawn = asker.texts(n=3, seed=5)
    assert len(set(drawn)) == 3
    assert asker.texts(n=3, seed=5) == drawn
    assert asker.texts(n=2, seed=6) == drawn[1:]
    assert asker.texts(n=1) != asker.texts(n=1)


def test_answers_end_at_a_stop_text_or_a_limit(serve: Serve) -> None:
    asker = asking(serve(source=from_script(Script([Entry(("one two three four",))]))))
    (stopped,) = asker.chat(stop=["four", " three"])["choices"]
    assert stopped["message"]["content"] == "one two"
    assert (stopped["finish_reason"], stopped["stop_reason"]) == ("stop", " three")
    for field in ("max_tokens", "max_completion_tokens"):
        (cut,) = asker.chat(**{field: 3})["choices"]
        assert cut["message"]["content"] == "one two three"
        assert (cut["finish_reason"], cut["stop_reason"]) == ("length", None)


def test_log_probabilities_are_given_for_each_word(serve: Serve) -> None:
    (choice,) = asking(serve(source=echo)).chat(logprobs=True)["choices"]
    words = choice["message"]["content"].split()
    assert [one["token"] for one in choice["logprobs"]["content"]] == words
    assert all(one["logprob"] <= 0 for one in choice["logprobs"]["content"])


def test_structured_output_fits(serve: Serve) -> None:
    schema = {"type": "object", "required": ["veto"], "properties": {"veto": {"enum": ["no"]}}}
    wanted = {"type": "json_schema", "json_schema": {"name": "x", "schema": schema}}
    asker = asking(serve())
    assert asker.texts(response_format=wanted) == ['{"veto": "no"}']
    assert asker.texts(response_format={"type": "json_object"}) == ["{}"]


def test_a_reasoning_parser_takes_thinking_apart(serve: Serve) -> None:
    script = Script([Entry(("<think>hm</think>so", "<think>endless"))])
    asker = asking(serve(source=from_script(script), reasoning_parser=True))
    one, two = (choice["message"] for choice in asker.chat(n=2)["choices"])
    assert (one["reasoning_content"], one["content"]) == ("hm", "so")
    assert (two["reasoning_content"], two["content"]) == ("endless", None)


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"model": "other"}, 404, "`other` does not exist"), ({"stream": True}, 400, "stream"),
        ({"messages": []}, 400, "messages"), ({"messages": "hello"}, 400, "messages"),
        ({"messages": [{"role": "user"}]}, 400, "content"),
        ({"messages": [{"role": "tool", "content": ""}]}, 400, "role"), ({"n": 0}, 400, "n must"),
        ({"n": True}, 400, "n must"), ({"n": 2, "temperature": 0}, 400, "greedy"),
        ({"temperature": 3}, 400, "temperature"), ({"temperature": "hot"}, 400, "temperature"),
        ({"max_tokens": 0}, 400, "max_tokens"), ({"seed": 1 << 63}, 400, "seed"),
        ({"stop": [""]}, 400, "stop"), ({"priority": 1}, 400, "Priority scheduling"),
        ({"max_tokens": 90}, 400, "maximum context length is 100 tokens"),
        ({"messages": [{"role": "user", "content": "x " * 100}]}, 400, "maximum context length"),
        ({"response_format": {"type": "json_schema"}}, 400, "response_format"),
        ({"response_format": "json"}, 400, "response_format"),
    ],
)  # fmt: skip
def test_what_vllm_refuses_is_refused(
    fields: dict[str, Any], status: int, said: str, serve: Serve
) -> None:
    asker = asking(serve(context_tokens=100, priority=False))
    refused, message = asker.refusal("/v1/chat/completions", CHAT | fields)
    assert refused == status
    assert said in message


def test_other_refusals(serve: Serve) -> None:
    asker = asking(serve(tokenizes=False))
    assert asker.get("/nowhere").status_code == 404
    assert asker.get("/v1/chat/completions").status_code == 404
    assert asker.refusal("/tokenize", CHAT)[0] == 404
    assert asker.refusal("/v1/chat/completions", "text")[0] == 400


def test_adapters_are_loaded_and_unloaded_while_it_runs(serve: Serve, tmp_path: Path) -> None:
    asker = asking(serve())
    (tmp_path / "adapter_config.json").write_text("{}")
    load, unload = "/v1/load_lora_adapter", "/v1/unload_lora_adapter"
    adapter = {"lora_name": "round-1", "lora_path": str(tmp_path)}
    assert asker.refusal(load, {"lora_name": "round-1"})[0] == 400
    assert asker.refusal(load, adapter | {"lora_path": str(tmp_path / "none")})[0] == 404
    assert asker.refusal(unload, adapter)[0] == 404
    assert asker.post(load, adapter).status_code == 200
    assert asker.refusal(load, adapter) == (
        400, "The lora adapter 'round-1' has already been loaded.",
    )  # fmt: skip
    assert asker.post(load, adapter | {"load_inplace": True}).status_code == 200
    cards = {one["id"]: one for one in asker.get("/v1/models").json()["data"]}
    assert cards["fake"]["max_model_len"] == 32_768
    assert cards["round-1"]["parent"] == "fake"
    assert asker.chat(model="round-1")["model"] == "round-1"
    assert asker.post(unload, adapter).status_code == 200
    assert asker.refusal("/v1/chat/completions", CHAT | {"model": "round-1"})[0] == 404


def test_metrics_and_health(serve: Serve) -> None:
    asker = asking(serve(source=echo))
    asker.chat(n=2)
    metrics = {
        line.partition("{")[0]: line.rpartition(" ")[2]
        for line in asker.get("/metrics").text.splitlines()
        if not line.startswith("#")
    }
    assert metrics == {
        "vllm:num_requests_running": "0.0",
        "vllm:num_requests_waiting": "0.0",
        "vllm:prompt_tokens_total": "20.0",
        "vllm:generation_tokens_total": "18.0",
        "vllm:request_success_total": "2.0",
    }
    assert asker.get("/health").status_code == 200


def test_tokens_are_counted_as_for_a_chat(serve: Serve) -> None:
    asker = asking(serve())
    counted = asker.post("/tokenize", CHAT).json()
    assert counted["count"] == len(counted["tokens"]) == asker.chat()["usage"]["prompt_tokens"]
    assert counted["max_model_len"] == 32_768


def test_a_key_is_wanted_if_there_is_one(serve: Serve) -> None:
    asker = asking(serve(key="sk-1"))
    assert asker.get("/v1/models").status_code == 401
    assert asker.get("/health").status_code == 200


def test_what_came_and_how_busy_it_was_can_be_asked(serve: Serve) -> None:
    asker = asking(serve())
    asker.chat(n=3)
    (seen,) = asker.get("/fake/requests").json()
    assert (seen["method"], seen["path"]) == ("POST", "/v1/chat/completions")
    assert seen["body"]["n"] == 3
    assert asker.get("/fake/busy").json()["started"] == 3


def test_faults_are_for_so_many_requests_to_their_path(serve: Serve) -> None:
    asker = asking(serve(Fault("status", 500, times=2), Fault("status", 404, path="/health")))
    path = "/v1/chat/completions"
    seen = [asker.post(path, CHAT).status_code for _ in range(3)]
    assert seen == [500, 500, 200]
    assert [asker.get("/health").status_code for _ in range(2)] == [404, 200]
    assert asker.post("/fake/fail", [{"kind": "html", "value": 502, "times": 0}]).is_success
    assert {asker.post(path, CHAT).status_code for _ in range(3)} == {502}
    for wrong in ([{"kind": "nonsense"}], [{"sort": "slow"}], {"kind": "slow"}):
        assert asker.post("/fake/fail", wrong).status_code == 400


def test_a_slow_reply_comes(serve: Serve) -> None:
    assert asking(serve(Fault("slow", 0.01))).chat()["choices"]


def test_faults_are_read_from_json() -> None:
    assert read_faults('[{"kind": "hang"}]') == (Fault("hang"),)
    for text in ("nonsense", "3", '[{"kind": "nonsense"}]', '[{"value": 3}]'):
        with pytest.raises(UserInputError):
            read_faults(text)
    assert all(kind.__doc__ for kind in KINDS.values())


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"nonsense\r\n\r\n", b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"GET / " + b"x" * 70_000,
        b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: 3\r\n\r\n{\xff}",
    ],
)  # fmt: skip
def test_a_request_that_is_none_gets_an_error(request_bytes: bytes, serve: Serve) -> None:
    server = serve()
    with connected(server) as connection:
        connection.sendall(request_bytes)
        assert connection.recv(1 << 16).startswith(b"HTTP/1.1 400 ")
    assert asking(server).get("/health").is_success


def test_who_hangs_up_frees_the_slots(serve: Serve) -> None:
    server = serve(slots=2)
    server.hold()
    body = json.dumps(CHAT | {"n": 3}).encode()
    head = b"POST /v1/chat/completions HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(body)
    with connected(server) as connection:
        connection.sendall(head + body)
        server.wait_until(lambda: (server.running, server.waiting) == (2, 1))
    server.wait_until(lambda: server.running == server.waiting == 0)


@contextmanager
def connected(server: FakeServer) -> Iterator[socket.socket]:
    address = httpx.URL(server.url)
    with socket.create_connection((address.host, address.port), timeout=10) as connection:
        yield connection


def command(*options: str) -> list[str]:
    return [sys.executable, "-m", "tools.llm.fakes.server", *options]


def test_the_command_plays_a_script_until_it_is_ended(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text(json.dumps(Entry(("by simp",)).to_json()), encoding="utf-8")
    argv = command("--script", str(path), "--model", "played", "--fail", '[{"kind": "reset"}]')
    with subprocess.Popen(argv, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        asker = Asker(process.stdout.readline().strip())
        with pytest.raises(httpx.TransportError):
            asker.chat(model="played")
        assert asker.texts(model="played", n=2) == ["by simp", "by simp"]
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=20) == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--script", "none.jsonl"], "none.jsonl"), (["--fail", "nonsense"], "faults"),
        (["--port", "99999"], "99999"), (["--host", "no.such.host.invalid"], "no.such.host"),
    ],
)  # fmt: skip
def test_options_that_cannot_be_used(options: list[str], said: str) -> None:
    done = subprocess.run(command(*options), capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
