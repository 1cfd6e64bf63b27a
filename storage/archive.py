"""Sessions as plain JSON: to carry them to another database, and back from a worker's.

What is packed is what a session said and found: its theorems, attempts, verdicts, scores and the
syntax trees of what verified, answers with their prompts, messages, preferences, the texts of its
files; of a collection its rounds and its corpus. Checkpoints are not: a search that was not
finished starts again from its attempts, of which none is judged twice.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from storage.keys import content_key
from storage.repository import Repository
from storage.rows import to_json
from tools.errors import UserInputError

VERSION = 1
Tables = dict[str, list[dict[str, Any]]]
"""The rows of each table, as plain JSON: bytes in base64."""

# In the order in which rows can be written, those that others refer to first.
ORDER = (
    "corpora",
    "problems",
    "corpus_theorems",
    "prompts",
    "sources",
    "sessions",
    "attempts",
    "session_theorems",
    "verdicts",
    "scores",
    "structures",
    "answers",
    "events",
    "messages",
    "collections",
    "rounds",
    "preferences",
)
BINARY = {"sources": "text", "structures": "value"}
_OF_SESSION = (
    *("session_theorems", "attempts", "answers", "events", "messages", "preferences"),
    "collections",
)


def pack(
    repository: Repository,
    sessions: Sequence[str],
    *,
    structures: Iterable[str] = (),
    every_verdict: bool = False,
) -> dict[str, Any]:
    """Everything about some sessions, with the rounds of those that are collections and the
    searches of those that are chats.

    `structures` are keys of more structures to take along. The last words on proofs are known by
    their file and not by their session, so they come along only where `every_verdict` in the
    database is asked for, which is then a worker's own. Raises :class:`UserInputError` for a
    session that is not there.
    """
    with repository.database.snapshot():  # others may be at work on them
        return _pack(repository, sessions, structures, every_verdict=every_verdict)


def pack_known(
    repository: Repository,
    problems: Collection[str],
    *,
    structures: Iterable[str] = (),
    session: str | None = None,
) -> dict[str, Any]:
    """What is known about some problems, of whatever session: no candidate in it need be judged
    again. Of sessions only the bare `session` comes along, to be worked on under its name."""
    packer = _Packer(repository)
    packer.take("sessions", "id", [] if session is None else [session])
    packer.take("problems", "id", list(problems))
    packer.take("attempts", "problem_id", list(problems))
    packer.take_what_is_known(structures, every_verdict=False)
    packer.tables["attempts"] = []
    return packer.packed()


def _pack(
    repository: Repository,
    sessions: Sequence[str],
    structures: Iterable[str],
    *,
    every_verdict: bool,
) -> dict[str, Any]:
    for session in sessions:
        if repository.session(session) is None:
            raise UserInputError(f"There is no session {session} to pack.")
    rounds = [one for session in sessions for one in repository.collections.rounds(session)]
    searches = [
        one.record.id
        for session in sessions
        for one in repository.overview.sessions(kind="turn", parent=session)
    ]
    wanted = list(dict.fromkeys([*sessions, *(one.session_id for one in rounds), *searches]))
    packer = _Packer(repository)
    packer.take("sessions", "id", wanted)
    for table in _OF_SESSION:
        packer.take(table, "session_id", wanted)
    packer.take("rounds", "collection_id", wanted)
    packer.take("corpora", "id", packer.values("collections", "corpus_id"))
    packer.take("corpus_theorems", "corpus_id", packer.values("corpora", "id"))
    packer.take("sources", "digest", _digests(packer.tables["sessions"]))
    packer.take_what_is_known(structures, every_verdict=every_verdict)
    return packer.packed()


class _Packer:
    """Gathers rows."""

    def __init__(self, repository: Repository) -> None:
        self._database = repository.database
        self.tables: Tables = {table: [] for table in ORDER}

    def take(self, table: str, column: str, values: Collection[str]) -> None:
        """The rows of a table whose column has one of the values, in the table's order."""
        self.tables[table] = self._database.rows(
            f"""SELECT * FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))
                ORDER BY rowid""",
            [to_json(list(values))],
        )

    def values(self, table: str, column: str) -> list[str]:
        """What a column of the gathered rows has, each once."""
        found = (row[column] for row in self.tables[table])
        return list(dict.fromkeys(value for value in found if value is not None))

    def take_what_is_known(self, structures: Iterable[str], *, every_verdict: bool) -> None:
        """Verdicts, scores and trees of the attempts, and what else the rows refer to."""
        if every_verdict:
            self.tables["verdicts"] = self._database.rows("SELECT * FROM verdicts ORDER BY rowid")
        else:
            self.take("verdicts", "key", self.values("attempts", "verdict_key"))
        keys = self.values("verdicts", "key")
        self.take("scores", "verdict_key", keys)
        views = [content_key("view", key) for key in keys]
        self.take("structures", "key", [*views, *structures])
        referring = ("session_theorems", "attempts", "answers", "preferences", "corpus_theorems")
        problems = {
            *self.values("problems", "id"),
            *(one for table in referring for one in self.values(table, "problem_id")),
        }
        self.take("problems", "id", problems)
        prompts = {
            one
            for table in ("answers", "attempts", "preferences")
            for one in self.values(table, "prompt_hash")
        }
        self.take("prompts", "hash", prompts)

    def packed(self) -> dict[str, Any]:
        """The rows as plain JSON."""
        for table, column in BINARY.items():
            for row in self.tables[table]:
                row[column] = base64.b64encode(row[column]).decode("ascii")
        return {"version": VERSION, "tables": self.tables}


def _digests(sessions: Iterable[Mapping[str, Any]]) -> list[str]:
    """Of the files that sessions work on."""
    files = (json.loads(row["settings"]).get("files", ()) for row in sessions)
    return [file["digest"] for some in files for file in some if "digest" in file]
