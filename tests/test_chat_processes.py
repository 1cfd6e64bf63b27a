"""A real `burnish chat`: killed in the middle of a turn, interrupted, and on a terminal."""

from __future__ import annotations

import json
import os
import pty
import re
import select
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tools.lean.toolchain import Toolchain
from tools.llm.fakes.api import Settings
from tools.llm.fakes.script import Entry, Script
from tools.llm.fakes.server import FakeServer
from tools.llm.fakes.sources import from_script

FILE = """\
theorem swap (p q : Prop) : p ∧ q → q ∧ p := by
  intro h
  have hq : q := h.right
  have hp : p := h.left
  constructor
  · exact hq
  · exact hp
"""
TURNS = ("/inline hp", "/shorter", "/history")


def command(folder: Path, *turns: str, options: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    (folder / "turns.txt").write_text("\n".join(turns), encoding="utf-8")
    words = ["chat", "File.lean:swap", "--script", "turns.txt", *options]
    return subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", *words],
        cwd=folder,
        env={**os.environ, "BURNISH_LEAN": "embedded"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def rows(folder: Path, query: str) -> list[Any]:
    with sqlite3.connect(folder / ".burnish" / "burnish.db", timeout=10) as database:
        return database.execute(query).fetchall()


def finished(process: subprocess.Popen[str]) -> list[dict[str, Any]]:
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.long
def test_a_chat_that_was_killed_in_a_turn_goes_on_whole(
    tmp_path: Path, toolchain: Toolchain
) -> None:
    (tmp_path / "File.lean").write_text(FILE, encoding="utf-8")
    process = command(tmp_path, *TURNS)
    assert process.stdout is not None
    first = json.loads(process.stdout.readline())
    deadline = time.monotonic() + 60
    # The search of the second turn has judged something, and is not done.
    while not rows(tmp_path, "SELECT 1 FROM attempts WHERE proposer = 'symbolic'"):
        assert process.poll() is None, "the chat ended before it could be killed"
        assert time.monotonic() < deadline
        time.sleep(0.002)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    verdicts = set(rows(tmp_path, "SELECT key, created_at FROM verdicts"))

    again, told = finished(command(tmp_path, "/history"))
    assert (again["turn"], again["said"]) == (2, "/shorter")
    assert again["session"] == first["session"]
    assert again["outcome"] == "verified"
    assert again["diff"].count("+theorem") == 1
    length = next(one for one in again["metrics"] if one["name"] == "length")
    assert (length["before"], length["after"]) == (-6, -1)
    assert [row[1] for row in told["rows"] if row[0]] == ["/inline hp", "/shorter"]
    assert told["proof"] == again["proof"]
    # Nothing that was judged before the kill was judged again, and nothing was said twice.
    assert verdicts <= set(rows(tmp_path, "SELECT key, created_at FROM verdicts"))
    assert rows(tmp_path, "SELECT count(*) FROM messages") == [(6,)]
    assert rows(tmp_path, "SELECT count(*) FROM sessions WHERE kind = 'turn'") == [(1,)]


@pytest.mark.long
def test_ctrl_c_ends_a_turn_and_not_the_chat(tmp_path: Path, toolchain: Toolchain) -> None:
    """While a model answers that takes its time."""
    (tmp_path / "File.lean").write_text(FILE, encoding="utf-8")
    source = from_script(Script([Entry(("I am thinking about it. " * 100,))]))
    with FakeServer(Settings(source=source, tokens_per_second=1.0)) as server:
        options = ("--endpoint", server.url, "--model", "fake")
        process = command(tmp_path, "make it nicer", "/inline hp", options=options)
        deadline = time.monotonic() + 60
        while not any(one.path == "/v1/chat/completions" for one in server.requests):
            assert process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.01)
        begun = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
        assert time.monotonic() - begun < 20
    assert process.returncode == 3, err  # a turn was broken off
    stopped, inlined = (json.loads(line) for line in out.splitlines())
    assert (stopped["outcome"], stopped["is_original"]) == ("stopped", True)
    assert "Nothing changed" in stopped["text"]
    assert inlined["outcome"] == "verified"


@pytest.mark.long
def test_a_terminal(tmp_path: Path, toolchain: Toolchain) -> None:
    """Typed, completed, pasted and left on a real terminal."""
    (tmp_path / "File.lean").write_text(FILE, encoding="utf-8")
    terminal = {"BURNISH_LEAN": "embedded", "TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1"}
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", "chat", "File.lean:swap"],
        cwd=tmp_path,
        env={**os.environ, **terminal},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        start_new_session=True,
    )
    os.close(theirs)
    screen = Screen(ours)
    screen.wait_for("swap>")
    screen.type("/und\t")
    screen.wait_for("/undo")
    screen.type("\r")
    screen.wait_for("nothing to undo")
    screen.wait_for("swap>")
    screen.type("\x1b[200~by\n  intro h\n  exact ⟨h.1, h.2⟩\n\x1b[201~\r")
    screen.wait_for("Lean does not accept it")
    screen.wait_for("line 3, column 10")
    screen.wait_for("swap>")
    screen.type("by\rintro h\rexact ⟨h.2, h.1⟩\r\r")
    screen.wait_for("Verified by Lean")
    screen.wait_for("swap>")
    screen.type("\x04")
    screen.wait_for("goes on from here")
    assert process.wait(timeout=60) == 0
    os.close(ours)
    (proof,) = rows(tmp_path, "SELECT text FROM messages WHERE role = 'user' AND turn = 3")
    assert proof == ("by\n  intro h\n  exact ⟨h.2, h.1⟩",)


class Screen:
    """What a terminal shows, and its keyboard."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._shown = ""

    def type(self, keys: str) -> None:
        os.write(self._descriptor, keys.encode())

    def wait_for(self, text: str) -> None:
        """Until the text is shown, after what was waited for before."""
        deadline = time.monotonic() + 60
        while text not in self._shown:
            assert time.monotonic() < deadline, self._shown[-2000:]
            if select.select([self._descriptor], [], [], 1.0)[0]:
                data = os.read(self._descriptor, 65_536)
                self._shown += re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", data.decode(errors="replace"))
        self._shown = self._shown.partition(text)[2]
