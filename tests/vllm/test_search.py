"""The whole machine with a real vLLM behind it, whose tiny model only ever talks nonsense."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.vllm, pytest.mark.timeout(900)]

Server = Any  # RealServer of the conftest, which tests cannot import

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "NatInduction.lean"
SAMPLES, ROUNDS = 4, 2


def optimize(folder: Path, server: Server, proposer: str) -> dict[str, Any]:
    """What `burnish optimize` says of one theorem."""
    shutil.copy(EXAMPLE, folder)
    command = [sys.executable, "-c", "from flows.cli import main; main()", "optimize"]
    options = ["--endpoint", server.told["url"], "--model", server.told["model"]]
    options += ["--proposer", proposer, "--answer-tokens", "400", "--json"]
    options += ["--samples", str(SAMPLES), "--model-rounds", str(ROUNDS)]
    done = subprocess.run(
        [*command, f"{EXAMPLE.name}:gauss", *options],
        cwd=folder,
        env={**os.environ, "BURNISH_LEAN": "embedded"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    (result,) = json.loads(done.stdout)["results"]
    assert isinstance(result, dict)
    return result


def stored_answers(folder: Path) -> list[tuple[str, str | None, int]]:
    """Node, why it was unreadable, and tokens of every answer in the database."""
    with closing(sqlite3.connect(folder / ".burnish" / "burnish.db")) as database:
        return list(database.execute("SELECT node, unreadable, completion_tokens FROM answers"))


@pytest.mark.parametrize("proposer", ["model", "both"])
def test_nonsense_is_kept_and_does_no_harm(server: Server, tmp_path: Path, proposer: str) -> None:
    before = server.metric("vllm:generation_tokens_total")
    result = optimize(tmp_path, server, proposer)
    made = server.metric("vllm:generation_tokens_total") - before
    answers = stored_answers(tmp_path)
    sampled = [unreadable for node, unreadable, _ in answers if node == "rewriter"]
    assert len(sampled) >= SAMPLES * ROUNDS
    assert all(sampled), "nonsense was read as a proof"
    assert sum(tokens for _, _, tokens in answers) == made
    assert result["verdict"] == "verified"
    if proposer == "model":
        assert result["after"] == result["before"]
    else:
        assert result["after"] > result["before"]
