"""Prompts and the answers of models, as rows.

Answers are hostile text: what a database cannot hold (lone surrogates, NUL) is written as an escape
and what is longer than any proof is cut, so that recording one never fails.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import sqlite_utils

from storage.database import Database
from storage.records import AnswerRecord

LONGEST = 1 << 18
"""Characters of an answer, and of what was thought before it, that are kept."""
_CUT = "\n[cut: {} characters in all]"


class Answers:
    """What models were asked and said in `database`; safe to share between threads."""

    def __init__(self, database: Database, now: Callable[[], str]) -> None:
        self._database = database
        self._now = now

    def record(self, messages: Mapping[str, Any], answers: Iterable[AnswerRecord]) -> list[int]:
        """Store the answers of a call and its prompt: JSON with the `messages`, the `channels` that
        are in them and what was `cut`; the answers' ids, in order.

        An answer that is stored already stays as it is.
        """
        ids: list[int] = []
        now = self._now()
        with self._database.transaction() as db:
            for one in answers:
                self._keep_prompt(db, one.prompt_hash, messages, now)
                cursor = db.conn.execute(
                    """INSERT INTO answers (session_id, problem_id, node, purpose, round, call,
                           position, prompt_hash, template_hash, model, adapter, sampling, text,
                           thinking, finish, prompt_tokens, completion_tokens, unreadable,
                           attempt_id, created_at)
                       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                       ON CONFLICT (call, position) DO UPDATE SET call = excluded.call
                       RETURNING id""",
                    (
                        one.session_id,
                        one.problem_id,
                        one.node,
                        one.purpose,
                        one.round,
                        one.call,
                        one.position,
                        one.prompt_hash,
                        one.template_hash,
                        one.model,
                        one.adapter,
                        _json(one.sampling),
                        storable(one.text),
                        storable(one.thinking),
                        one.finish,
                        one.prompt_tokens,
                        one.completion_tokens,
                        None if one.unreadable is None else storable(one.unreadable),
                        one.attempt_id,
                        now,
                    ),
                )
                ids.append(cursor.fetchone()[0])
        return ids

    def keep_prompt(self, prompt_hash: str, messages: Mapping[str, Any]) -> None:
        """Store a prompt that nobody was asked, as :meth:`record` stores one."""
        with self._database.transaction() as db:
            self._keep_prompt(db, prompt_hash, messages, self._now())

    def of_call(self, call: str) -> list[AnswerRecord]:
        """The answers of a call, in their order; empty if it was never answered."""
        rows = self._database.rows("SELECT * FROM answers WHERE call = ? ORDER BY position", [call])
        return [_answer(row) for row in rows]

    def of_problem(self, session_id: str, problem_id: str) -> list[AnswerRecord]:
        """All answers about a problem in a session, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM answers WHERE session_id = ? AND problem_id = ? ORDER BY id",
            [session_id, problem_id],
        )
        return [_answer(row) for row in rows]

    def of_session(self, session_id: str) -> list[AnswerRecord]:
        """All answers in a session, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM answers WHERE session_id = ? ORDER BY id", [session_id]
        )
        return [_answer(row) for row in rows]

    def lent_to(self, session_id: str) -> list[AnswerRecord]:
        """The sketches of other sessions that a session found, oldest first: what was readable
        about its problems, from its model."""
        sql = """SELECT * FROM answers AS lent
                 WHERE node = 'sketcher' AND unreadable IS NULL AND session_id <> ? AND EXISTS (
                     SELECT 1 FROM answers AS own
                     WHERE own.session_id = ? AND own.problem_id = lent.problem_id
                         AND own.model = lent.model AND own.adapter IS lent.adapter
                 )
                 ORDER BY id"""
        return [_answer(row) for row in self._database.rows(sql, [session_id, session_id])]

    def link(self, attempts: Mapping[int, int]) -> None:
        """Note which attempt each answer became, by their ids."""
        with self._database.transaction() as db:
            db.conn.executemany(
                "UPDATE answers SET attempt_id = ? WHERE id = ?",
                [(attempt, answer) for answer, attempt in attempts.items()],
            )

    def prompt(self, prompt_hash: str) -> dict[str, Any] | None:
        """A prompt as it was recorded, or `None` if it was never sent."""
        sql = "SELECT messages FROM prompts WHERE hash = ?"
        for row in self._database.rows(sql, [prompt_hash]):
            found: dict[str, Any] = json.loads(row["messages"])
            return found
        return None

    def templates(self, prompt_hashes: Iterable[str]) -> list[str]:
        """The hashes of the templates of prompts that a model has answered, sorted."""
        rows = self._database.rows(
            """SELECT DISTINCT template_hash FROM answers
               WHERE prompt_hash IN (SELECT value FROM json_each(?)) ORDER BY template_hash""",
            [_json(list(prompt_hashes))],
        )
        return [row["template_hash"] for row in rows]

    def _keep_prompt(
        self, db: sqlite_utils.Database, prompt_hash: str, messages: Mapping[str, Any], now: str
    ) -> None:
        db.conn.execute(
            "INSERT INTO prompts (hash, messages, created_at) VALUES (?, ?, ?)"
            " ON CONFLICT (hash) DO NOTHING",
            (prompt_hash, _json(messages), now),
        )


def storable(text: str) -> str:
    """The text as a database can hold it; nothing changes in an honest one."""
    if len(text) > LONGEST:
        text = text[:LONGEST] + _CUT.format(len(text))
    whole = text.encode("utf-8", "backslashreplace").decode("utf-8")
    return whole.replace("\0", "\\x00")


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), allow_nan=False)


def _answer(row: dict[str, Any]) -> AnswerRecord:
    row["sampling"] = json.loads(row["sampling"])
    return AnswerRecord(**row)
