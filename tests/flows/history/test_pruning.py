"""Old sessions go, and nothing that anybody rests on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.history.pruning import Selection, prunable, prune, read_age, read_states
from flows.session_lock import hold_session, lock_file
from storage.checkpoints import checkpointer
from storage.database import Database
from storage.records import AttemptRecord, PreferenceRecord, ProblemRecord, VerdictRecord
from storage.repository import Repository
from tests.flows.history.made import Stored, make_session
from tools.errors import UserInputError

NOW = datetime(2030, 1, 1, tzinfo=UTC)
OLD = "2029-01-01T00:00:00.000+00:00"


def test_ages_and_states_are_read() -> None:
    assert read_age("12h") == timedelta(hours=12)
    assert read_age(" 2w ") == timedelta(weeks=2)
    for wrong in ("", "30", "d", "-1d", "1.5d", "9" * 30 + "y"):
        with pytest.raises(UserInputError, match="--older"):
            read_age(wrong)
    assert read_states([]) == {"finished", "stopped", "interrupted"}
    assert read_states(["finished"]) == {"finished"}
    with pytest.raises(UserInputError, match="not running"):
        read_states(["running"])


def test_what_is_young_or_chosen_to_stay_or_runs_is_not_selected(tmp_path: Path) -> None:
    database = Database(tmp_path / "burnish.db")
    try:
        old = Repository(database, now=lambda: OLD)
        young = Repository(database, now=lambda: "2029-12-31T00:00:00.000+00:00")
        names = [make_session(old, str(number)).session for number in range(3)]
        make_session(young, "young")
        old.set_session_state(names[0], "finished")
        month = Selection(timedelta(days=30))
        soon = datetime.fromisoformat(OLD) + timedelta(days=31)
        assert _names(old, month, soon) == set(names)
        assert _names(old, Selection(timedelta(0), frozenset({"finished"})), soon) == {names[0]}
        assert len(_names(old, Selection(timedelta(0), keep=3), soon)) == 1
        with hold_session(tmp_path, names[1]):
            assert _names(old, month, soon) == {names[0], names[2]}
        assert _names(old, month, soon - timedelta(days=2)) == set()
    finally:
        database.close()


def test_what_others_rest_on_stays(repository: Repository) -> None:
    parent, liked, free = (make_session(repository, name) for name in ("p", "l", "f"))
    child = repository.start_session(
        "c", "optimize", "A.lean", {}, parent=parent.session, note="up to round 1"
    )
    repository.preferences.record(
        [
            PreferenceRecord(
                *("human", "accepted", liked.session, liked.problem, "length"),
                chosen_attempt_id=liked.attempts[0],
                rejected_attempt_id=None,
            )
        ]
    )
    everything = Selection(timedelta(0))
    found = prunable(repository, everything, NOW)
    assert {one.overview.record.id for one in found.going} == {
        parent.session,  # together with its child
        child.id,
        free.session,
    }
    assert found.staying == {liked.session: "preferences rest on it"}
    with hold_session(repository.database.path.parent, child.id):
        found = prunable(repository, everything, NOW)
        assert found.staying[parent.session] == f"{child.id} comes from it"


def test_a_part_goes_only_with_the_whole(repository: Repository) -> None:
    chat = repository.start_session("c", "chat", "A.lean", {})
    turn = repository.start_session("t", "turn", "A.lean", {}, parent=chat.id)
    everything = Selection(timedelta(0))
    assert _names(repository, everything, NOW) == {chat.id, turn.id}
    with hold_session(repository.database.path.parent, chat.id):
        found = prunable(repository, everything, NOW)
        assert found.going == ()
        assert found.staying == {turn.id: f"it is a part of {chat.id}"}


def test_only_what_nobody_else_needs_is_removed(repository: Repository) -> None:
    going, staying = make_session(repository, "a"), make_session(repository, "b")
    repository.sources.store("shared")
    going.finish()
    saver = checkpointer(repository.database)
    with saver.cursor() as cursor:
        for session in (going.session, staying.session):
            cursor.execute(
                "INSERT INTO checkpoints (thread_id, checkpoint_id) VALUES (?, 'x')",
                [f"{session}/problem"],
            )
    lone = repository.record_attempts([_alone(repository, going)])
    assert lone
    before = repository.overview.attempts(staying.session)
    found = prunable(repository, Selection(timedelta(0)), NOW)
    chosen = [one for one in found.going if one.overview.record.id == going.session]
    with hold_session(repository.database.path.parent, going.session):
        pass
    prune(repository, chosen)
    assert repository.session(going.session) is None
    assert not lock_file(repository.database.path.parent, going.session).exists()
    # Both had judged the same proofs; what the other one has is untouched.
    assert repository.overview.attempts(staying.session) == before
    rows = repository.database.rows
    assert rows("SELECT count(*) AS n FROM verdicts WHERE key = 'alone'") == [{"n": 0}]
    assert rows("SELECT thread_id FROM checkpoints") == [
        {"thread_id": f"{staying.session}/problem"}
    ]
    assert repository.problem(staying.problem) is not None
    assert rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert rows("PRAGMA foreign_key_check") == []


def _names(repository: Repository, selection: Selection, now: datetime) -> set[str]:
    return {one.overview.record.id for one in prunable(repository, selection, now).going}


def _alone(repository: Repository, stored: Stored) -> AttemptRecord:
    """An attempt that no other session has."""
    repository.record_verdicts([VerdictRecord("alone", "rejected", "screen")])
    return AttemptRecord(stored.problem, stored.session, 1, "m", "theorem", verdict_key="alone")


def test_rounds_that_nobody_reaches_are_not_counted(repository: Repository) -> None:
    asked = {"settings": {"rounds": 10**12}}
    repository.start_session("r", "optimize", "A.lean", asked)
    found = prunable(repository, Selection(timedelta(0)), NOW)
    problem = repository.upsert_problem(ProblemRecord("t", "A.lean", "c", "s", "o", "l"))
    repository.record_attempts(
        [AttemptRecord(problem, found.going[0].overview.record.id, 1, "symbolic", "p")]
    )
    prune(repository, found.going)
    assert repository.overview.sessions() == []
