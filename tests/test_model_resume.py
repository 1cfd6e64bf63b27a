"""A recorded session is played again by a scripted model, exactly, also through `kill -9`.

The model is a real HTTP server in this process, which can kill the command that asks it; the
command and its Lean are real.
"""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tools.llm.fakes.api import Settings
from tools.llm.fakes.script import Entry, Script
from tools.llm.fakes.server import FakeServer
from tools.llm.prompt import Prompt

TEXT = """\
theorem parts (p q r : Prop) : p ∧ q → (q → r) → r ∧ p := by
  intro h
  intro f
  have hp : p := h.left
  have hq : q := h.right
  have hr : r := by
    apply f
    exact hq
  constructor
  · exact hr
  · exact hp
"""
MISS = "<proof>\nby\n  intro h f\n  exact ⟨h.1, f h.2⟩\n</proof>"
LONG = """\
<proof>
by
  intro h f
  have hr := f h.2
  constructor
  · exact hr
  · exact h.1
</proof>"""
SKELETON = """\
<skeleton>
by
  intro h f
  have hr : r := by
    sorry
  exact ⟨hr, h.1⟩
</skeleton>"""
SCRIPT = Script(
    [
        Entry(('{"note": "Use a term.", "veto": "no", "reason": ""}',), contains="try next"),
        Entry(("<sketch>\nTwo halves.\n- Take them.\n</sketch>",), contains="End with `<sketch>`"),
        Entry(("<think>Hm.</think>" + SKELETON,), contains="End with `<skeleton>`"),
        Entry((MISS,), contains="Mend this attempt"),
        Entry((MISS, SKELETON, MISS.replace("f h.2", "f h.1")), contains="with every `sorry`"),
        Entry((MISS, "nonsense", LONG, "<proof>half"), contains="If you see several ways"),
    ]
)
"""No answer is better than what the rewrites find, so that there is a round of each kind."""
OPTIONS = (
    "--metric",
    "tokens",
    "--candidates",
    "4",
    "--rounds",
    "2",
    "--samples",
    "4",
    "--model-rounds",
    "2",
)
ATTEMPTS = """
    SELECT attempts.proof, attempts.proposer, attempts.round, parents.proof, attempts.prompt_hash,
           verdicts.kind
    FROM attempts
    LEFT JOIN attempts AS parents ON parents.id = attempts.parent_attempt_id
    LEFT JOIN verdicts ON verdicts.key = attempts.verdict_key
    ORDER BY attempts.id
"""
ANSWERS = """
    SELECT node, purpose, answers.round, position, answers.prompt_hash, answers.sampling, text,
           thinking, unreadable, attempts.proof
    FROM answers LEFT JOIN attempts ON attempts.id = attempt_id
    ORDER BY answers.id
"""


@dataclass
class Player:
    """Plays a script, and kills the process that asks it at one of the calls."""

    script: Script
    kill_at: int = 0
    calls: int = 0
    victim: Callable[[], int] = field(default=lambda: 0)

    def __call__(self, prompt: Prompt, n: int, seed: int | None) -> list[str]:
        self.calls += 1
        if self.calls == self.kill_at:
            os.kill(self.victim(), signal.SIGKILL)
        return self.script.answers(prompt, n, seed)


@dataclass(frozen=True)
class Session:
    """What is left of a session: its result and its rows."""

    result: dict[str, Any]
    attempts: list[tuple[Any, ...]]
    answers: list[tuple[Any, ...]]


def start(folder: Path, url: str) -> subprocess.Popen[str]:
    (folder / "A.lean").write_text(TEXT, encoding="utf-8")
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BURNISH_MODEL")}
    command = "from flows.cli import main; main()"
    words = ["-vv", "--log-json", "optimize", "A.lean", "--json", "--endpoint", url, *OPTIONS]
    return subprocess.Popen(
        [sys.executable, "-c", command, *words],
        cwd=folder,
        env=kept | {"BURNISH_LEAN": "embedded"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def rows(folder: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / ".burnish" / "burnish.db")) as connection:
        return connection.execute(sql).fetchall()


def finish(folder: Path, player: Player) -> Session:
    """Run the command to its end."""
    with FakeServer(Settings(source=player)) as server, start(folder, server.url) as process:
        out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    told = json.loads(out)
    assert told["finished"]
    (result,) = told["results"]
    for varying in ("seconds", "lean_calls", "check_seconds"):
        del result[varying]
    return Session(result, rows(folder, ATTEMPTS), rows(folder, ANSWERS))


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, Script]:
    """An undisturbed session, and the script that `burnish answers` makes of it."""
    folder = tmp_path_factory.mktemp("recorded")
    session = finish(folder, Player(SCRIPT))
    ((name,),) = rows(folder, "SELECT id FROM sessions")
    command = "from flows.cli import main; main()"
    made = subprocess.run(
        [sys.executable, "-c", command, "answers", name],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    path = folder / "session.jsonl"
    path.write_text(made.stdout, encoding="utf-8")
    return session, Script.read(path, repeat_last=False)


@pytest.mark.long
def test_the_recorded_session_has_a_call_of_every_kind(recorded: tuple[Session, Script]) -> None:
    session, _ = recorded
    assert {row[1] for row in session.answers} == {
        "sketch", "sample", "repair", "note", "skeleton", "fill",
    }  # fmt: skip
    assert {row[1] for row in session.attempts} >= {"symbolic", "model", "fill"}
    assert [row[8] is None for row in session.answers if row[1] == "sample"].count(False) == 2
    assert any(row[7] == "Hm." for row in session.answers)


@pytest.mark.long
def test_a_script_plays_the_session_again(recorded: tuple[Session, Script], tmp_path: Path) -> None:
    session, script = recorded
    assert finish(tmp_path, Player(script)) == session


CALLS = 7
"""Of the model in the recorded session; each is one moment to be killed at."""


@pytest.mark.parametrize(
    "call", [pytest.param(n, marks=pytest.mark.long) for n in range(1, CALLS + 1)]
)
def test_killed_while_the_model_answers(
    recorded: tuple[Session, Script], tmp_path: Path, call: int
) -> None:
    session, script = recorded
    player = Player(script, kill_at=call)
    with FakeServer(Settings(source=player)) as server:
        process = start(tmp_path, server.url)
        player.victim = lambda: process.pid
        process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    answered = len(rows(tmp_path, "SELECT DISTINCT call FROM answers"))
    resumed = Player(script)
    assert finish(tmp_path, resumed) == session
    assert answered + resumed.calls == CALLS


@pytest.mark.parametrize(
    ("purpose", "seconds"),
    [
        pytest.param(purpose, seconds, marks=pytest.mark.long)
        for purpose in ("sketch", "sample", "repair", "note", "skeleton", "fill")
        for seconds in (0.0, 0.1, 0.4)
    ],
)
def test_killed_soon_after_an_answer(
    recorded: tuple[Session, Script], tmp_path: Path, purpose: str, seconds: float
) -> None:
    """Before or after the checkpoint of the node that asked, or while Lean verifies."""
    session, script = recorded
    with FakeServer(Settings(source=Player(script))) as server:
        process = start(tmp_path, server.url)
        assert process.stderr is not None
        for line in process.stderr:
            if '"event": "answers"' in line and f'"purpose": "{purpose}"' in line:
                time.sleep(seconds)
                process.kill()
                break
        process.communicate(timeout=120)
    answered = len(rows(tmp_path, "SELECT DISTINCT call FROM answers"))
    resumed = Player(script)
    assert finish(tmp_path, resumed) == session
    assert answered + resumed.calls == CALLS
