"""The schema, column by column, and the way to it from every earlier version."""

from __future__ import annotations

from pathlib import Path

import pytest
import sqlite_utils

from storage.database import Database
from storage.migrations import MIGRATIONS
from tools.errors import StorageError

SCHEMA = {
    "answers": (
        "id session_id problem_id node purpose round call position prompt_hash template_hash model "
        "adapter sampling text thinking finish prompt_tokens completion_tokens unreadable "
        "attempt_id created_at"
    ),
    "attempts": (
        "id problem_id session_id round parent_attempt_id proposer rewrites proof proof_hash "
        "verdict_key prompt_hash model adapter sampling created_at"
    ),
    "collections": "session_id corpus_id settings created_at",
    "corpora": "id name kind root digest salt validation_share test_share left_out created_at",
    "corpus_theorems": (
        "corpus_id position problem_id file file_digest module name line split statement_hash "
        "type_hash context difficulty"
    ),
    "events": "id session_id at kind data",
    "flow_runs": "id session_id flow host boot pid pid_started created_at",
    "messages": "id session_id turn role kind text data created_at",
    "preferences": (
        "id key source rule collection_id round session_id problem_id metric chosen_attempt_id "
        "rejected_attempt_id chosen_score rejected_score prompt_hash note created_at"
    ),
    "prompts": "hash messages created_at",
    "problems": ("id name file context_hash statement original lean_fingerprint created_at"),
    "rounds": "collection_id round session_id",
    "scores": "verdict_key metric value",
    "session_theorems": "session_id theorem problem_id position state result",
    "sessions": (
        "id request_hash kind file settings state created_at updated_at command parent_session_id "
        "parent_note"
    ),
    "sources": "digest text created_at",
    "structures": "key kind value created_at",
    "verdicts": "key kind stage reason diagnostics axioms seconds created_at",
}
OPTIONAL = {
    "answers": "adapter unreadable attempt_id",
    "attempts": "parent_attempt_id verdict_key prompt_hash model adapter sampling",
    "corpus_theorems": "module",
    "flow_runs": "session_id",
    "preferences": (
        "collection_id round chosen_attempt_id rejected_attempt_id chosen_score rejected_score "
        "prompt_hash"
    ),
    "session_theorems": "problem_id result",
    "sessions": "command parent_session_id",
}
PRIMARY_KEYS = {
    "answers": ["id"],
    "collections": ["session_id"],
    "corpora": ["id"],
    "corpus_theorems": ["corpus_id", "position"],
    "flow_runs": ["id"],
    "messages": ["id"],
    "preferences": ["id"],
    "prompts": ["hash"],
    "rounds": ["collection_id", "round"],
    "sources": ["digest"],
    "scores": ["verdict_key", "metric"],
    "session_theorems": ["session_id", "theorem"],
    "problems": ["id"],
    "sessions": ["id"],
    "attempts": ["id"],
    "events": ["id"],
    "structures": ["key"],
    "verdicts": ["key"],
}
UNIQUE = {
    ("call", "position"),
    ("key",),
    ("problem_id", "session_id", "proof_hash"),
    ("request_hash",),
}
REFERENCES = {
    ("answers", "session_id", "sessions", "id"),
    ("answers", "problem_id", "problems", "id"),
    ("answers", "prompt_hash", "prompts", "hash"),
    ("answers", "attempt_id", "attempts", "id"),
    ("attempts", "problem_id", "problems", "id"),
    ("attempts", "session_id", "sessions", "id"),
    ("attempts", "parent_attempt_id", "attempts", "id"),
    ("corpus_theorems", "corpus_id", "corpora", "id"),
    ("corpus_theorems", "problem_id", "problems", "id"),
    ("collections", "session_id", "sessions", "id"),
    ("collections", "corpus_id", "corpora", "id"),
    ("events", "session_id", "sessions", "id"),
    ("flow_runs", "session_id", "sessions", "id"),
    ("messages", "session_id", "sessions", "id"),
    ("preferences", "collection_id", "collections", "session_id"),
    ("preferences", "session_id", "sessions", "id"),
    ("preferences", "problem_id", "problems", "id"),
    ("preferences", "chosen_attempt_id", "attempts", "id"),
    ("preferences", "rejected_attempt_id", "attempts", "id"),
    ("preferences", "prompt_hash", "prompts", "hash"),
    ("rounds", "collection_id", "collections", "session_id"),
    ("rounds", "session_id", "sessions", "id"),
    ("scores", "verdict_key", "verdicts", "key"),
    ("session_theorems", "session_id", "sessions", "id"),
    ("session_theorems", "problem_id", "problems", "id"),
    ("sessions", "parent_session_id", "sessions", "id"),
}
STEPS = [
    "m001_problems_and_verdicts",
    "m002_answers",
    "m003_corpora",
    "m004_sessions_and_preferences",
]


def open_raw(path: Path) -> sqlite_utils.Database:
    return sqlite_utils.Database(path)


def tables(db: sqlite_utils.Database) -> list[sqlite_utils.db.Table]:
    return [db.table(name) for name in db.table_names() if not name.startswith("_sqlite")]


def test_every_column_key_and_reference(database: Database) -> None:
    with open_raw(database.path) as db:
        found = tables(db)
        assert {t.name: " ".join(c.name for c in t.columns) for t in found} == SCHEMA
        optional = {
            t.name: " ".join(c.name for c in t.columns if not c.notnull and not c.is_pk)
            for t in found
        }
        assert {name: columns for name, columns in optional.items() if columns} == OPTIONAL
        assert {t.name: t.pks for t in found} == PRIMARY_KEYS
        assert {
            (key.table, key.column, key.other_table, key.other_column)
            for t in found
            for key in t.foreign_keys
        } == REFERENCES
        assert {
            tuple(index.columns)
            for t in found
            for index in t.indexes
            if index.unique and index.origin == "c"
        } == UNIQUE


def test_steps_are_only_ever_appended(database: Database) -> None:
    with open_raw(database.path) as db:
        assert [step.name for step in MIGRATIONS.applied(db)] == STEPS


@pytest.mark.parametrize("step", STEPS)
def test_every_earlier_version_becomes_the_current_one(
    step: str, tmp_path: Path, database: Database
) -> None:
    path = tmp_path / "old.db"
    with open_raw(path) as old:
        MIGRATIONS.apply(old, stop_before=step)
    Database(path).close()
    with open_raw(path) as upgraded, open_raw(database.path) as fresh:
        assert upgraded.schema == fresh.schema


def test_a_database_of_a_newer_version_is_refused_untouched(database: Database) -> None:
    with open_raw(database.path) as db:
        db.table("_sqlite_migrations").insert(
            {"migration_set": "burnish", "name": "m999_future", "applied_at": "2999-01-01"}
        )
    database.close()
    before = database.path.read_bytes()
    with pytest.raises(StorageError, match=r"newer Burnish \(it has m999_future\)"):
        Database(database.path)
    assert database.path.read_bytes() == before
