"""The texts that sessions work on, and what was said in them.

A session keeps the text of its files, so that it can go on where the files have changed or are not.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable, Mapping
from typing import Any

from storage.answers import storable
from storage.database import Database
from storage.records import MessageRecord, Role
from storage.rows import pack_text, to_json, unpack_text
from tools.errors import StorageError
from tools.lean.source import Source


class Sources:
    """The texts of files in `database`, by their digest; safe to share between threads."""

    def __init__(self, database: Database, now: Callable[[], str]) -> None:
        self._database = database
        self._now = now

    def store(self, text: str) -> str:
        """Remember a text; its digest, as :attr:`tools.lean.source.Source.digest` has it."""
        digest = Source(text).digest
        with self._database.transaction() as db:
            db.conn.execute(
                "INSERT INTO sources (digest, text, created_at) VALUES (?, ?, ?)"
                " ON CONFLICT (digest) DO NOTHING",
                (digest, pack_text(text), self._now()),
            )
        return digest

    def text(self, digest: str) -> str | None:
        """The text of a digest, or `None` if it was never stored."""
        for row in self._database.rows("SELECT text FROM sources WHERE digest = ?", [digest]):
            try:
                return unpack_text(row["text"])
            except (zlib.error, ValueError) as error:
                raise StorageError(
                    f"{self._database.path}: the text {digest} cannot be read ({error}); delete "
                    "that row of `sources` and run again where the file is."
                ) from error
        return None


class Messages:
    """What people and Burnish said in the sessions of `database`."""

    def __init__(self, database: Database, now: Callable[[], str]) -> None:
        self._database = database
        self._now = now

    def record(
        self,
        session_id: str,
        turn: int,
        role: Role,
        kind: str,
        text: str,
        data: Mapping[str, Any] | None = None,
    ) -> int:
        """Note what was said, now; the message's id. `data` is plain JSON."""
        with self._database.transaction() as db:
            cursor = db.conn.execute(
                """INSERT INTO messages (session_id, turn, role, kind, text, data, created_at)
                   VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id""",
                (session_id, turn, role, kind, storable(text), to_json(data or {}), self._now()),
            )
            number: int = cursor.fetchone()[0]
            return number

    def of_session(self, session_id: str) -> list[MessageRecord]:
        """What was said in a session, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM messages WHERE session_id = ? ORDER BY id", [session_id]
        )
        return [MessageRecord(**{**row, "data": json.loads(row["data"])}) for row in rows]
