"""`kill -9` of a real `burnish chat` in the middle of a turn; the same command then goes on."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tools.lean.toolchain import Toolchain

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


def command(folder: Path, *turns: str) -> subprocess.Popen[str]:
    (folder / "turns.txt").write_text("\n".join(turns), encoding="utf-8")
    words = ["chat", "File.lean:swap", "--script", "turns.txt"]
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
