"""`kill -9` while Lean is asked what verified proofs cost: one portion is lost, and no more."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tools.lean.toolchain import Toolchain

TEXT = """\
theorem swap (p q : Prop) : p ∧ q → q ∧ p := by
  intro h
  have hq : q := h.right
  have hp : p := h.left
  constructor
  · exact hq
  · exact hp
"""
OPTIONS = ("optimize", "A.lean", "--metric", "heartbeats", "--rounds", "1", "--json")
_WATCHED = """\
import os, signal, sys
from agents.scoring import Scorer
from flows.cli import main

measure, asked = Scorer.measure, open(sys.argv[1], "a", encoding="utf-8")

def watched(self, problem, views):
    for view in views:
        asked.write(repr(view.text.text) + "\\n")
    asked.flush()
    watched.calls += 1
    if watched.calls == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return measure(self, problem, views)

watched.calls = 0
Scorer.measure = watched
main(sys.argv[3:])
"""


def run(
    folder: Path, name: str, kill_at: int
) -> tuple[subprocess.CompletedProcess[str], list[str]]:
    """The command, killed before it measures for the nth time, and what it wanted measured."""
    asked = folder / name
    kept = {key: value for key, value in os.environ.items() if key != "BURNISH_HOME"}
    process = subprocess.run(
        [sys.executable, "-c", _WATCHED, str(asked), str(kill_at), *OPTIONS],
        cwd=folder,
        env=kept | {"BURNISH_LEAN": "embedded"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    return process, asked.read_text(encoding="utf-8").splitlines()


@pytest.mark.long
def test_killed_while_measuring(tmp_path: Path, toolchain: Toolchain) -> None:
    (tmp_path / "A.lean").write_text(TEXT, encoding="utf-8")
    # The first call is for the original, the second for the first portion of candidates.
    killed, asked = run(tmp_path, "killed", 3)
    assert killed.returncode == -signal.SIGKILL
    original, *candidates = asked
    with sqlite3.connect(tmp_path / ".burnish" / "burnish.db") as database:
        (stored,) = database.execute("SELECT count(*) FROM scores").fetchone()
    assert 0 < stored < len(candidates)
    resumed, again = run(tmp_path, "resumed", 0)
    assert resumed.returncode == 0, resumed.stderr
    assert again[0] == original
    assert set(again[1:]).isdisjoint(candidates[:stored])
    assert set(candidates[stored:]) <= set(again[1:])
    assert len(set(again)) == len(again)
    (result,) = json.loads(resumed.stdout)["results"]
    assert result["finished"]
    assert result["after"] > result["before"]
