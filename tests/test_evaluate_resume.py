"""An evaluation that was killed goes on where it was, and its table is the undisturbed one.

The model is a real HTTP server in this process, which can kill the command that asks it.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tools.llm.fakes.api import Settings
from tools.llm.fakes.server import FakeServer
from tools.llm.prompt import Prompt

TEXT = """\
theorem swap (p q : Prop) : p ∧ q → q ∧ p := by
  intro h
  have hq : q := h.right
  have hp : p := h.left
  constructor
  · exact hq
  · exact hp

theorem first (p q : Prop) : p ∧ q → p := by
  intro h
  exact h.1
"""
ANSWERS = {
    "swap": ["<proof>\nfun h => ⟨h.2, h.1⟩\n</proof>", "No."],
    "first": ["<proof>\nfun h => h.2\n</proof>", "<proof>\nfun h => h.1\n</proof>"],
}
WORDS = (
    "evaluate", "A.lean", "--json", "--at", "1,2", "--ablate", "states",
    "--proposer", "model,both", "--candidates", "2", "--rounds", "1", "--samples", "2",
    "--model-rounds", "1", "-m", "tokens", "--without", "context,notes",
)  # fmt: skip


@dataclass
class Player:
    """Answers by theorem, and kills the process that asks it at one of the calls."""

    kill_at: int = 0
    calls: int = 0
    victim: Callable[[], int] = field(default=lambda: 0)

    def __call__(self, prompt: Prompt, n: int, seed: int | None) -> list[str]:
        self.calls += 1
        if self.calls == self.kill_at:
            os.kill(self.victim(), signal.SIGKILL)
        asked = prompt.messages[-1].content
        answers = ANSWERS[next(name for name in ANSWERS if f"theorem {name} " in asked)]
        return [answers[i % len(answers)] for i in range(n)]


def start(folder: Path, url: str) -> subprocess.Popen[str]:
    (folder / "A.lean").write_text(TEXT, encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BURNISH_MODEL")}
    return subprocess.Popen(
        [sys.executable, "-c", "from flows.cli import main; main()", *WORDS, "--endpoint", url],
        cwd=folder,
        env=kept | {"BURNISH_LEAN": "embedded"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def finish(folder: Path, player: Player) -> dict[str, Any]:
    """Run the command to its end; what it tells, without what differs from run to run."""
    with FakeServer(Settings(source=player)) as server, start(folder, server.url) as process:
        out, err = process.communicate(timeout=170)
    assert process.returncode == 0, err
    told: dict[str, Any] = json.loads(out)
    assert told["finished"]
    for varying in ("seconds", "lean_calls", "sessions"):
        del told[varying]
    for row in told["rows"]:
        del row["lean_seconds"]
    return told


@pytest.mark.long
@pytest.mark.timeout(600)
def test_killed_at_any_call_of_the_model(tmp_path: Path) -> None:
    (tmp_path / "whole").mkdir()
    whole = Player()
    expected = finish(tmp_path / "whole", whole)
    assert len(expected["rows"]) == 8
    folder = tmp_path / "killed"
    folder.mkdir()
    kills = calls = 0
    while True:
        player = Player(kill_at=3)
        with FakeServer(Settings(source=player)) as server:
            process = start(folder, server.url)
            player.victim = lambda process=process: process.pid  # type: ignore[misc]
            process.communicate(timeout=170)
        calls += player.calls
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL
        kills += 1
    assert kills > 2
    quiet = Player()
    assert finish(folder, quiet) == expected
    assert quiet.calls == 0
    # Calls that were under way are made again; no answer that was stored is asked for again.
    assert calls - whole.calls <= kills * 3
