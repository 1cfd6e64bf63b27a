"""What people list: sessions with their counts, and the attempts of a session with their verdicts.

Each is one query, quick for tens of thousands of attempts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from storage.database import Database
from storage.records import SessionRecord, VerdictKind
from storage.rows import session_of


@dataclass(frozen=True)
class SessionOverview:
    """A session and how much there is of it."""

    record: SessionRecord
    theorems: int
    """That it has reached."""
    finished: int
    """Of them; those that failed are among them."""
    improved: int
    attempts: int
    verified: int
    """Attempts that Lean accepted."""


@dataclass(frozen=True)
class AttemptOverview:
    """An attempt without its text."""

    id: int
    problem_id: str
    theorem: str
    round: int
    proposer: str
    rewrites: tuple[str, ...]
    model: str | None
    parent_attempt_id: int | None
    verdict: VerdictKind | None
    """`None` for one that was not judged."""
    reason: str
    """Why, in one line: Lean's first complaint, or the limit that was reached."""
    scores: Mapping[str, float]
    """By the names under which values are stored."""
    length: int
    """Characters of its text."""
    created_at: str


class Overview:
    """Lists of what is in `database`; safe to share between threads."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sessions(
        self, limit: int | None = None, kind: str | None = None, parent: str | None = None
    ) -> list[SessionOverview]:
        """Sessions, the latest first; those of a kind, or those that come from a session."""
        rows = self._database.rows(
            """SELECT s.*,
                   (SELECT count(*) FROM session_theorems AS t WHERE t.session_id = s.id)
                       AS theorems,
                   (SELECT count(*) FROM session_theorems AS t WHERE t.session_id = s.id
                       AND t.state IN ('finished', 'failed')) AS finished,
                   (SELECT count(*) FROM session_theorems AS t WHERE t.session_id = s.id
                       AND t.result ->> '$.result.proof' <> t.result ->> '$.result.original')
                       AS improved,
                   (SELECT count(*) FROM attempts AS a WHERE a.session_id = s.id) AS attempts,
                   (SELECT count(*) FROM attempts AS a JOIN verdicts AS v ON v.key = a.verdict_key
                       WHERE a.session_id = s.id AND v.kind = 'verified') AS verified
               FROM sessions AS s WHERE (? IS NULL OR s.kind = ?)
                   AND (? IS NULL OR s.parent_session_id = ?)
               ORDER BY s.updated_at DESC, s.rowid DESC LIMIT ?""",
            [kind, kind, parent, parent, -1 if limit is None else limit],
        )
        counts = ("theorems", "finished", "improved", "attempts", "verified")
        return [
            SessionOverview(
                session_of({name: value for name, value in row.items() if name not in counts}),
                **{name: row[name] for name in counts},
            )
            for row in rows
        ]

    def session_ids(self) -> list[str]:
        """The names of all sessions, the latest first."""
        rows = self._database.rows("SELECT id FROM sessions ORDER BY updated_at DESC, rowid DESC")
        return [row["id"] for row in rows]

    def problems(self, session_id: str) -> list[str]:
        """The ids of the problems that a session tried something for, in the order it did."""
        rows = self._database.rows(
            "SELECT problem_id FROM attempts WHERE session_id = ? GROUP BY 1 ORDER BY min(id)",
            [session_id],
        )
        return [row["problem_id"] for row in rows]

    def attempts(
        self,
        session_id: str,
        *,
        limit: int | None = None,
        offset: int = 0,
        problem_id: str | None = None,
    ) -> list[AttemptOverview]:
        """The attempts of a session, or those of one problem in it, oldest first."""
        rows = self._database.rows(
            """SELECT a.id, a.problem_id, p.name AS theorem, a.round, a.proposer, a.rewrites,
                   a.model, a.parent_attempt_id, v.kind AS verdict,
                   CASE WHEN v.kind = 'rejected' THEN v.diagnostics ->> '$[0].text'
                        ELSE coalesce(v.reason, '') END AS reason,
                   (SELECT json_group_object(c.metric, c.value) FROM scores AS c
                       WHERE c.verdict_key = a.verdict_key) AS scores,
                   length(a.proof) AS length, a.created_at
               FROM attempts AS a JOIN problems AS p ON p.id = a.problem_id
                   LEFT JOIN verdicts AS v ON v.key = a.verdict_key
               WHERE a.session_id = ? AND (? IS NULL OR a.problem_id = ?)
               ORDER BY a.id LIMIT ? OFFSET ?""",
            [session_id, problem_id, problem_id, -1 if limit is None else limit, offset],
        )
        return [_attempt(row) for row in rows]


def _attempt(row: dict[str, Any]) -> AttemptOverview:
    reason = (row["reason"] or "").strip().partition("\n")[0]
    return AttemptOverview(
        **{
            **row,
            "rewrites": tuple(json.loads(row["rewrites"])),
            "reason": reason,
            "scores": json.loads(row["scores"]),
        }
    )
