"""What Burnish relies on, asked of a real vLLM through the client that Burnish uses."""

from __future__ import annotations

import json
import signal
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path
from typing import Any

import pytest

from tools.llm.errors import ModelRefused
from tools.llm.prompt import Message, Prompt
from tools.llm.sampling import Sampling
from tools.llm.served import ServedModel
from tools.llm.urgency import Urgency

pytestmark = [pytest.mark.vllm, pytest.mark.timeout(900)]

Connect = Callable[..., ServedModel]
Server = Any  # RealServer of the conftest, which tests cannot import
NOW = Urgency.INTERACTIVE


def asking(text: str) -> Prompt:
    return Prompt((Message("system", "You polish proofs."), Message("user", text)))


def greedy(**changes: Any) -> Sampling:
    return Sampling(**({"n": 1, "temperature": 0.0, "top_p": 1.0, "max_tokens": 40} | changes))


def test_a_chat(connect: Connect) -> None:
    (answer,) = connect().sample(asking("∀ x : Nat, x = x"), greedy(), urgency=NOW)
    assert answer.text
    assert answer.finish in ("stop", "length")
    assert answer.prompt_tokens > 40
    assert 0 < answer.completion_tokens <= 40


def test_what_the_server_says_of_itself(connect: Connect, server: Server) -> None:
    limits = connect().limits()
    assert limits.context_tokens == 12288
    assert (
        set(limits.served)
        == {"tiny", "at-first"}
        == {server.told["model"], *server.told["adapters"]}
    )


def test_tokens_are_counted_as_the_server_counts(connect: Connect) -> None:
    model, prompt = connect(), asking("theorem t : True := by trivial")
    (answer,) = model.sample(prompt, greedy(max_tokens=1), urgency=NOW)
    assert model.count_tokens(prompt) == answer.prompt_tokens


def test_as_many_answers_as_asked_for(connect: Connect) -> None:
    answers = connect().sample(
        asking("Say many things."), Sampling(n=11, max_tokens=20), urgency=NOW
    )
    assert len(answers) == 11
    assert len({answer.text for answer in answers}) > 5


def test_a_stop_text_ends_the_answer(connect: Connect) -> None:
    model, prompt = connect(), asking("Go on.")
    (whole,) = model.sample(prompt, greedy(), urgency=NOW)
    stop = next(char for char in whole.text[5:] if char.isascii() and char.isprintable())
    (cut,) = model.sample(prompt, greedy(stop=(stop,)), urgency=NOW)
    assert cut.finish == "stop"
    assert cut.text == whole.text[: whole.text.index(stop) + 1]


def test_the_token_limit_ends_the_answer(connect: Connect) -> None:
    answers = connect().sample(asking("Long."), Sampling(n=4, max_tokens=5), urgency=NOW)
    assert any(answer.finish == "length" for answer in answers)
    assert sum(answer.completion_tokens for answer in answers) <= 4 * 5


def test_the_same_seed_gives_the_same_answers(connect: Connect) -> None:
    model, prompt = connect(), asking("Seeds.")

    def texts(seed: int, n: int) -> list[str]:
        sampling = Sampling(n=n, max_tokens=30, seed=seed)
        return [answer.text for answer in model.sample(prompt, sampling, urgency=NOW)]

    first = texts(7, 4)
    assert texts(7, 4) == first
    assert texts(8, 4) != first
    # The i-th answer is that of the seed + i, in whichever request it is asked for.
    assert texts(9, 2) == first[2:]


def test_answers_keep_to_a_schema(connect: Connect) -> None:
    schema = {
        "type": "object",
        "properties": {
            "veto": {"type": "boolean"},
            "reason": {"type": "string", "enum": ["unreadable", "none"]},
        },
        "required": ["veto", "reason"],
        "additionalProperties": False,
    }
    answers = connect().sample(
        asking("Is it readable?"), Sampling(n=4, max_tokens=200), urgency=NOW, schema=schema
    )
    for answer in answers:
        read = json.loads(answer.text)
        assert set(read) == {"veto", "reason"}
        assert type(read["veto"]) is bool
        assert read["reason"] in ("unreadable", "none")


def test_a_prompt_that_is_too_long_is_refused(connect: Connect) -> None:
    with pytest.raises(ModelRefused, match="12288"):
        connect().sample(asking("x" * 13_000), greedy(), urgency=NOW)


def test_an_adapter_is_loaded_used_and_unloaded_while_it_runs(
    connect: Connect, server: Server, adapter_folder: Path
) -> None:
    prompt = asking("Adapted?")
    with pytest.raises(ModelRefused, match="length-1"):
        connect("length-1").sample(prompt, greedy(), urgency=NOW)
    load = {"lora_name": "length-1", "lora_path": str(adapter_folder), "load_inplace": True}
    server.ask("/v1/load_lora_adapter", load)
    adapted = connect("length-1")
    assert "length-1" in adapted.limits().served
    assert adapted.limits().context_tokens == 12288
    (bare,) = connect().sample(prompt, greedy(), urgency=NOW)
    (other,) = adapted.sample(prompt, greedy(), urgency=NOW)
    assert other.text != bare.text
    server.ask("/v1/load_lora_adapter", load)  # the next round's takes its place
    server.ask("/v1/unload_lora_adapter", {"lora_name": "length-1"})
    with pytest.raises(ModelRefused):
        connect("length-1").sample(prompt, greedy(), urgency=NOW)


def test_a_shared_beginning_is_computed_once(connect: Connect, server: Server) -> None:
    model, shared = connect(), "The context of the theorem. " * 20
    before = server.metric("vllm:prefix_cache_hits_total")
    for end in ("first", "second"):
        model.sample(asking(shared + end), greedy(max_tokens=1), urgency=NOW)
    assert server.metric("vllm:prefix_cache_hits_total") - before > 300


def test_metrics_tell_the_work(connect: Connect, server: Server) -> None:
    before = server.metric("vllm:generation_tokens_total")
    answers = connect().sample(asking("Count."), Sampling(n=2, max_tokens=10), urgency=NOW)
    made = server.metric("vllm:generation_tokens_total") - before
    assert made == sum(answer.completion_tokens for answer in answers)
    assert server.metric("vllm:num_requests_running") >= 0
    assert server.metric("vllm:num_requests_waiting") >= 0


def test_who_waits_goes_before_collection(connect: Connect) -> None:
    """By the server's own order: each side has a client, and so a queue, of its own."""
    finished: list[str] = []

    def collect(model: ServedModel, number: int) -> None:
        long = Sampling(n=1, max_tokens=600, seed=number)
        model.sample(asking(f"Collect {number}."), long, urgency=Urgency.COLLECTION)
        finished.append("collection")

    # All at the server at once: by the order of arrival, the urgent one would come last.
    collecting, interactive = connect(concurrency=64), connect()
    interactive.limits()  # a first question connects, which takes as long as many answers
    with ThreadPoolExecutor(64) as pool:
        work = [pool.submit(collect, collecting, number) for number in range(64)]
        wait(work, return_when=FIRST_COMPLETED)
        interactive.sample(asking("Now."), greedy(max_tokens=4), urgency=NOW)
        finished.append("interactive")
        for one in work:
            one.result()
    assert len(finished) == 65
    assert finished.index("interactive") < 40, finished


def test_a_server_that_is_killed_and_started_again_loses_no_answer(
    connect: Connect, server: Server
) -> None:
    model = connect()
    prompts = [asking(f"Again {number}.") for number in range(16)]
    sampling = Sampling(n=4, max_tokens=600, seed=1)

    def run(prompt: Prompt) -> list[str]:
        return [answer.text for answer in model.sample(prompt, sampling, urgency=NOW)]

    with ThreadPoolExecutor(len(prompts)) as pool:
        work = [pool.submit(run, prompt) for prompt in prompts]
        while not server.metric("vllm:num_requests_running") > 0:
            for one in work:
                assert not one.done(), one.result()
        assert server.kill() == 3
        assert not all(one.done() for one in work)
        server.start()
        answers = [one.result() for one in work]
    assert [len(texts) for texts in answers] == [4] * len(prompts)
    assert model.usage.failures > 0
    # What was lost was asked for again, with the same seeds.
    assert run(prompts[-1]) == answers[-1]


def test_its_end_is_asked_for(server: Server) -> None:
    """A request to end is obeyed, and nothing keeps the port."""
    assert server.end() == 128 + signal.SIGTERM
    with pytest.raises(OSError, match="refused"):
        server.ask("/health")
