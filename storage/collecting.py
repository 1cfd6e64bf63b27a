"""Collections of training data: their rounds, and which proof was preferred to which."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from storage.database import Database
from storage.records import (
    CollectionRecord,
    PreferenceRecord,
    RoundRecord,
    SearchedRecord,
)
from storage.rows import to_json


class Collections:
    """The collections in `database`; safe to share between threads."""

    def __init__(self, database: Database, now: Callable[[], str]) -> None:
        self._database = database
        self._now = now

    def begin(self, session_id: str, corpus_id: str, settings: Mapping[str, Any]) -> None:
        """Note that a session collects from a corpus; again, it changes nothing."""
        with self._database.transaction() as db:
            db.conn.execute(
                """INSERT INTO collections (session_id, corpus_id, settings, created_at)
                   VALUES (?, ?, ?, ?) ON CONFLICT (session_id) DO NOTHING""",
                (session_id, corpus_id, to_json(settings), self._now()),
            )

    def of(self, session_id: str) -> CollectionRecord | None:
        """The collection of a session, or `None` if it is none."""
        for row in self._database.rows(
            "SELECT * FROM collections WHERE session_id = ?", [session_id]
        ):
            return _collection(row)
        return None

    def all(self) -> list[CollectionRecord]:
        """Every collection, oldest first."""
        rows = self._database.rows("SELECT * FROM collections ORDER BY created_at, rowid")
        return [_collection(row) for row in rows]

    def begin_round(self, collection_id: str, number: int, session_id: str) -> None:
        """Note which session makes the candidates of a round; the first word on it stands."""
        with self._database.transaction() as db:
            db.conn.execute(
                """INSERT INTO rounds (collection_id, round, session_id) VALUES (?, ?, ?)
                   ON CONFLICT (collection_id, round) DO NOTHING""",
                (collection_id, number, session_id),
            )

    def rounds(self, collection_id: str) -> list[RoundRecord]:
        """The rounds that were begun, in order."""
        rows = self._database.rows(
            "SELECT * FROM rounds WHERE collection_id = ? ORDER BY round", [collection_id]
        )
        return [RoundRecord(**row) for row in rows]

    def finished(self, session_id: str) -> set[str]:
        """The theorems that a round has come to the end of, searched or not."""
        rows = self._database.rows(
            """SELECT theorem FROM session_theorems
               WHERE session_id = ? AND state IN ('finished', 'failed')""",
            [session_id],
        )
        return {row["theorem"] for row in rows}

    def searched(self, session_id: str) -> dict[str, SearchedRecord]:
        """How the searches of a round ended, by problem; what could not be searched is absent."""
        rows = self._database.rows(
            """SELECT problem_id, result -> '$.result.values_before' AS values_before,
                   result ->> '$.result.after' AS after
               FROM session_theorems
               WHERE session_id = ? AND state IN ('finished', 'failed')
                   AND problem_id IS NOT NULL AND result ->> '$.result.after' IS NOT NULL
               ORDER BY position DESC""",
            [session_id],
        )
        return {
            row["problem_id"]: SearchedRecord(
                row["problem_id"], json.loads(row["values_before"]), row["after"]
            )
            for row in rows
        }


class Preferences:
    """Which proof was preferred to which; safe to share between threads."""

    def __init__(self, database: Database, now: Callable[[], str]) -> None:
        self._database = database
        self._now = now

    def record(self, preferences: Iterable[PreferenceRecord]) -> list[int]:
        """Store preferences, all or none; their ids, in order.

        One that says the same as a stored one is that row, which keeps what was noted first.
        """
        ids: list[int] = []
        now = self._now()
        with self._database.transaction() as db:
            for one in preferences:
                cursor = db.conn.execute(
                    """INSERT INTO preferences (key, source, rule, collection_id, round,
                           session_id, problem_id, metric, chosen_attempt_id, rejected_attempt_id,
                           chosen_score, rejected_score, prompt_hash, note, created_at)
                       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                       ON CONFLICT (key) DO UPDATE SET key = excluded.key RETURNING id""",
                    (
                        *(one.key, one.source, one.rule, one.collection_id, one.round),
                        *(one.session_id, one.problem_id, one.metric, one.chosen_attempt_id),
                        *(one.rejected_attempt_id, one.chosen_score, one.rejected_score),
                        *(one.prompt_hash, one.note, now),
                    ),
                )
                ids.append(cursor.fetchone()[0])
        return ids

    def of_collection(
        self, collection_id: str, number: int | None = None
    ) -> list[PreferenceRecord]:
        """What a collection found, or one round of it, oldest first."""
        return self._where(
            "collection_id = ? AND (? IS NULL OR round = ?)", collection_id, number, number
        )

    def of_session(self, session_id: str) -> list[PreferenceRecord]:
        """The preferences between attempts of a session, oldest first."""
        return self._where("session_id = ?", session_id)

    def human(self) -> list[PreferenceRecord]:
        """What people preferred, oldest first."""
        return self._where("source = 'human'")

    def _where(self, condition: str, *parameters: Any) -> list[PreferenceRecord]:
        rows = self._database.rows(
            f"SELECT * FROM preferences WHERE {condition} ORDER BY id", parameters
        )
        return [_preference(row) for row in rows]


def _collection(row: Mapping[str, Any]) -> CollectionRecord:
    return CollectionRecord(**{**row, "settings": json.loads(row["settings"])})


def _preference(row: Mapping[str, Any]) -> PreferenceRecord:
    return PreferenceRecord(**{name: value for name, value in row.items() if name != "key"})
