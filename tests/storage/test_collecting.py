"""Rounds and preferences: what was said first stands, and a session takes its own with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from storage.database import Database
from storage.records import AttemptRecord, FlowRunRecord, PreferenceRecord, ProblemRecord
from storage.repository import Repository
from tools.errors import StorageError


@pytest.fixture
def preference(repository: Repository, problem: ProblemRecord) -> PreferenceRecord:
    session = repository.start_session("r", "chat", "Logic.lean", {})
    good, bad = repository.record_attempts(
        AttemptRecord(problem.id, session.id, 1, "symbolic", text) for text in ("good", "bad")
    )
    return PreferenceRecord("human", "accepted", session.id, problem.id, "length", good, bad, 2, 0)


def test_the_same_preference_is_the_same_row(
    repository: Repository, preference: PreferenceRecord
) -> None:
    (first,) = repository.preferences.record([preference])
    again, other = repository.preferences.record(
        [replace(preference, note="said again"), replace(preference, rejected_attempt_id=None)]
    )
    assert again == first != other
    stored = repository.preferences.human()
    assert [one.note for one in stored] == ["", ""]
    assert replace(stored[0], id=None, created_at="") == preference
    assert repository.preferences.of_session(preference.session_id) == stored
    assert repository.preferences.of_collection("none") == []


def test_all_or_none(repository: Repository, preference: PreferenceRecord) -> None:
    with pytest.raises(StorageError):
        repository.preferences.record([preference, replace(preference, session_id="nobody's")])
    assert repository.preferences.human() == []


def test_preferences_go_with_their_session(
    repository: Repository, preference: PreferenceRecord, database: Database
) -> None:
    repository.preferences.record([preference])
    with database.transaction() as db:
        db.conn.execute("DELETE FROM sessions WHERE id = ?", [preference.session_id])
    assert repository.preferences.human() == []


def test_what_was_said_of_a_flow_run_is_renewed(repository: Repository) -> None:
    session = repository.start_session("r", "optimize", "A.lean", {})
    run = FlowRunRecord("run", "collect", "host", "boot", 7, "started", session_id=session.id)
    repository.flow_runs.record(run)
    repository.flow_runs.record(replace(run, pid=8, session_id=None))
    (stored,) = repository.flow_runs.all()
    assert (stored.pid, stored.session_id) == (8, session.id)
    assert repository.flow_runs.of_session(session.id) == [stored]
    repository.flow_runs.forget(["run", "unknown"])
    assert repository.flow_runs.all() == []


def test_messages_come_back_in_order(repository: Repository) -> None:
    session = repository.start_session("r", "chat", "A.lean", {})
    repository.messages.record(session.id, 1, "user", "instruction", "avoid omega \udc80")
    repository.messages.record(session.id, 1, "burnish", "verified", "done", {"attempt": 3})
    first, second = repository.messages.of_session(session.id)
    assert (first.role, first.turn, dict(first.data)) == ("user", 1, {})
    assert "\\udc80" in first.text
    assert second.data == {"attempt": 3}


def test_a_prompt_without_answers(repository: Repository) -> None:
    repository.answers.keep_prompt("hash", {"messages": ["m"]})
    repository.answers.keep_prompt("hash", {"messages": ["other"]})
    assert repository.answers.prompt("hash") == {"messages": ["m"]}
