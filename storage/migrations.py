"""The schema, as the list of steps that lead to it.

Append only: a step that has been released is never edited, and a change is a new function at the
end. Each step and its record in `_sqlite_migrations` commit together. Times are UTC in ISO 8601;
the columns rewrites, sampling, diagnostics, axioms, settings, command, result, messages, data,
left_out, context and difficulty hold JSON; structures.value holds JSON and sources.text a text,
both packed by zlib.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager

import sqlite_utils
from sqlite_utils.migrations import Migrations

from tools.errors import StorageError

MIGRATIONS = Migrations("burnish")


def migrate(
    database: sqlite_utils.Database,
    transaction: Callable[[], AbstractContextManager[sqlite_utils.Database]],
) -> None:
    """Bring the schema up to date; of processes that start together, one does the work.

    Raises `StorageError` when the file has steps that this version does not know.
    """
    with sqlite_utils.Database(memory=True, execute_plugins=False) as empty:
        known = {step.name for step in MIGRATIONS.pending(empty)}
    unknown = [step.name for step in MIGRATIONS.applied(database) if step.name not in known]
    if unknown:
        raise StorageError(
            f"The database was made by a newer Burnish (it has {', '.join(unknown)}): "
            "update Burnish, or use another folder."
        )
    if MIGRATIONS.pending(database):
        with transaction() as writer:
            MIGRATIONS.apply(writer)


@MIGRATIONS()
def m001_problems_and_verdicts(database: sqlite_utils.Database) -> None:
    """What is optimized, what was tried, and what Lean said."""
    database.executescript("""
        CREATE TABLE problems (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            file TEXT NOT NULL,
            context_hash TEXT NOT NULL,
            statement TEXT NOT NULL,
            original TEXT NOT NULL,
            lean_fingerprint TEXT NOT NULL,
            created_at TEXT NOT NULL
        );
        CREATE INDEX problems_by_name ON problems (name);

        CREATE TABLE sessions (
            id TEXT PRIMARY KEY,
            request_hash TEXT NOT NULL,
            kind TEXT NOT NULL,
            file TEXT NOT NULL,
            settings TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('running', 'finished', 'stopped')),
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL
        );
        CREATE INDEX sessions_by_request ON sessions (request_hash);
        CREATE UNIQUE INDEX sessions_one_unfinished ON sessions (request_hash)
            WHERE state <> 'finished';

        CREATE TABLE session_theorems (
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            theorem TEXT NOT NULL,
            problem_id TEXT REFERENCES problems (id),
            position INTEGER NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('pending', 'running', 'finished', 'failed')),
            result TEXT,
            PRIMARY KEY (session_id, theorem)
        );

        CREATE TABLE verdicts (
            key TEXT PRIMARY KEY,
            kind TEXT NOT NULL CHECK (kind IN ('verified', 'rejected', 'inconclusive')),
            stage TEXT NOT NULL CHECK (stage IN ('screen', 'final')),
            reason TEXT NOT NULL,
            diagnostics TEXT NOT NULL,
            axioms TEXT NOT NULL,
            seconds REAL NOT NULL,
            created_at TEXT NOT NULL
        );

        CREATE TABLE scores (
            verdict_key TEXT NOT NULL REFERENCES verdicts (key) ON DELETE CASCADE,
            metric TEXT NOT NULL,
            value REAL NOT NULL,
            PRIMARY KEY (verdict_key, metric)
        );

        CREATE TABLE attempts (
            id INTEGER PRIMARY KEY,
            problem_id TEXT NOT NULL REFERENCES problems (id),
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            round INTEGER NOT NULL,
            parent_attempt_id INTEGER REFERENCES attempts (id) ON DELETE SET NULL,
            proposer TEXT NOT NULL,
            rewrites TEXT NOT NULL,
            proof TEXT NOT NULL,
            proof_hash TEXT NOT NULL,
            verdict_key TEXT,
            prompt_hash TEXT,
            model TEXT,
            adapter TEXT,
            sampling TEXT,
            created_at TEXT NOT NULL
        );
        CREATE UNIQUE INDEX attempts_once ON attempts (problem_id, session_id, proof_hash);
        CREATE INDEX attempts_by_session ON attempts (session_id);
        CREATE INDEX attempts_by_parent ON attempts (parent_attempt_id);
        CREATE INDEX attempts_by_verdict ON attempts (verdict_key);

        CREATE TABLE structures (
            key TEXT PRIMARY KEY,
            kind TEXT NOT NULL,
            value BLOB NOT NULL,
            created_at TEXT NOT NULL
        );

        CREATE TABLE events (
            id INTEGER PRIMARY KEY,
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            kind TEXT NOT NULL,
            data TEXT NOT NULL
        );
        CREATE INDEX events_by_session ON events (session_id);
    """)


@MIGRATIONS()
def m002_answers(database: sqlite_utils.Database) -> None:
    """What a model was asked and what it said, readable or not."""
    database.executescript("""
        CREATE TABLE prompts (
            hash TEXT PRIMARY KEY,
            messages TEXT NOT NULL,
            created_at TEXT NOT NULL
        );

        CREATE TABLE answers (
            id INTEGER PRIMARY KEY,
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            problem_id TEXT NOT NULL REFERENCES problems (id),
            node TEXT NOT NULL
                CHECK (node IN ('sketcher', 'structurer', 'rewriter', 'critic')),
            purpose TEXT NOT NULL,
            round INTEGER NOT NULL,
            call TEXT NOT NULL,
            position INTEGER NOT NULL,
            prompt_hash TEXT NOT NULL REFERENCES prompts (hash),
            template_hash TEXT NOT NULL,
            model TEXT NOT NULL,
            adapter TEXT,
            sampling TEXT NOT NULL,
            text TEXT NOT NULL,
            thinking TEXT NOT NULL,
            finish TEXT NOT NULL,
            prompt_tokens INTEGER NOT NULL,
            completion_tokens INTEGER NOT NULL,
            unreadable TEXT,
            attempt_id INTEGER REFERENCES attempts (id) ON DELETE SET NULL,
            created_at TEXT NOT NULL
        );
        CREATE UNIQUE INDEX answers_once ON answers (call, position);
        CREATE INDEX answers_by_session ON answers (session_id, problem_id);
        CREATE INDEX answers_by_prompt ON answers (prompt_hash);
        CREATE INDEX answers_by_attempt ON answers (attempt_id);
    """)


@MIGRATIONS()
def m003_corpora(database: sqlite_utils.Database) -> None:
    """Theorems to learn from and to be measured on. Nothing that was held out is ever deleted."""
    database.executescript("""
        CREATE TABLE corpora (
            id TEXT PRIMARY KEY,
            name TEXT NOT NULL,
            kind TEXT NOT NULL CHECK (kind IN ('folder', 'lake', 'leandojo')),
            root TEXT NOT NULL,
            digest TEXT NOT NULL,
            salt TEXT NOT NULL,
            validation_share REAL NOT NULL,
            test_share REAL NOT NULL,
            left_out TEXT NOT NULL,
            created_at TEXT NOT NULL
        );
        CREATE INDEX corpora_by_name ON corpora (name);

        CREATE TABLE corpus_theorems (
            corpus_id TEXT NOT NULL REFERENCES corpora (id),
            position INTEGER NOT NULL,
            problem_id TEXT NOT NULL REFERENCES problems (id),
            file TEXT NOT NULL,
            file_digest TEXT NOT NULL,
            module TEXT,
            name TEXT NOT NULL,
            line INTEGER NOT NULL,
            split TEXT NOT NULL CHECK (split IN ('train', 'validation', 'test')),
            statement_hash TEXT NOT NULL,
            type_hash TEXT NOT NULL,
            context TEXT NOT NULL,
            difficulty TEXT NOT NULL,
            PRIMARY KEY (corpus_id, position)
        );
        CREATE INDEX corpus_theorems_by_problem ON corpus_theorems (problem_id);
        CREATE INDEX corpus_theorems_by_statement ON corpus_theorems (statement_hash, split);
        CREATE INDEX corpus_theorems_by_type ON corpus_theorems (type_hash, split);
    """)


@MIGRATIONS()
def m004_sessions_and_preferences(database: sqlite_utils.Database) -> None:
    """What a session needs to go on anywhere, what people said in it, and what was learnt."""
    database.executescript("""
        ALTER TABLE sessions ADD COLUMN command TEXT;
        ALTER TABLE sessions ADD COLUMN parent_session_id TEXT
            REFERENCES sessions (id) ON DELETE SET NULL;
        ALTER TABLE sessions ADD COLUMN parent_note TEXT NOT NULL DEFAULT '';
        CREATE INDEX sessions_by_parent ON sessions (parent_session_id);

        CREATE TABLE sources (
            digest TEXT PRIMARY KEY,
            text BLOB NOT NULL,
            created_at TEXT NOT NULL
        );

        CREATE TABLE messages (
            id INTEGER PRIMARY KEY,
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            turn INTEGER NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('user', 'burnish')),
            kind TEXT NOT NULL,
            text TEXT NOT NULL,
            data TEXT NOT NULL,
            created_at TEXT NOT NULL
        );
        CREATE INDEX messages_by_session ON messages (session_id);

        CREATE TABLE collections (
            session_id TEXT PRIMARY KEY REFERENCES sessions (id) ON DELETE CASCADE,
            corpus_id TEXT NOT NULL REFERENCES corpora (id),
            settings TEXT NOT NULL,
            created_at TEXT NOT NULL
        );

        CREATE TABLE rounds (
            collection_id TEXT NOT NULL REFERENCES collections (session_id) ON DELETE CASCADE,
            round INTEGER NOT NULL,
            session_id TEXT NOT NULL REFERENCES sessions (id),
            PRIMARY KEY (collection_id, round)
        );
        CREATE INDEX rounds_by_session ON rounds (session_id);

        CREATE TABLE preferences (
            id INTEGER PRIMARY KEY,
            key TEXT NOT NULL,
            source TEXT NOT NULL CHECK (source IN ('collection', 'human')),
            rule TEXT NOT NULL
                CHECK (rule IN ('winner-loser', 'better-worse', 'accepted', 'rejected')),
            collection_id TEXT REFERENCES collections (session_id) ON DELETE CASCADE,
            round INTEGER,
            session_id TEXT NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
            problem_id TEXT NOT NULL REFERENCES problems (id),
            metric TEXT NOT NULL,
            chosen_attempt_id INTEGER REFERENCES attempts (id) ON DELETE CASCADE,
            rejected_attempt_id INTEGER REFERENCES attempts (id) ON DELETE CASCADE,
            chosen_score REAL,
            rejected_score REAL,
            prompt_hash TEXT REFERENCES prompts (hash),
            note TEXT NOT NULL,
            created_at TEXT NOT NULL
        );
        CREATE UNIQUE INDEX preferences_once ON preferences (key);
        CREATE INDEX preferences_by_collection ON preferences (collection_id, round);
        CREATE INDEX preferences_by_session ON preferences (session_id);
        CREATE INDEX preferences_by_chosen ON preferences (chosen_attempt_id);
        CREATE INDEX preferences_by_rejected ON preferences (rejected_attempt_id);

        CREATE TABLE flow_runs (
            id TEXT PRIMARY KEY,
            session_id TEXT REFERENCES sessions (id) ON DELETE SET NULL,
            flow TEXT NOT NULL,
            host TEXT NOT NULL,
            boot TEXT NOT NULL,
            pid INTEGER NOT NULL,
            pid_started TEXT NOT NULL,
            created_at TEXT NOT NULL
        );
        CREATE INDEX flow_runs_by_session ON flow_runs (session_id);
    """)
