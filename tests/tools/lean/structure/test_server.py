"""The tree agrees with Lean: the server's own goal query is the referee."""

from __future__ import annotations

import itertools
import json
import os
import re
import shlex
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.printed_goals import parse_goals
from tools.lean.proof_tree import draw
from tools.lean.source import Source
from tools.lean.structure.tree import ProofStep

EXAMPLES = sorted((Path(__file__).resolve().parents[4] / "examples").glob("*.lean"))
URI = "file:///Example.lean"
FULL_NAMES = "set_option pp.fullNames true\n"
"""What the tree is printed with; one line more above the file."""


_TOLD_OTHERWISE = {
    re.compile(
        r"(?:cases|induction) \w+ : "
    ): "the server tells the goal with the term generalized",
    re.compile(r"conv\b"): "the server tells the goal inside the conv block",
}
"""Steps of which the server tells another goal than the one before them, and which."""


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


class Asked:
    """The file as the server has it, and what it says of the goals at places of the file.

    Where steps end with their line, lines of blanks are put after it, one for the column of each:
    in such a line the server tells what is left by the step that begins in this column, while at
    the step's last character it tells of what lies inside the step.
    """

    def __init__(self, source: Source, steps: Iterable[ProofStep]) -> None:
        ends: dict[int, set[int]] = {}
        for step in steps:
            if source.data[step.end : step.end + 1] in (b"\n", b""):
                ends.setdefault(step.end, set()).add(source.column(step.start))
        text = b""
        done = 0
        self._source = source
        self._blanks: dict[tuple[int, int], int] = {}
        self._shifts: list[tuple[int, int]] = [(0, 0)]
        for end in sorted(ends):
            text += source.data[done:end]
            done = end
            for column in sorted(ends[end], reverse=True):
                text += b"\n" + b" " * column
                self._blanks[end, column] = len(text)
            self._shifts.append((end, len(text) - end))
        self.text = Source((text + source.data[done:]).decode())

    def before(self, server: Server, step: ProofStep) -> list[str]:
        return self._ask(server, self._moved(step.start))

    def after(self, server: Server, step: ProofStep) -> list[str]:
        blank = self._blanks.get((step.end, self._source.column(step.start)))
        return self._ask(server, self._moved(step.end - 1) if blank is None else blank)

    def _moved(self, place: int) -> int:
        return place + next(shift for end, shift in reversed(self._shifts) if end <= place)

    def _ask(self, server: Server, offset: int) -> list[str]:
        place = self.text.position(offset)
        lead = self.text.text.split("\n")[place.line - 1][: place.column]
        # One line above the file and lines from 0: the two cancel out.
        position = {"line": place.line, "character": len(lead.encode("utf-16-le")) // 2}
        answer = server.ask(
            "$/lean/plainGoal", {"textDocument": {"uri": URI}, "position": position}
        )
        assert answer is not None, f"no goals at {place}"
        return plain(g for goal in answer["goals"] for g in parse_goals(goal.split("\n")))


def plain(goals: Iterable[object]) -> list[str]:
    """Without line breaks, which depend on where a goal is printed."""
    return [" ".join(str(goal).split()) for goal in goals]


def refereed(lean: Lean, text: str, folder: Path) -> Counter[str]:
    """How many steps' goals were compared, and why others were not; fails where they differ.

    Of a step that ran several times the server tells the goals of all runs in their order.
    """
    source = Source(text)
    analysis, _ = analyse(lean, source)
    steps = [s for tree in draw(lean, source, analysis.declarations) for s in tree.walk()]
    asked = Asked(source, steps)
    told: Counter[str] = Counter()
    with served(lean, FULL_NAMES + asked.text.text, folder) as server:
        for step in steps:
            if step.is_term:
                told["before skipped: a term"] += 1
                told["after skipped: a term"] += 1
                continue
            if not step.runs:
                told["before skipped: it never ran"] += 1
                told["after skipped: it never ran"] += 1
                continue
            why = next((w for known, w in _TOLD_OTHERWISE.items() if known.match(step.text)), None)
            if why is not None:
                told[f"before skipped: {why}"] += 1
            else:
                ours = plain(goal for run in step.runs for goal in run.before)
                assert ours == asked.before(server, step), f"before {step.text}"
                told["before compared"] += 1
            ours = plain(goal for run in step.runs for goal in run.after)
            assert ours == asked.after(server, step), f"after {step.text}"
            told["after compared"] += 1
    return told


@pytest.mark.parametrize(
    "path",
    [
        pytest.param(path, id=path.stem, marks=[] if path.stem == "Logic" else pytest.mark.long)
        for path in EXAMPLES
    ],
)
def test_recorded_goals_are_the_server_s(lean: Lean, path: Path, tmp_path: Path) -> None:
    """Before and after every tactic that ran, combinators too, of every run; ``pytest -s`` shows
    how many were compared."""
    told = refereed(lean, path.read_text(encoding="utf-8"), tmp_path)
    print(path.stem, dict(told))
    for moment in ("before", "after"):
        seen = sum(count for what, count in told.items() if what.startswith(moment))
        assert told[f"{moment} compared"] >= 0.85 * seen


def test_the_server_s_goals_in_conv(lean: Lean, tmp_path: Path) -> None:
    text = """theorem nested (f : Nat → Nat → Nat) (a b : Nat) (h : a = b) : f a b = f b a := by
  conv =>
    lhs
    arg 1
    rw [h]
  subst h
  rfl
"""
    told = refereed(lean, text, tmp_path)
    assert (told["before compared"], told["after compared"]) == (5, 6)
