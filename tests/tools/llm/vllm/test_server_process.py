"""A server's life: health, progress, dying, taking too long, and leaving nothing behind."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from tools.errors import UserInputError
from tools.llm.vllm import process
from tools.llm.vllm.command import arguments
from tools.llm.vllm.fakes.environment import Behaviour, write_environment
from tools.llm.vllm.process import Server, ServerFailed, check_port
from tools.llm.vllm.serving import Serving

Start = Callable[[Behaviour], Server]


@pytest.fixture
def serving() -> Serving:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return Serving("model", "model", port=probe.getsockname()[1])


@pytest.fixture
def start(tmp_path: Path, serving: Serving) -> Start:
    def begin(behaviour: Behaviour) -> Server:
        folder = write_environment(tmp_path / "environment", behaviour)
        command = arguments(serving, str(folder / "bin" / "vllm"))
        return Server(serving, command, os.environ, tmp_path / "logs" / "log")

    return begin


def is_alive(pid: int) -> bool:
    """Not of a zombie that nobody has waited for."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8")
    except FileNotFoundError:
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"


@contextmanager
def soon() -> Iterator[Callable[[Callable[[], bool]], bool]]:
    """Waits for something for at most ten seconds."""
    limit = time.monotonic() + 10
    tick = socket.socketpair()

    def comes_true(question: Callable[[], bool]) -> bool:
        while not question():
            if time.monotonic() > limit:
                return False
            tick[0].settimeout(0.02)
            with suppress(TimeoutError):
                tick[0].recv(1)
        return True

    try:
        yield comes_true
    finally:
        for end in tick:
            end.close()


def test_it_is_waited_for_and_ended(start: Start, serving: Serving) -> None:
    with start("serves") as server:
        server.wait_until_healthy(30, print)
        assert is_alive(server.pid)
        with pytest.raises(UserInputError, match=f"BURNISH_MODEL_URL={serving.url}"):
            check_port(serving)
    assert not is_alive(server.pid)
    check_port(serving)


def test_what_it_started_ends_with_it(start: Start, tmp_path: Path) -> None:
    with start("has-a-child") as server:
        server.wait_until_healthy(30, print)
        child = json.loads((tmp_path / "environment" / "started.json").read_text())["child"]
        assert is_alive(child)
    assert not is_alive(server.pid)
    with soon() as comes_true:
        assert comes_true(lambda: not is_alive(child))


def test_why_it_died_is_said(start: Start, tmp_path: Path) -> None:
    with start("dies") as server, pytest.raises(ServerFailed) as failed:
        server.wait_until_healthy(30, print)
    message = str(failed.value)
    assert message.startswith("vLLM did not start (exit status 1).")
    assert str(tmp_path / "logs" / "log") in message
    # The error, though forty lines of noise came after it.
    assert "torch.OutOfMemoryError: Error: no memory is left" in message
    assert message.count("noise") == 15


def test_a_death_later_is_noticed(start: Start, serving: Serving) -> None:
    with start("serves") as server:
        server.wait_until_healthy(30, print)
        with suppress(OSError):
            urllib.request.urlopen(serving.url.removesuffix("/v1") + "/die", timeout=5)
        with pytest.raises(ServerFailed, match=r"vLLM ended \(exit status 7\)") as failed:
            server.wait()
    assert "RuntimeError: asked to die" in str(failed.value)


@pytest.mark.long
def test_one_that_never_gets_ready_is_ended(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(process, "_GRACE", 0.5)
    monkeypatch.setattr(process, "_TELL_EVERY", 0.2)
    said: list[str] = []
    with start("hangs") as server, pytest.raises(ServerFailed, match="not ready after 2 seconds"):
        server.wait_until_healthy(2, said.append)
    assert not is_alive(server.pid)
    # The log's last line, without what would repaint a terminal.
    assert any("INFO loading weights [2K" in line for line in said)


def test_a_program_that_cannot_be_run(serving: Serving, tmp_path: Path) -> None:
    with pytest.raises(ServerFailed, match="cannot be started"):
        Server(serving, [str(tmp_path / "nothing")], {}, tmp_path / "log")


def test_a_port_that_somebody_else_has(serving: Serving) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", serving.port))
        other.listen()
        with pytest.raises(UserInputError, match="cannot be listened at"):
            check_port(serving)


@pytest.mark.skipif(sys.platform != "linux", reason="the kernel's own means")
def test_it_does_not_outlive_a_killed_parent(tmp_path: Path, serving: Serving) -> None:
    folder = write_environment(tmp_path / "environment")
    command = arguments(serving, str(folder / "bin" / "vllm"))
    code = (
        "import os, sys\nfrom pathlib import Path\n"
        "from tools.llm.vllm.process import Server\nfrom tools.llm.vllm.serving import Serving\n"
        f"serving = Serving('model', 'model', port={serving.port})\n"
        f"server = Server(serving, {command!r}, os.environ, Path({str(tmp_path / 'log')!r}))\n"
        "server.wait_until_healthy(30, print)\nprint(server.pid, flush=True)\nserver.wait()\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid = int(parent.stdout.readline())
    assert is_alive(pid)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    with soon() as comes_true:
        assert comes_true(lambda: not is_alive(pid))
