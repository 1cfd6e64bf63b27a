"""Sessions carried to another database: all of them where they are believed, and no more than
texts where they are not."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from storage.archive import pack, pack_known
from storage.database import Database
from storage.keys import content_key
from storage.records import (
    AnswerRecord,
    AttemptRecord,
    PreferenceRecord,
    ProblemRecord,
    SessionRecord,
    TheoremRecord,
    VerdictRecord,
)
from storage.repository import Repository
from storage.unpacking import unpack
from tools.errors import UserInputError
from tools.llm.prompt import Message, Prompt

PROMPT = Prompt((Message("user", "Prove it."),))
TABLES = (
    *("problems", "session_theorems", "attempts", "verdicts", "scores", "structures", "answers"),
    *("events", "messages", "preferences", "sources", "prompts"),
)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Repository]:
    """A database elsewhere, which has attempts of its own."""
    database = Database(tmp_path / "other" / "burnish.db")
    there = Repository(database)
    own = ProblemRecord("own", "Own.lean", "c", "s", "o", "l")
    there.upsert_problem(own)
    session = there.start_session("own", "optimize", "Own.lean", {})
    there.record_attempts(
        AttemptRecord(own.id, session.id, 1, "symbolic", text) for text in "abcdefgh"
    )
    yield there
    database.close()


@pytest.fixture
def session(repository: Repository, problem: ProblemRecord) -> SessionRecord:
    """A session with a row in every table that one can have rows in."""
    digest = repository.sources.store("theorem and_swap …\n")
    session = repository.start_session(
        "request",
        "chat",
        "Logic.lean",
        {"files": [{"path": "Logic.lean", "digest": digest, "names": [], "lean": "l"}]},
        command={"lean": "/bin/evil"},
    )
    first, second = repository.record_attempts(
        AttemptRecord(problem.id, session.id, 1, "model", text, verdict_key=text)
        for text in ("good", "bad")
    )
    (third,) = repository.record_attempts(
        [AttemptRecord(problem.id, session.id, 2, "model", "new", parent_attempt_id=first)]
    )
    repository.record_verdicts(
        [VerdictRecord("good", "verified", "screen"), VerdictRecord("bad", "rejected", "screen")]
    )
    repository.record_scores("length", {"good": -1.0})
    repository.store_structure(content_key("view", "good"), "view", ["tree"])
    repository.store_structure("more", "file", {"analysis": 1})
    repository.answers.record(
        PROMPT.to_json(),
        [
            AnswerRecord(
                session_id=session.id,
                problem_id=problem.id,
                node="rewriter",
                purpose="sample",
                round=1,
                call="call",
                position=0,
                prompt_hash=PROMPT.digest,
                template_hash="t",
                model="m",
                adapter=None,
                sampling={},
                text="text",
                thinking="",
                finish="stop",
                prompt_tokens=1,
                completion_tokens=1,
                attempt_id=second,
            )
        ],
    )
    front = [{"attempt": 0}, {"attempt": third}]
    result = {"result": {"proof": "x", "front": front}}
    repository.save_theorem_result(
        TheoremRecord(session.id, "and_swap", problem.id, 0, "finished", result)
    )
    repository.record_event(session.id, "pass", {"round": 1, "best": third})
    repository.messages.record(session.id, 1, "user", "instruction", "shorter")
    repository.messages.record(session.id, 1, "burnish", "verified", "done")
    repository.preferences.record(
        [PreferenceRecord("human", "accepted", session.id, problem.id, "length", third, first)]
    )
    repository.set_session_state(session.id, "finished")
    return session


def rows(repository: Repository, table: str) -> list[dict[str, Any]]:
    return repository.database.rows(f"SELECT * FROM {table} ORDER BY rowid")


def test_a_believed_session_is_whole_elsewhere(
    repository: Repository, session: SessionRecord, other: Repository
) -> None:
    packed = json.loads(json.dumps(pack(repository, [session.id], structures=["more"])))
    assert unpack(other, packed, trusted=True) == [session.id]
    moved = other.session(session.id)
    assert moved is not None
    assert (moved.state, moved.request_hash) == ("finished", "request")
    # Packed again it is the same, but for the numbers of its rows.
    again = pack(other, [session.id], structures=["more"])["tables"]
    for table in TABLES:
        assert len(again[table]) == len(packed["tables"][table]) > 0, table
    first, _, third = other.attempts_of(session.id, again["problems"][0]["id"])
    assert third.parent_attempt_id == first.id
    # What tells of attempts tells of the same ones.
    assert [one.data["best"] for one in other.events_of(session.id)] == [third.id]
    (theorem,) = other.theorems_of(session.id)
    assert theorem.result is not None
    front = theorem.result["result"]["front"]
    assert [one["attempt"] for one in front] == [0, third.id]
    (preference,) = other.preferences.of_session(session.id)
    assert (preference.chosen_attempt_id, preference.rejected_attempt_id) == (third.id, first.id)
    assert other.preferences.record([preference]) == [preference.id]
    assert other.sources.text(again["sources"][0]["digest"]) == "theorem and_swap …\n"


def test_the_searches_of_a_chat_come_along(
    repository: Repository, session: SessionRecord, other: Repository
) -> None:
    search = repository.start_session("search", "turn", "A.lean", {}, parent=session.id, note="1")
    repository.start_session("fork", "optimize", "A.lean", {}, parent=session.id)
    for trusted in (True, False):
        unpack(other, pack(repository, [session.id]), trusted=trusted)
        arrived = other.session(search.id)
        assert arrived is not None
        assert arrived.parent_session_id == session.id
        other.pruning.remove([search.id, session.id])


class _Watched(Database):
    """Somebody else writes just before the answers are read."""

    meanwhile: Callable[[], None] | None = None

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[dict[str, Any]]:
        if "FROM answers" in sql and self.meanwhile is not None:
            self.meanwhile()
        return super().rows(sql, parameters)


def test_a_session_that_is_worked_on_is_packed_as_it_was_at_one_moment(
    repository: Repository, session: SessionRecord, problem: ProblemRecord, other: Repository
) -> None:
    def work() -> None:
        (late,) = repository.record_attempts(
            [AttemptRecord(problem.id, session.id, 3, "model", "late")]
        )
        with repository.database.transaction() as db:
            db.conn.execute("UPDATE answers SET attempt_id = ?", [late])

    watched = _Watched(repository.database.path)
    watched.meanwhile = work
    try:
        packed = pack(Repository(watched), [session.id])
    finally:
        watched.close()
    assert unpack(other, packed, trusted=True) == [session.id]
    assert len(other.attempts_of(session.id, problem.id)) == 3
    assert len(repository.attempts_of(session.id, problem.id)) == 4


def test_it_arrives_once(repository: Repository, session: SessionRecord, other: Repository) -> None:
    packed = pack(repository, [session.id])
    unpack(other, packed, trusted=True)
    before = [len(rows(other, table)) for table in TABLES]
    with pytest.raises(UserInputError, match="here already"):
        unpack(other, packed, trusted=True)
    assert [len(rows(other, table)) for table in TABLES] == before


def test_of_a_stranger_nothing_is_believed(
    repository: Repository, session: SessionRecord, other: Repository
) -> None:
    packed = pack(repository, [session.id], structures=["more"])
    (name,) = unpack(other, packed, trusted=False)
    for table in ("verdicts", "scores", "structures", "events", "preferences"):
        assert rows(other, table) == [], table
    moved = other.session(name)
    assert moved is not None
    assert (moved.state, moved.command) == ("stopped", None)
    assert other.session_for_request("request") is None
    (theorem,) = other.theorems_of(name)
    assert (theorem.state, theorem.result) == ("pending", None)
    assert {one.verdict_key for one in other.attempts_of(name, theorem.problem_id or "")} == {None}
    assert [one.role for one in other.messages.of_session(name)] == ["user"]


def test_a_workers_rows_join_their_session(
    repository: Repository, session: SessionRecord, other: Repository
) -> None:
    mine = other.start_session("mine", "collect", "Logic.lean", {})
    packed = pack(repository, [session.id], every_verdict=True)
    assert unpack(other, packed, into=mine.id, trusted=True) == [mine.id]
    assert other.session(session.id) is None
    attempts = rows(other, "attempts")
    assert len([one for one in attempts if one["session_id"] == mine.id]) == 3
    unpack(
        other, {**packed, "tables": {**packed["tables"], "events": []}}, into=mine.id, trusted=True
    )
    assert len(rows(other, "attempts")) == len(attempts)


def test_what_is_known_of_a_problem(
    repository: Repository, session: SessionRecord, problem: ProblemRecord, other: Repository
) -> None:
    unpack(other, pack_known(repository, [problem.id]), trusted=True)
    assert other.verdicts_for(["good", "bad"]).keys() == {"good", "bad"}
    assert other.scores_for("length", ["good"]) == {"good": -1.0}
    assert other.structure(content_key("view", "good")) == ["tree"]
    assert other.session(session.id) is None


def _without(table: str, column: str) -> Callable[[dict[str, Any]], None]:
    def change(packed: dict[str, Any]) -> None:
        for row in packed["tables"][table]:
            del row[column]

    return change


def _with(table: str, column: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(packed: dict[str, Any]) -> None:
        for row in packed["tables"][table]:
            row[column] = value

    return change


@pytest.mark.parametrize(
    "spoil",
    [
        lambda packed: packed.update(version=99),
        lambda packed: packed.update(tables=None),
        lambda packed: packed["tables"].update(attempts={"a": 1}),
        _without("attempts", "proof"),
        _without("sessions", "request_hash"),
        _without("problems", "statement"),
        _with("attempts", "problem_id", "nobody's"),
        _with("attempts", "parent_attempt_id", 123456),
        _with("attempts", "round", {"a": 1}),
        _with("attempts", "round", 1 << 70),
        _with("attempts", "proof", "\udc80"),
        _with("sources", "text", "not base64!"),
        _with("sources", "text", "AAAA"),
        _with("sources", "digest", "another"),
        _with("prompts", "messages", "{"),
        _with("prompts", "hash", "another"),
        _with("attempts", "rewrites", "no JSON"),
        _with("attempts", "rewrites", "[1]"),
        _with("attempts", "round", -1),
        _with("attempts", "round", True),
        _with("attempts", "proof", {}),
        _with("sessions", "updated_at", "yesterday"),
        _with("sessions", "kind", 7),
        _with("sessions", "settings", '{"files": "Logic.lean"}'),
        _with("sessions", "settings", '{"files": [{"path": 1}]}'),
        _with("sessions", "settings", '{"settings": {"rounds": 1e999}}'),
        _with("sessions", "settings", '{"seed": NaN}'),
        _with("messages", "data", "[]"),
    ],
)  # fmt: skip
def test_a_damaged_archive_leaves_nothing(
    spoil: Callable[[dict[str, Any]], None],
    repository: Repository,
    session: SessionRecord,
    other: Repository,
) -> None:
    packed = copy.deepcopy(pack(repository, [session.id]))
    spoil(packed)
    before = [len(rows(other, table)) for table in ("sessions", *TABLES)]
    with pytest.raises(UserInputError, match="archive"):
        unpack(other, packed, trusted=False)
    assert [len(rows(other, table)) for table in ("sessions", *TABLES)] == before


def test_names_of_strangers_are_harmless(
    repository: Repository, session: SessionRecord, other: Repository
) -> None:
    packed = pack(repository, [session.id])
    for table in packed["tables"].values():
        for row in table:
            if row.get("session_id") == session.id:
                row["session_id"] = "../../evil"
    packed["tables"]["sessions"][0] |= {"id": "../../evil", "nonsense; DROP TABLE x": 1}
    (name,) = unpack(other, packed, trusted=False)
    assert name.replace("-", "").isalnum()
    assert len(rows(other, "messages")) == 1
