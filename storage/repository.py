"""The questions that Burnish asks of its database, and the facts that it records there.

Outside the migrations, SQL is here and in the modules whose classes are its attributes. Writes
are transactions of their own and can be grouped by `with repository.transaction():`. Failures are
`StorageError`s.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

from storage.answers import Answers
from storage.collecting import Collections, Preferences
from storage.corpora import Corpora
from storage.database import Database
from storage.flow_runs import FlowRuns
from storage.keys import proof_hash
from storage.names import new_session_id
from storage.overview import Overview
from storage.pruning import Pruning
from storage.records import (
    AttemptRecord,
    EventRecord,
    ProblemRecord,
    SessionRecord,
    SessionState,
    TheoremRecord,
    VerdictRecord,
)
from storage.rows import session_of, to_json
from storage.sources import Messages, Sources
from tools.errors import StorageError


def utc_now() -> str:
    """The present moment as storage writes it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Repository:
    """Everything that is remembered in `database`; safe to share between threads."""

    def __init__(self, database: Database, now: Callable[[], str] = utc_now) -> None:
        self.database = database
        self.answers = Answers(database, now)
        self.corpora = Corpora(database, now, self.upsert_problem)
        self.sources = Sources(database, now)
        self.messages = Messages(database, now)
        self.collections = Collections(database, now)
        self.preferences = Preferences(database, now)
        self.flow_runs = FlowRuns(database, now)
        self.overview = Overview(database)
        self.pruning = Pruning(database)
        self._now = now

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Group several writes: all of them or none."""
        with self.database.transaction():
            yield

    # Problems

    def upsert_problem(self, problem: ProblemRecord) -> str:
        """Store a problem, or renew its name and file if its content is known; its id."""
        with self.database.transaction() as db:
            db.conn.execute(
                """INSERT INTO problems (id, name, file, context_hash, statement, original,
                                         lean_fingerprint, created_at)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                   ON CONFLICT (id) DO UPDATE SET name = excluded.name, file = excluded.file""",
                (
                    problem.id,
                    problem.name,
                    problem.file,
                    problem.context_hash,
                    problem.statement,
                    problem.original,
                    problem.lean_fingerprint,
                    self._now(),
                ),
            )
        return problem.id

    def problem(self, problem_id: str) -> ProblemRecord | None:
        """The problem of that id."""
        for row in self.database.rows("SELECT * FROM problems WHERE id = ?", [problem_id]):
            del row["id"]
            return ProblemRecord(**row)
        return None

    # Attempts

    def record_attempts(self, attempts: Iterable[AttemptRecord]) -> list[int]:
        """Store candidates; their ids, in order.

        A proof that the session already tried for the problem keeps its first record and id, and
        gains a verdict key if it had none.
        """
        ids: list[int] = []
        now = self._now()
        with self.database.transaction() as db:
            for one in attempts:
                cursor = db.conn.execute(
                    """INSERT INTO attempts (problem_id, session_id, round, parent_attempt_id,
                           proposer, rewrites, proof, proof_hash, verdict_key, prompt_hash, model,
                           adapter, sampling, created_at)
                       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                       ON CONFLICT (problem_id, session_id, proof_hash) DO UPDATE
                           SET verdict_key = coalesce(verdict_key, excluded.verdict_key)
                       RETURNING id""",
                    (
                        one.problem_id,
                        one.session_id,
                        one.round,
                        one.parent_attempt_id,
                        one.proposer,
                        to_json(one.rewrites),
                        one.proof,
                        proof_hash(one.proof),
                        one.verdict_key,
                        one.prompt_hash,
                        one.model,
                        one.adapter,
                        None if one.sampling is None else to_json(one.sampling),
                        now,
                    ),
                )
                ids.append(cursor.fetchone()[0])
        return ids

    def attempts_of(self, session_id: str, problem_id: str) -> list[AttemptRecord]:
        """What the session tried for the problem, oldest first."""
        return [
            _attempt(row)
            for row in self.database.rows(
                "SELECT * FROM attempts WHERE session_id = ? AND problem_id = ? ORDER BY id",
                [session_id, problem_id],
            )
        ]

    def attempts_by_id(self, ids: Iterable[int]) -> dict[int, AttemptRecord]:
        """Those of the attempts that there are, of whatever session."""
        rows = self.database.rows(
            "SELECT * FROM attempts WHERE id IN (SELECT value FROM json_each(?))",
            [to_json(list(ids))],
        )
        return {row["id"]: _attempt(row) for row in rows}

    # Verdicts and scores

    def record_verdicts(self, verdicts: Iterable[VerdictRecord]) -> None:
        """Store judgements, where they tell more than what is known.

        A final verdict replaces a screen verdict; a new verdict of the same stage replaces an
        inconclusive one; nothing else is replaced.
        """
        now = self._now()
        with self.database.transaction() as db:
            db.conn.executemany(
                """INSERT INTO verdicts (key, kind, stage, reason, diagnostics, axioms, seconds,
                                         created_at)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                   ON CONFLICT (key) DO UPDATE
                       SET kind = excluded.kind, stage = excluded.stage, reason = excluded.reason,
                           diagnostics = excluded.diagnostics, axioms = excluded.axioms,
                           seconds = excluded.seconds, created_at = excluded.created_at
                       WHERE (stage = 'screen' AND excluded.stage = 'final')
                          OR (kind = 'inconclusive' AND stage = excluded.stage)""",
                [
                    (
                        one.key,
                        one.kind,
                        one.stage,
                        one.reason,
                        to_json(one.diagnostics),
                        to_json(one.axioms),
                        one.seconds,
                        now,
                    )
                    for one in verdicts
                ],
            )

    def verdicts_for(self, keys: Iterable[str]) -> dict[str, VerdictRecord]:
        """What is known of those keys; a key that was never judged is absent."""
        rows = self.database.rows(
            "SELECT * FROM verdicts WHERE key IN (SELECT value FROM json_each(?))",
            [to_json(list(keys))],
        )
        return {row["key"]: _verdict(row) for row in rows}

    def record_scores(self, metric: str, values: Mapping[str, float]) -> None:
        """Store the metric's value for each verdict key; the verdicts must be known."""
        with self.database.transaction() as db:
            db.conn.executemany(
                """INSERT INTO scores (verdict_key, metric, value) VALUES (?, ?, ?)
                   ON CONFLICT (verdict_key, metric) DO UPDATE SET value = excluded.value""",
                [(key, metric, value) for key, value in values.items()],
            )

    def scores_for(self, metric: str, keys: Iterable[str]) -> dict[str, float]:
        """The metric's value for those of the verdict keys that have one."""
        rows = self.database.rows(
            """SELECT verdict_key, value FROM scores
               WHERE metric = ? AND verdict_key IN (SELECT value FROM json_each(?))""",
            [metric, to_json(list(keys))],
        )
        return {row["verdict_key"]: row["value"] for row in rows}

    # Structures

    def structure(self, key: str) -> Any | None:
        """The JSON value stored under the content key, or `None` if there is none."""
        for row in self.database.rows("SELECT value FROM structures WHERE key = ?", [key]):
            try:
                return json.loads(zlib.decompress(row["value"]))
            except (zlib.error, ValueError) as error:
                raise StorageError(
                    f"{self.database.path}: structure {key} cannot be read ({error}); "
                    "delete that row and run again."
                ) from error
        return None

    def store_structure(self, key: str, kind: str, value: Any) -> None:
        """Remember a JSON value (not `None`) that the content key determines."""
        packed = zlib.compress(to_json(value).encode(), level=6)
        with self.database.transaction() as db:
            db.conn.execute(
                """INSERT INTO structures (key, kind, value, created_at) VALUES (?, ?, ?, ?)
                   ON CONFLICT (key) DO UPDATE SET value = excluded.value, kind = excluded.kind""",
                (key, kind, packed, self._now()),
            )

    def structure_keys(self, kind: str) -> list[str]:
        """The content keys of all values of a kind, in the order in which they were stored."""
        rows = self.database.rows(
            "SELECT key FROM structures WHERE kind = ? ORDER BY rowid", [kind]
        )
        return [row["key"] for row in rows]

    # Sessions

    def session(self, session_id: str) -> SessionRecord | None:
        """The session of that id."""
        for row in self.database.rows("SELECT * FROM sessions WHERE id = ?", [session_id]):
            return session_of(row)
        return None

    def session_for_request(self, request_hash: str) -> SessionRecord | None:
        """The latest session that did, or is doing, exactly this."""
        for row in self.database.rows(
            "SELECT * FROM sessions WHERE request_hash = ? ORDER BY rowid DESC LIMIT 1",
            [request_hash],
        ):
            return session_of(row)
        return None

    def start_session(
        self,
        request_hash: str,
        kind: str,
        file: str,
        settings: Mapping[str, Any],
        *,
        command: Mapping[str, Any] | None = None,
        parent: str | None = None,
        note: str = "",
    ) -> SessionRecord:
        """The unfinished session of this request, running again, or a new one.

        Of a new one it is kept how it was asked for (`command`), and which session it comes from.
        """
        now = self._now()
        with self.database.transaction() as db:
            known = self.session_for_request(request_hash)
            if known is not None and known.state != "finished":
                self.set_session_state(known.id, "running")
                return self._existing(known.id)
            session_id = new_session_id()
            while self.session(session_id) is not None:
                session_id = new_session_id()
            db.conn.execute(
                """INSERT INTO sessions (id, request_hash, kind, file, settings, state, created_at,
                                         updated_at, command, parent_session_id, parent_note)
                   VALUES (?, ?, ?, ?, ?, 'running', ?, ?, ?, ?, ?)""",
                (
                    *(session_id, request_hash, kind, file, to_json(settings), now, now),
                    *(None if command is None else to_json(command), parent, note),
                ),
            )
            return self._existing(session_id)

    def set_session_state(self, session_id: str, state: SessionState) -> None:
        """Note that the session runs, has finished, or was stopped with work left."""
        with self.database.transaction() as db:
            self._existing(session_id)
            db.conn.execute(
                "UPDATE sessions SET state = ?, updated_at = ? WHERE id = ?",
                (state, self._now(), session_id),
            )

    def save_theorem_result(self, theorem: TheoremRecord) -> None:
        """Store how the theorem fares in its session, in place of what was stored before."""
        with self.database.transaction() as db:
            db.conn.execute(
                """INSERT INTO session_theorems (session_id, theorem, problem_id, position, state,
                                                 result)
                   VALUES (?, ?, ?, ?, ?, ?)
                   ON CONFLICT (session_id, theorem) DO UPDATE
                       SET problem_id = excluded.problem_id, position = excluded.position,
                           state = excluded.state, result = excluded.result""",
                (
                    theorem.session_id,
                    theorem.theorem,
                    theorem.problem_id,
                    theorem.position,
                    theorem.state,
                    None if theorem.result is None else to_json(theorem.result),
                ),
            )

    def theorem_result(self, session_id: str, theorem: str) -> TheoremRecord | None:
        """How the theorem fares in the session, if it was reached."""
        for row in self.database.rows(
            "SELECT * FROM session_theorems WHERE session_id = ? AND theorem = ?",
            [session_id, theorem],
        ):
            return _theorem(row)
        return None

    def theorems_of(self, session_id: str) -> list[TheoremRecord]:
        """All theorems that the session has reached, in its order."""
        return [
            _theorem(row)
            for row in self.database.rows(
                "SELECT * FROM session_theorems WHERE session_id = ? ORDER BY position, theorem",
                [session_id],
            )
        ]

    def record_event(self, session_id: str, kind: str, data: Mapping[str, Any]) -> None:
        """Note that something happened in the session, now."""
        with self.database.transaction() as db:
            db.conn.execute(
                "INSERT INTO events (session_id, at, kind, data) VALUES (?, ?, ?, ?)",
                (session_id, self._now(), kind, to_json(data)),
            )

    def events_of(self, session_id: str) -> list[EventRecord]:
        """What happened in the session, oldest first."""
        rows = self.database.rows(
            "SELECT * FROM events WHERE session_id = ? ORDER BY id", [session_id]
        )
        return [EventRecord(**{**row, "data": json.loads(row["data"])}) for row in rows]

    def _existing(self, session_id: str) -> SessionRecord:
        session = self.session(session_id)
        if session is None:
            raise StorageError(f"{self.database.path}: there is no session {session_id}.")
        return session


def _attempt(row: dict[str, Any]) -> AttemptRecord:
    del row["proof_hash"]
    row["rewrites"] = tuple(json.loads(row["rewrites"]))
    row["sampling"] = None if row["sampling"] is None else json.loads(row["sampling"])
    return AttemptRecord(**row)


def _verdict(row: dict[str, Any]) -> VerdictRecord:
    row["diagnostics"] = tuple(json.loads(row["diagnostics"]))
    row["axioms"] = tuple(json.loads(row["axioms"]))
    return VerdictRecord(**row)


def _theorem(row: dict[str, Any]) -> TheoremRecord:
    result = row["result"]
    return TheoremRecord(**{**row, "result": None if result is None else json.loads(result)})
