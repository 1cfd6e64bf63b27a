from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from tests.tools.llm.serving import COLLECTION, PROMPT, Connect, Serve, chats
from tools.llm.endpoint import Endpoint
from tools.llm.errors import ModelStopped
from tools.llm.fakes.faults import Fault
from tools.llm.fakes.server import FakeServer
from tools.llm.model import Model
from tools.llm.prompt import Message, Prompt
from tools.llm.sampling import Sampling
from tools.llm.served import ServedModel

ONE = Sampling(n=1)
_SOON = 10.0
"""Seconds within which anything happens here that is going to happen."""


@contextmanager
def askers(model: ServedModel) -> Iterator[ThreadPoolExecutor]:
    """Threads that end with the test, also when it fails."""
    with ThreadPoolExecutor(8) as threads:
        try:
            yield threads
        except BaseException:
            model.close()
            raise


def asks(model: Model, stopped: threading.Event) -> float:
    """Ask; the time at which one is told that it was stopped."""
    with pytest.raises(ModelStopped):
        model.sample(PROMPT, Sampling(n=2), urgency=COLLECTION, stopped=stopped.is_set)
    return time.monotonic()


def idle(server: FakeServer) -> bool:
    return server.running == server.waiting == 0


def test_stopping_is_prompt_and_ends_the_work_on_the_server(serve: Serve, connect: Connect) -> None:
    server = serve(slots=1)
    server.hold()
    model, stopped = connect(server.url), threading.Event()
    with askers(model) as threads:
        others = threading.Event()
        told = [threads.submit(asks, model, stopped) for _ in range(2)]
        staying = threads.submit(asks, model, others)
        server.wait_until(lambda: server.waiting == 5)
        began = time.monotonic()
        stopped.set()
        assert max(one.result(_SOON) for one in told) - began < 0.5
        server.wait_until(lambda: server.running + server.waiting == 2)
        assert not staying.done()
        others.set()
    server.wait_until(lambda: idle(server))


def test_who_waits_in_our_queue_or_between_attempts_is_stopped_as_well(serve: Serve) -> None:
    server = serve(Fault("status", 429, times=0, headers={"Retry-After": "100"}))
    stopped = threading.Event()
    with (
        ServedModel(Endpoint(server.url, "fake", concurrency=1)) as model,
        askers(model) as threads,
    ):
        told = [threads.submit(asks, model, stopped) for _ in range(2)]
        server.wait_until(lambda: len(chats(server)) == 1)
        began = time.monotonic()
        stopped.set()
        assert max(one.result(_SOON) for one in told) - began < 0.5


def test_who_has_stopped_before_asks_nobody(serve: Serve, connect: Connect) -> None:
    server = serve()
    with pytest.raises(ModelStopped):
        connect(server.url).sample(PROMPT, ONE, urgency=COLLECTION, stopped=lambda: True)
    assert server.requests == []


def test_stopping_one_leaves_the_model_usable(serve: Serve, connect: Connect) -> None:
    server = serve()
    server.hold()
    model, stopped = connect(server.url, concurrency=1), threading.Event()
    with askers(model) as threads:
        asking = threads.submit(asks, model, stopped)
        server.wait_until(lambda: server.running == 2)
        stopped.set()
        asking.result(_SOON)
    server.release()
    assert len(model.sample(PROMPT, ONE, urgency=COLLECTION)) == 1


def test_an_interrupted_caller_takes_its_request_back(serve: Serve, connect: Connect) -> None:
    server = serve()
    server.hold()
    model, caller = connect(server.url), threading.get_ident()

    def interrupt() -> None:
        server.wait_until(lambda: server.running == 1)
        signal.pthread_kill(caller, signal.SIGUSR1)

    before = signal.signal(signal.SIGUSR1, signal.default_int_handler)
    try:
        with askers(model) as threads:
            threads.submit(interrupt)
            with pytest.raises(KeyboardInterrupt):
                model.sample(PROMPT, ONE, urgency=COLLECTION)
    finally:
        signal.signal(signal.SIGUSR1, before)
    server.wait_until(lambda: idle(server))


def test_closing_ends_what_is_under_way(serve: Serve, connect: Connect) -> None:
    server = serve()
    server.hold()
    model = connect(server.url)
    with askers(model) as threads:
        asking = threads.submit(asks, model, threading.Event())
        server.wait_until(lambda: server.running == 2)
        model.close()
        asking.result(_SOON)
    model.close()
    server.wait_until(lambda: idle(server))
    with pytest.raises(ModelStopped, match="closed"):
        model.limits()
    assert not [one for one in threading.enumerate() if one.name == "burnish-model"]


def test_a_model_that_is_never_asked_starts_nothing(connect: Connect) -> None:
    before = threading.active_count()
    connect("http://127.0.0.1:1")
    assert threading.active_count() == before


def test_many_threads_share_one_queue(serve: Serve, connect: Connect) -> None:
    most = 0
    server = serve(tokens_per_second=2000.0, answer_tokens=10)
    model = connect(server.url, concurrency=3)

    def ask(number: int) -> str:
        nonlocal most
        prompt = Prompt((Message("user", f"{number}"),))
        (answer,) = model.sample(prompt, Sampling(n=1, seed=0), urgency=COLLECTION)
        most = max(most, server.running + server.waiting)
        return answer.text

    with ThreadPoolExecutor(16) as threads:
        texts = list(threads.map(ask, range(40)))
    assert len(set(texts)) == 40
    assert most <= 3
    assert model.usage.answers == 40
    # The same again: each thread got the answer to its own question.
    assert [ask(number) for number in range(0, 40, 13)] == texts[::13]
