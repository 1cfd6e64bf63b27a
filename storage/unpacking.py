"""Packed sessions (:mod:`storage.archive`) into a database, as far as they can be believed.

Rows from one's own workers are believed. A stranger's are hostile: nothing is taken over that says
what Lean found, or which programs to run. Their sessions arrive with their attempts unjudged, under
requests that no command of this machine makes, so that no forged result is ever recalled;
identities are computed anew.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import sqlite3
import zlib
from collections.abc import Mapping
from typing import Any

import sqlite_utils

from storage.archive import BINARY, ORDER, VERSION, Tables
from storage.keys import content_key, problem_id, proof_hash
from storage.names import new_session_id
from storage.records import PreferenceRecord
from storage.repository import Repository
from storage.rows import to_json, unpack_text
from storage.strangers import NOT_BELIEVED, check_session
from storage.well_formed import require_well_formed
from tools.errors import StorageError, UserInputError
from tools.lean.source import Source
from tools.llm.prompt import Prompt

_BELIEVED = frozenset(
    {
        *("verdicts", "scores", "structures", "events", "preferences"),
        *("collections", "rounds", "corpora", "corpus_theorems"),
    }
)
"""Tables of which a stranger's rows are left out."""
_NUMBERED = frozenset({"attempts", "answers", "events", "messages", "preferences"})
"""Tables whose rows get numbers of this database."""
_ATTEMPTS = ("attempt_id", "parent_attempt_id", "chosen_attempt_id", "rejected_attempt_id")
_SESSIONS = ("session_id", "collection_id", "parent_session_id")
_MORE_VERDICTS = """ON CONFLICT (key) DO UPDATE
    SET kind = excluded.kind, stage = excluded.stage, reason = excluded.reason,
        diagnostics = excluded.diagnostics, axioms = excluded.axioms, seconds = excluded.seconds
    WHERE (stage = 'screen' AND excluded.stage = 'final')
       OR (kind = 'inconclusive' AND stage = excluded.stage)"""
_FAULTS = (
    *(sqlite3.IntegrityError, sqlite3.ProgrammingError, sqlite3.InterfaceError),
    sqlite3.DataError,
)
"""What a database says of rows that are none."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,63}")
_Row = dict[str, Any]


def unpack(
    repository: Repository,
    packed: Mapping[str, Any],
    *,
    into: str | None = None,
    trusted: bool,
) -> list[str]:
    """Store packed sessions, all or none; the ids that they have here, in the order of the archive.

    `into` names a session of this database that gets the rows of the only packed one, in place of
    a new session: what it has already stays as it is. Raises :class:`UserInputError` for what is no
    archive, is damaged, or is here already.
    """
    tables = _tables(packed)
    require_well_formed(repository.database, tables)
    if not trusted:
        tables = _unbelieved(tables)
    try:
        with repository.transaction():
            return _Unpacker(repository, tables, into, trusted=trusted).unpack()
    except StorageError as error:
        if isinstance(error.__cause__, _FAULTS):
            raise UserInputError(f"This archive contradicts itself: {error.__cause__}.") from error
        raise
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError, zlib.error) as error:
        raise UserInputError(
            f"This archive is damaged ({type(error).__name__}: {error})."
        ) from error


def _tables(packed: Mapping[str, Any]) -> Tables:
    version = packed.get("version") if isinstance(packed, Mapping) else None
    if version != VERSION:
        raise UserInputError(
            f"This archive is of version {version!r}, and this Burnish reads version {VERSION}."
        )
    tables = packed.get("tables")
    if not isinstance(tables, Mapping) or not all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        for rows in tables.values()
    ):
        raise UserInputError("This archive is damaged: it has no tables of rows.")
    return {table: [dict(row) for row in tables.get(table, [])] for table in ORDER}


def _unbelieved(tables: Tables) -> Tables:
    """What is left of a stranger's rows."""
    if tables["collections"]:
        raise UserInputError(
            "This archive holds a collection of training data, which rests on verdicts and splits "
            "that are only to be believed: --trust takes it as it is."
        )
    kept = {table: [] if table in _BELIEVED else rows for table, rows in tables.items()}
    for row in kept["sessions"]:
        check_session(row)
        # It may name a Lean to run, and other files.
        row |= {"command": None, "parent_note": NOT_BELIEVED}
    for row in kept["attempts"]:
        row |= {"verdict_key": None, "proof_hash": proof_hash(row.get("proof", ""))}
    for row in kept["session_theorems"]:
        row |= {"state": "pending", "result": None}
    kept["messages"] = [row for row in kept["messages"] if row.get("role") == "user"]
    return kept


class _Unpacker:
    """Writes rows within a transaction, under the names and numbers that are free here."""

    def __init__(
        self, repository: Repository, tables: Tables, into: str | None, *, trusted: bool
    ) -> None:
        self._repository = repository
        self._tables = tables
        self._into = into
        self._trusted = trusted
        self._sessions: dict[str, str] = {}
        self._attempts: dict[int, int] = {}
        self._problems: dict[str, str] = {}

    def unpack(self) -> list[str]:
        columns = self._columns()
        self._name_sessions()
        if self._trusted:
            self._problems = {row["id"]: row["id"] for row in self._tables["problems"]}
        else:
            self._check_identities()
        with self._repository.database.transaction() as db:
            for table in ORDER:
                if table == "sessions" and self._into is not None:
                    continue
                for row in self._tables[table]:
                    known = {name: row[name] for name in columns[table] if name in row}
                    self._write(db, table, self._here(table, known))
        return list(self._sessions.values())

    def _columns(self) -> dict[str, tuple[str, ...]]:
        """The names that a statement may have in it: an archive's own are never trusted."""
        database = self._repository.database
        return {
            table: tuple(
                row["name"]
                for row in database.rows("SELECT name FROM pragma_table_info(?)", [table])
            )
            for table in ORDER
        }

    def _name_sessions(self) -> None:
        rows = self._tables["sessions"]
        if self._into is not None:
            if len(rows) != 1:
                raise UserInputError("Rows for one session must be those of one session.")
            self._sessions = {rows[0]["id"]: self._into}
            return
        for row in rows:
            known = self._repository.session(row["id"])
            if known is not None and known.created_at == row["created_at"]:
                raise UserInputError(f"Session {row['id']} is here already.")
            name = row["id"]
            while self._repository.session(name) is not None or not _is_name(name):
                name = new_session_id()
            self._sessions[row["id"]] = name

    def _check_identities(self) -> None:
        """A stranger's texts are known by what they are, not by what they are said to be."""
        for row in self._tables["problems"]:
            parts = (
                row["lean_fingerprint"],
                row["context_hash"],
                row["statement"],
                row["original"],
            )
            self._problems[row["id"]] = problem_id(*parts)
        for row in self._tables["sources"]:
            text = unpack_text(_bytes(row["text"]))
            if Source(text).digest != row["digest"]:
                raise UserInputError(f"This archive is damaged: text {row['digest']} is another.")
        for row in self._tables["prompts"]:
            if Prompt.from_json(json.loads(row["messages"])).digest != row["hash"]:
                raise UserInputError(f"This archive is damaged: prompt {row['hash']} is another.")

    def _here(self, table: str, row: _Row) -> _Row:
        """A row with the names and numbers of this database."""
        if table in BINARY:
            row[BINARY[table]] = _bytes(row[BINARY[table]])
        for column in _SESSIONS:
            if row.get(column) is not None:
                # A parent that was not packed is not known here.
                missing = None if column == "parent_session_id" else row[column]
                row[column] = self._sessions.get(row[column], missing)
        for column in _ATTEMPTS:
            if row.get(column) is not None:
                row[column] = self._attempts[row[column]]
        if row.get("problem_id") is not None:
            row["problem_id"] = self._problems[row["problem_id"]]
        match table:
            case "problems":
                row["id"] = self._problems[row["id"]]
            case "sessions":
                row |= self._session(row)
            case "answers" if not self._trusted:
                row["call"] = content_key("imported", row["session_id"], row["call"])
            case "events":
                row["data"] = self._renumbered(row["data"], "best")
            case "session_theorems" if row.get("result") is not None:
                result = json.loads(row["result"])
                for member in result["result"].get("front", ()):
                    member["attempt"] = self._attempts.get(member["attempt"], 0)
                row["result"] = to_json(result)
            case "preferences":
                fields = {name: value for name, value in row.items() if name != "key"}
                row["key"] = PreferenceRecord(**fields).key  # it has the attempts' numbers in it
        return row

    def _renumbered(self, data: str, name: str) -> str:
        """JSON with the number of an attempt in it, if it has one; 0 is the original."""
        value = json.loads(data)
        if name in value:
            value[name] = self._attempts.get(value[name], 0)
        return to_json(value)

    def _session(self, row: _Row) -> _Row:
        """A session runs nowhere when it arrives, and is not the one that is being worked on."""
        name = self._sessions[row["id"]]
        changes: _Row = {"id": name}
        if not self._trusted or row["state"] == "running":
            changes["state"] = "stopped"
        unfinished = self._repository.session_for_request(row["request_hash"])
        if not self._trusted or (unfinished is not None and unfinished.state != "finished"):
            changes["request_hash"] = content_key("imported", name, row["request_hash"])
        return changes

    def _write(self, db: sqlite_utils.Database, table: str, row: _Row) -> None:
        number = row.pop("id") if table in _NUMBERED else None
        names = ", ".join(row)
        marks = ", ".join("?" for _ in row)
        conflict = "ON CONFLICT DO NOTHING"
        if table == "verdicts":
            conflict = _MORE_VERDICTS
        elif table == "attempts":
            conflict = (
                "ON CONFLICT (problem_id, session_id, proof_hash) DO UPDATE"
                " SET verdict_key = coalesce(verdict_key, excluded.verdict_key)"
            )
        sql = f"INSERT INTO {table} ({names}) VALUES ({marks}) {conflict} RETURNING rowid"
        written = db.conn.execute(sql, tuple(row.values())).fetchone()
        if table == "attempts" and number is not None:
            self._attempts[number] = written[0]


def _is_name(name: str) -> bool:
    """Whether a session may be called so: names become files' names."""
    return _NAME.fullmatch(name) is not None


def _bytes(text: Any) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, TypeError) as error:
        raise UserInputError(f"This archive is damaged: {error}.") from error
