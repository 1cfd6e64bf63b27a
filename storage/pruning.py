"""Removes sessions, and what nothing else refers to any more.

What a content key finds again (files, contexts, sketches) stays: it is worth more than its space.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from storage.database import Database
from storage.keys import content_key
from storage.rows import to_json

_OF_A_PROBLEM = ("attempts", "session_theorems", "answers", "corpus_theorems", "preferences")
_WITH_A_PROMPT = ("answers", "attempts", "preferences")


@dataclass(frozen=True)
class _Referred:
    """What some sessions refer to, before they go."""

    verdicts: list[str]
    problems: list[str]
    prompts: list[str]
    sources: list[str]


class Pruning:
    """Removal from `database`; safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def needed(self) -> dict[str, str]:
        """Sessions that collections and preferences rest on, and for each what it is."""
        found = dict.fromkeys(self._ids("preferences", "session_id"), "preferences rest on it")
        found |= dict.fromkeys(self._ids("rounds", "session_id"), "it is a round of a collection")
        return found | dict.fromkeys(self._ids("collections", "session_id"), "it is a collection")

    def remove(self, sessions: Collection[str], structures: Iterable[str] = ()) -> None:
        """Remove sessions with everything that only they need, all or nothing.

        `structures` are keys of structures that only they need. None of the sessions may be one
        that :meth:`needed` names.
        """
        wanted = to_json(list(sessions))
        with self._database.transaction() as db:
            referred = self._referred(wanted)
            for table in ("checkpoints", "writes"):  # LangGraph's own: there once a search began
                if table in db.table_names():
                    db.conn.execute(
                        f"""DELETE FROM {table} WHERE substr(thread_id, 1,
                                instr(thread_id || '/', '/') - 1)
                            IN (SELECT value FROM json_each(?))""",
                        [wanted],
                    )
            db.conn.execute(
                "DELETE FROM sessions WHERE id IN (SELECT value FROM json_each(?))", [wanted]
            )
            gone = self._unreferred(
                "verdicts", "key", referred.verdicts, [("attempts", "verdict_key")]
            )
            self._delete("verdicts", "key", gone)
            keys = [content_key("view", key) for key in gone]
            self._delete("structures", "key", [*keys, *structures])
            with_problem = [(table, "problem_id") for table in _OF_A_PROBLEM]
            gone = self._unreferred("problems", "id", referred.problems, with_problem)
            self._delete("problems", "id", gone)
            with_prompt = [(table, "prompt_hash") for table in _WITH_A_PROMPT]
            gone = self._unreferred("prompts", "hash", referred.prompts, with_prompt)
            self._delete("prompts", "hash", gone)
            kept = set(self._sources("1 = 1", []))
            self._delete("sources", "digest", [one for one in referred.sources if one not in kept])

    def _referred(self, wanted: str) -> _Referred:
        condition = "session_id IN (SELECT value FROM json_each(?))"

        def of(column: str, *tables: str) -> list[str]:
            found: dict[str, None] = {}
            for table in tables:
                rows = self._database.rows(
                    f"SELECT DISTINCT {column} AS one FROM {table} WHERE {condition}", [wanted]
                )
                found |= dict.fromkeys(row["one"] for row in rows if row["one"] is not None)
            return list(found)

        return _Referred(
            verdicts=of("verdict_key", "attempts"),
            problems=of("problem_id", "attempts", "session_theorems", "answers"),
            prompts=of("prompt_hash", "attempts", "answers"),
            sources=self._sources("id IN (SELECT value FROM json_each(?))", [wanted]),
        )

    def _sources(self, condition: str, parameters: list[str]) -> list[str]:
        """The digests of the files that sessions work on."""
        rows = self._database.rows(f"SELECT settings FROM sessions WHERE {condition}", parameters)
        files = [file for row in rows for file in json.loads(row["settings"]).get("files", ())]
        return list(dict.fromkeys(file["digest"] for file in files if "digest" in file))

    def _unreferred(
        self, table: str, column: str, values: list[str], by: Iterable[tuple[str, str]]
    ) -> list[str]:
        """Those of the values that nothing refers to any more."""
        tests = " AND ".join(
            f"NOT EXISTS (SELECT 1 FROM {other} WHERE {other}.{name} = {table}.{column})"
            for other, name in by
        )
        rows = self._database.rows(
            f"""SELECT {column} AS one FROM {table}
                WHERE {column} IN (SELECT value FROM json_each(?)) AND {tests}""",
            [to_json(values)],
        )
        return [row["one"] for row in rows]

    def _delete(self, table: str, column: str, values: Collection[str]) -> None:
        with self._database.transaction() as db:
            db.conn.execute(
                f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))",
                [to_json(list(values))],
            )

    def _ids(self, table: str, column: str) -> list[str]:
        rows = self._database.rows(f"SELECT DISTINCT {column} AS one FROM {table}")
        return [row["one"] for row in rows]
