"""Collections over a small corpus with the real Lean: rounds, pairs, going on, units."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.collecting.progress import CollectObserver
from flows.collecting.searching import RoundDone, RoundWork, here
from flows.collecting.unit import merge, search_unit, units
from tests.flows.collecting.compare import Snapshot, differences, snapshot
from tests.flows.collecting.conftest import OPTIONS
from tools.errors import UserInputError

Collect = Callable[..., Any]


def rows(home: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(home / "burnish.db")) as connection:
        return connection.execute(sql).fetchall()


def test_pairs_prefer_the_better_of_two_proofs_that_answer_one_prompt(undisturbed: Path) -> None:
    pairs = rows(
        undisturbed,
        """SELECT p.rule, p.round, b.name, p.chosen_score, p.rejected_score, c.proof, v.kind,
               m.messages
           FROM preferences AS p JOIN attempts AS c ON c.id = p.chosen_attempt_id
           JOIN verdicts AS v ON v.key = c.verdict_key
           JOIN problems AS b ON b.id = p.problem_id JOIN prompts AS m ON m.hash = p.prompt_hash""",
    )
    assert {pair[0] for pair in pairs} == {"winner-loser", "better-worse"}
    assert {pair[1] for pair in pairs} == {1, 2}
    for _, _, name, chosen, rejected, proof, verdict, messages in pairs:
        assert chosen > max(rejected, 0)
        assert verdict == "verified"
        assert proof.startswith(f"theorem {name} ")
        system, asked = json.loads(messages)["messages"]
        assert "tactic" in system["content"]
        assert f"theorem {name} " in asked["content"]


def test_nothing_that_is_held_out_is_searched(undisturbed: Path) -> None:
    searched = {name for (name,) in rows(undisturbed, "SELECT theorem FROM session_theorems")}
    assert {name.rpartition(":")[2] for name in searched} == {"swap", "chain", "short"}


def test_a_later_round_starts_where_nothing_was_made_from(undisturbed: Path) -> None:
    starts = rows(
        undisturbed,
        """SELECT a.proof, r.round FROM attempts AS a JOIN rounds AS r
           ON r.session_id = a.session_id WHERE a.proposer = 'start'""",
    )
    assert starts
    assert {number for _, number in starts} == {2}
    used = rows(
        undisturbed,
        """SELECT p.proof FROM attempts AS a JOIN attempts AS p ON p.id = a.parent_attempt_id
           JOIN rounds AS r ON r.session_id = a.session_id WHERE r.round = 1""",
    )
    assert not {proof for proof, _ in starts} & {proof for (proof,) in used}
    second = rows(
        undisturbed,
        "SELECT count(*) FROM attempts AS a JOIN rounds AS r ON r.session_id = a.session_id"
        " WHERE r.round = 2 AND a.proposer <> 'start'",
    )
    assert second[0][0] > 0


def test_the_same_command_recalls_it_without_lean(
    collect: Collect, undisturbed: Path, expected: Snapshot
) -> None:
    again = collect(home=str(undisturbed))
    assert again.finished
    assert again.lean_calls == 0
    assert [one.round for one in again.rounds] == [1, 2]
    assert again.rounds[0].pairs["winner-loser"] > 0
    assert not differences(snapshot(undisturbed / "burnish.db"), expected)


@pytest.mark.long
def test_stopped_again_and_again_it_ends_with_the_same(
    collect: Collect, tmp_path: Path, expected: Snapshot
) -> None:
    stopped = 0
    while True:
        observer = _Interrupting()
        outcome = collect(observer=observer, search=observer.search)
        if outcome.finished:
            break
        stopped += 1
        assert outcome.reason == "stopped on request"
        assert outcome.interrupted
        assert stopped < 20
    assert stopped >= 3
    found = snapshot(tmp_path / "home" / "burnish.db")
    # A pause asks for the last word on the best so far, which may not be the best in the end.
    more = found["verdicts"] - expected["verdicts"]
    assert {stage for _, _, stage, _, _ in more} == {"final"}
    found["verdicts"] -= more
    assert not differences(found, expected)


class _Interrupting(CollectObserver):
    """Stops the clock once something was done."""

    def __init__(self) -> None:
        self._stop: Callable[[], None] = lambda: None

    def search(self, work: RoundWork) -> RoundDone:
        self._stop = work.clock.stop
        return here(work)

    def advanced(self, progress: object) -> None:
        self._stop()


def test_units_done_elsewhere_leave_the_same_rows(
    collect: Collect, tmp_path: Path, expected: Snapshot
) -> None:
    done = []

    def elsewhere(work: RoundWork) -> RoundDone:
        calls = 0
        unfinished: dict[str, str] = {}
        for number, unit in enumerate(units(work)):
            folder = tmp_path / f"{work.number}-{number}"
            folder.mkdir()
            given = json.loads(json.dumps(unit))
            rows_back = json.loads(json.dumps(search_unit(given, folder, print)))
            for _ in range(2):  # a worker may have done it twice
                found = merge(work.repository, rows_back)
            calls += found.lean_calls
            unfinished |= found.unfinished
            done.append(unit["positions"])
        return RoundDone(calls, unfinished)

    outcome = collect(search=elsewhere)
    assert outcome.finished
    assert len(done) == 2
    assert not differences(snapshot(tmp_path / "home" / "burnish.db"), expected)


def test_input_at_fault_is_told_before_anything_is_searched(collect: Collect) -> None:
    with pytest.raises(UserInputError, match="neither a path nor a stored corpus"):
        collect(replace(OPTIONS, corpus="nowhere"))
    with pytest.raises(UserInputError, match="--after none-such: there is no such collection"):
        collect(replace(OPTIONS, after="none-such"))
