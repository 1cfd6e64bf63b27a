"""The tree agrees with Lean: the server's own goal query is the referee."""

from __future__ import annotations

import itertools
import json
import os
import re
import shlex
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tools.lean.analysis import analyse
from tools.lean.infotree import parse_goals
from tools.lean.lean import Lean
from tools.lean.proof_tree import draw
from tools.lean.source import Source

EXAMPLES = sorted((Path(__file__).resolve().parents[4] / "examples").glob("*.lean"))
URI = "file:///Example.lean"
FULL_NAMES = "set_option pp.fullNames true\n"
"""What the tree is printed with; one line more above the file."""


_GENERALIZES = re.compile(r"(?:cases|induction) \w+ : ")
"""Asked at these, the server tells the goal after the term was generalized, not before."""


class Server:
    """A Lean server that is asked one thing at a time."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._ids = itertools.count(1)

    def notify(self, method: str, params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, params: Any) -> Any:
        number = next(self._ids)
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        while (answer := self._read()).get("id") != number or "method" in answer:
            pass
        assert "error" not in answer, answer
        return answer["result"]

    def _send(self, message: Any) -> None:
        data = json.dumps(message).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._process.stdin.flush()

    def _read(self) -> Any:
        assert self._process.stdout is not None
        size = 0
        while line := self._process.stdout.readline().strip():
            if line.startswith(b"Content-Length:"):
                size = int(line.partition(b":")[2])
        assert size, "the server has ended"
        return json.loads(self._process.stdout.read(size))


@contextmanager
def served(lean: Lean, text: str, folder: Path) -> Iterator[Server]:
    """A server that has elaborated ``text``."""
    argv = list(lean.toolchain.argv)
    worker = folder / "worker"
    worker.write_text(f'#!/bin/sh\nexec {shlex.join(argv)} "$@"\n')
    worker.chmod(0o755)
    environment = {**os.environ, **lean.toolchain.environment, "LEAN_WORKER_PATH": str(worker)}
    with subprocess.Popen(
        [*argv, "--server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL, env=environment, cwd=folder,
    ) as process:  # fmt: skip
        try:
            server = Server(process)
            server.ask("initialize", {"processId": None, "rootUri": None, "capabilities": {}})
            server.notify("initialized", {})
            document = {"uri": URI, "languageId": "lean4", "version": 1, "text": text}
            server.notify("textDocument/didOpen", {"textDocument": document})
            server.ask("textDocument/waitForDiagnostics", {"uri": URI, "version": 1})
            yield server
        finally:
            process.kill()


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=[] if path.stem == "Logic" else pytest.mark.long)
        for path in EXAMPLES
    ],
)
def test_recorded_goals_are_the_server_s(lean: Lean, path: Path, tmp_path: Path) -> None:
    """Before every tactic that ran once and runs no other."""
    source = Source(path.read_text(encoding="utf-8"))
    analysis, _ = analyse(lean, source)
    trees = draw(lean, source, analysis.declarations)
    asked = 0
    with served(lean, FULL_NAMES + source.text, tmp_path) as server:
        for step in (step for tree in trees for step in tree.walk()):
            if step.is_term or step.is_combinator or len(step.runs) != 1:
                continue
            if _GENERALIZES.match(step.text):
                continue
            place = source.position(step.start)
            lead = source.text.split("\n")[place.line - 1][: place.column]
            units = len(lead.encode("utf-16-le")) // 2
            answer = server.ask(
                "$/lean/plainGoal",
                # One line above the file and lines from 0: the two cancel out.
                {
                    "textDocument": {"uri": URI},
                    "position": {"line": place.line, "character": units},
                },
            )
            told = [" ".join(str(g).split()) for goal in answer["goals"]
                    for g in parse_goals(goal.split("\n"))]  # fmt: skip
            ours = [" ".join(str(goal).split()) for goal in step.goals_before]
            assert ours == told, step.text
            asked += 1
    assert asked
