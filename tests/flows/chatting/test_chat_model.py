"""`burnish chat` with a model: a real HTTP server that plays a script."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tools.llm.fakes.api import Settings
from tools.llm.fakes.script import Entry, Script
from tools.llm.fakes.server import FakeServer
from tools.llm.fakes.sources import from_script

Burnish = Callable[..., Any]
Write = Callable[..., Path]

FILE = """\
theorem lt (a b c : Nat) (h : a < b) (g : b < c) : a < c := by
  have k : a < c := by omega
  exact k
"""


def proof(text: str) -> str:
    return f"<proof>\n{text}\n</proof>"


ANSWERS = {
    "avoid omega": (
        proof("by\n  omega -- the shortest"),
        proof("by\n  -- omega is not needed\n  exact Nat.lt_trans h g"),
        proof("by\n  exact Nat.lt_trans g h"),
        "I cannot do that.",
    ),
    "only what fails": (proof("by\n  exact h"), proof("by\n  exact g")),
    "without `omega` again": (proof("by\n  omega"), proof("by omega")),
    "put the fact where it is used": ("<command>/inline k</command>",),
    "make it short": ("<command>/shorter</command>",),
    "hack it": (
        "<command>/improve evil.py:metric</command>",
        "<command>/write</command>",
        "<command>/accept</command>",
        proof("by sorry"),
    ),
}


@pytest.mark.long
def test_instructions_are_followed_as_far_as_lean_verifies(
    burnish: Burnish, lean_file: Write, tmp_path: Path
) -> None:
    path = lean_file(FILE)
    ran = tmp_path / "ran"
    (tmp_path / "evil.py").write_text(f"open({str(ran)!r}, 'w')\ndef metric(p): return 0.0\n")
    turns = [
        "avoid omega", "/undo", "only what fails", "why did that fail?", "without `omega` again",
        "put the fact where it is used", "make it short", "hack it",
    ]  # fmt: skip
    (tmp_path / "turns.txt").write_text("\n".join(turns), encoding="utf-8")
    entries = [Entry(answers, contains=f"`lt`:\n\n{said}\n") for said, answers in ANSWERS.items()]
    source = from_script(Script([*entries, Entry(("Nothing.",))]))
    with FakeServer(Settings(source=source)) as server:
        answer = burnish(
            "chat", f"{path}:lt", "--script", tmp_path / "turns.txt", "--endpoint", server.url
        )
        sent = [one.body for one in server.requests if one.path == "/v1/chat/completions"]
    assert answer.status == 0, answer.err
    told = [json.loads(line) for line in answer.out.splitlines()]
    avoided, _, failed, why, shunned, inlined, shorter, hacked = told
    assert avoided["outcome"] == "verified"
    assert "Nat.lt_trans h g" in avoided["proof"]  # its comment says omega, its tactics do not
    assert failed["outcome"] == "nothing"
    assert failed["is_original"]
    assert why["nearest"] == failed["nearest"]
    assert (shunned["outcome"], shunned["is_original"]) == ("nothing", True)
    assert "still uses `omega`" in shunned["text"]
    assert inlined["outcome"] == "verified"
    assert "have k" not in inlined["proof"]
    assert shorter["text"].startswith("Taken as /shorter")
    assert hacked["outcome"] == "nothing"
    assert hacked["proof"] == shorter["proof"]
    assert not ran.exists()
    assert path.read_text(encoding="utf-8") == FILE
    assert sent[0]["n"] == 4
    prompt = json.dumps(sent[1]["messages"])
    assert "The user: avoid omega" in prompt
    assert "Verified by Lean" in prompt


@pytest.mark.long
def test_a_server_that_is_gone_leaves_the_commands(
    burnish: Burnish, lean_file: Write, tmp_path: Path
) -> None:
    path = lean_file(FILE)
    (tmp_path / "turns.txt").write_text("avoid omega\n/inline\n", encoding="utf-8")
    with FakeServer(Settings(source=from_script(Script([Entry(("No.",))])))) as server:
        gone = server.url
    answer = burnish(
        "chat", f"{path}:lt", "--script", tmp_path / "turns.txt", "--endpoint", gone,
        "--model", "fake",
    )  # fmt: skip
    assert answer.status == 3
    stopped, inlined = (json.loads(line) for line in answer.out.splitlines())
    assert (stopped["outcome"], stopped["is_original"]) == ("stopped", True)
    assert "nothing changed" in stopped["text"]
    assert inlined["outcome"] == "verified"
