"""`burnish collect` against a real HTTP server that plays a script, and the real Lean."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from storage.database import Database
from storage.records import PreferenceRecord
from storage.repository import Repository
from tools.llm.fakes.api import Settings
from tools.llm.fakes.server import FakeServer
from tools.llm.prompt import Prompt

Burnish = Callable[..., Any]
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
TERM = "fun h => ⟨h.2, h.1⟩"
TACTICS = "by\n  intro h\n  exact ⟨h.2, h.1⟩"
WRONG = "fun h => ⟨h.1, h.2⟩"
ANSWERS = {
    "swap": [TERM, None, WRONG, TACTICS],
    "first": ["by\n  intro h\n  exact h.1", None, None, None],
}
"""The term gains 7 tactics of 8, the other proof 6; the first theorem gets its own proof back."""
WORDS = (
    "collect", "corpus", "--json", "--proposer", "model", "--model", "fake", "--samples", "4",
    "--without", "context,sketch",
)  # fmt: skip


def played(prompt: Prompt, n: int, seed: int | None) -> list[str]:
    asked = prompt.messages[-1].content
    theorem = next(name for name in ANSWERS if f"theorem {name} " in asked)
    told = ANSWERS[theorem][:n]
    return ["No idea." if one is None else f"<proof>\n{one}\n</proof>" for one in told]


@pytest.fixture
def server(tmp_path: Path) -> Iterator[FakeServer]:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "File.lean").write_text(TEXT, encoding="utf-8")
    with FakeServer(Settings(source=played)) as serving:
        yield serving


def pairs_in(folder: Path, collection: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(folder / ".burnish" / "burnish.db")) as connection:
        return connection.execute(
            """SELECT p.rule, c.proof, r.proof, p.chosen_score, p.rejected_score,
                   p.prompt_hash = c.prompt_hash, p.note
               FROM preferences AS p JOIN attempts AS c ON c.id = p.chosen_attempt_id
               JOIN attempts AS r ON r.id = p.rejected_attempt_id
               WHERE p.collection_id = ? ORDER BY p.id""",
            [collection],
        ).fetchall()


@pytest.mark.long
def test_what_a_model_answers_becomes_pairs(
    burnish: Burnish, tmp_path: Path, server: FakeServer
) -> None:
    where = ("--endpoint", server.url)
    before = burnish(*WORDS, *where, "--dry-run")
    assert before.status == 0, before.err
    assert (before.json["theorems"], before.json["candidates"]) == (2, 8)
    assert before.json["is_exact"] is True
    assert before.json["seconds"] is before.json["answer_tokens"] is None
    told = burnish("collect", "corpus", *WORDS[3:], *where, "--dry-run").out
    assert "unknown: nothing like it was run here yet" in told
    assert not [one for one in server.requests if one.path == "/v1/chat/completions"]

    found = burnish(*WORDS, *where)
    assert found.status == 0, found.err
    assert "round 1 of 1 [2/2]" in found.err
    (only,) = found.json["rounds"]
    # Scores: 7 6 0 0 and four times 0, of which the median is 0.
    assert (only["candidates"], only["verified"], only["improved"]) == (8, 3, 1)
    assert (only["threshold"], only["winners"], only["losers"]) == (0, 2, 2)
    assert found.json["pairs"] == {"winner-loser": 2, "better-worse": 1}
    pairs = pairs_in(tmp_path, found.json["session"])
    assert [(rule, *scores, same, note) for rule, _, _, *scores, same, note in pairs] == [
        ("better-worse", 7, 6, 1, ""),
        ("winner-loser", 7, 0, 1, ""),
        ("winner-loser", 6, 0, 1, ""),
    ]
    assert pairs[0][1].endswith(TERM)
    assert pairs[1][2].endswith(WRONG)

    # Told again, with nobody at the other end.
    sent = len(server.requests)
    again = burnish(*WORDS, "--endpoint", "http://127.0.0.1:9/v1")
    assert again.json | {"seconds": 0, "lean_calls": 0} == found.json | {
        "seconds": 0,
        "lean_calls": 0,
    }
    shown = burnish("collect", "corpus", *WORDS[3:], *where)
    assert "3 pairs: 2 winner-loser, 1 better-worse" in shown.out
    assert len(server.requests) == sent

    after = burnish(*WORDS, *where, "--dry-run", "--rounds", "3").json
    assert (after["candidates"], after["rounds"]) == (24, 3)
    assert after["seconds"] > 0
    assert after["prompt_tokens"] > 100
    assert after["answer_tokens"] > 0

    # A round of another model counts the earlier one's: of two theorems one is replayed.
    later = burnish(*WORDS, *where, "--seed", "1", "--after", found.json["session"])
    assert later.status == 0, later.err
    assert later.json["rounds"][0]["replayed"] == 1
    assert sum(later.json["pairs"].values()) == 3
    wrong = burnish(*WORDS, *where, "-m", "tokens", "--after", found.json["session"])
    assert wrong.status == 2
    assert "is about length, not tokens" in wrong.err

    # A person would rather not have terms.
    _say_no_to(tmp_path, found.json["rounds"][0]["session"])
    weighed = burnish(*WORDS, *where, "--human-weight", "2")
    rule, chosen, rejected, *scores, _, note = pairs_in(tmp_path, weighed.json["session"])[0]
    assert (rule, scores) == ("better-worse", [6, 7])
    assert chosen.endswith(TACTICS)
    assert rejected.endswith(TERM)
    assert note == "people rejected the rejected one"


def _say_no_to(folder: Path, session: str) -> None:
    database = Database(folder / ".burnish" / "burnish.db")
    try:
        repository = Repository(database)
        records = repository.theorems_of(session)
        problem = next(one.problem_id for one in records if one.theorem.endswith(":swap"))
        assert problem is not None
        attempts = repository.attempts_of(session, problem)
        term = next(one for one in attempts if one.proof.endswith(TERM))
        repository.preferences.record(
            [PreferenceRecord("human", "rejected", session, problem, "length", None, term.id)]
        )
    finally:
        database.close()


def test_what_cannot_be_used_is_said(burnish: Burnish, tmp_path: Path, server: FakeServer) -> None:
    for words, told in (
        (("nowhere",), "neither a path nor a stored corpus"),
        (("corpus", "--metric", "beauty"), "beauty"),
        (("corpus", "--proposer", "model"), "--endpoint"),
    ):
        answer = burnish("collect", *words)
        assert answer.status == 2
        assert told in answer.err
        assert not answer.out
