"""A real vLLM with a tiny model, started by `burnish serve-model` as a user starts it."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tools.llm.endpoint import Endpoint
from tools.llm.served import ServedModel
from tools.llm.vllm.fakes.tiny_model import write_tiny_adapter, write_tiny_model

_START = [sys.executable, "-c", "from flows.cli import main; main()", "serve-model"]
# Without a GPU: a cache of 1 GiB, nothing compiled, and few requests at once, so that some wait.
_VARIABLES = {"VLLM_CPU_KVCACHE_SPACE": "1"}
_ARGUMENTS = ["--enforce-eager", "--max-num-seqs", "4"]
# And each prompt in one piece: without a GPU, vLLM 0.32 dies of a request with a seed whose prompt
# it has cut ("CPU Generator does not use offset").
_ARGUMENTS += ["--no-enable-chunked-prefill", "--max-num-batched-tokens", "12288"]
RETRIES = 14
"""So many, with their pauses, outlast the start of a vLLM on two cores."""


@dataclass
class RealServer:
    """`burnish serve-model` as a process, which can be ended and started again."""

    arguments: list[str]
    environ: Mapping[str, str]
    log: Path
    told: dict[str, Any] = field(default_factory=dict)
    """What it printed once it was ready."""
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns once it is ready."""
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*_START, *self.arguments],
                env=self.environ,
                stdout=subprocess.PIPE,
                stderr=log,
            )
        assert self.process.stdout is not None
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if line == b"}\n":
                break
        assert lines, self.log.read_text(encoding="utf-8", errors="replace")
        self.told = json.loads(b"".join(lines))

    def end(self) -> int:
        """Ask it to; the exit status."""
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return self._ended()

    def kill(self) -> int:
        """Kill vLLM itself, so that `serve-model` finds it dead; the exit status."""
        os.killpg(self.told["pid"], signal.SIGKILL)
        return self._ended()

    def _ended(self) -> int:
        assert self.process is not None
        assert self.process.stdout is not None
        status = self.process.wait(timeout=60)
        self.process.stdout.close()
        return status

    @property
    def is_running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def root(self) -> str:
        return str(self.told["url"]).removesuffix("/v1")

    def ask(self, path: str, body: Mapping[str, Any] | None = None) -> str:
        """The reply to one request, without the client that is under test."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            self.root + path, data, {"Content-Type": "application/json"}
        )
        with urllib.request.urlopen(request, timeout=120) as reply:
            return bytes(reply.read()).decode()

    def metric(self, name: str) -> float:
        """The sum of a metric over its labels."""
        lines = [line for line in self.ask("/metrics").splitlines() if line.startswith(name)]
        assert lines, f"the server has no metric {name}"
        return sum(float(line.rpartition(" ")[2]) for line in lines)


Connect = Callable[..., ServedModel]


@pytest.fixture(scope="session")
def adapter_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_adapter(tmp_path_factory.mktemp("adapter") / "tiny-adapter")


@pytest.fixture(scope="session")
def started_once(
    tmp_path_factory: pytest.TempPathFactory, adapter_folder: Path
) -> Iterator[RealServer]:
    environment = os.environ.get("BURNISH_TEST_VLLM")
    if not environment:
        pytest.skip("`make test-vllm` installs the vLLM for this")
    folder = tmp_path_factory.mktemp("served")
    model = write_tiny_model(folder / "tiny")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    environ = {**os.environ, **_VARIABLES, "BURNISH_CACHE": str(folder / "cache")}
    options = [str(model), "--environment", environment, "--port", port, "--json"]
    options += ["--adapter", f"at-first={adapter_folder}"]
    running = RealServer([*options, "--", *_ARGUMENTS], environ, folder / "log")
    try:
        yield running
    finally:
        if running.is_running:
            running.end()


@pytest.fixture
def server(started_once: RealServer) -> RealServer:
    """Running, whatever the test before has done to it."""
    if not started_once.is_running:
        started_once.start()
    return started_once


@pytest.fixture
def connect(server: RealServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Connect]:
    """Clients of the server, closed after the test."""
    monkeypatch.delenv("BURNISH_MODEL_KEY", raising=False)
    opened: list[ServedModel] = []

    def open_one(adapter: str | None = None, concurrency: int = 16) -> ServedModel:
        endpoint = Endpoint(
            str(server.told["url"]),
            str(server.told["model"]),
            adapter,
            concurrency=concurrency,
            retries=RETRIES,
        )
        opened.append(ServedModel(endpoint))
        return opened[-1]

    yield open_one
    for model in opened:
        model.close()
