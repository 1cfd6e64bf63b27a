"""Which process runs which run of a flow, so that what a crash left can be told from what lives."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from storage.database import Database
from storage.records import FlowRunRecord
from storage.rows import to_json


class FlowRuns:
    """The runs of flows that `database` knows; safe to share between threads."""

    def __init__(self, database: Database, now: Callable[[], str]) -> None:
        self._database = database
        self._now = now

    def record(self, run: FlowRunRecord) -> None:
        """Note in which process a run is, in place of what was noted before.

        A session that is known of it stays known.
        """
        with self._database.transaction() as db:
            db.conn.execute(
                """INSERT INTO flow_runs (id, session_id, flow, host, boot, pid, pid_started,
                                          created_at)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                   ON CONFLICT (id) DO UPDATE
                       SET session_id = coalesce(excluded.session_id, session_id),
                           flow = excluded.flow, host = excluded.host, boot = excluded.boot,
                           pid = excluded.pid, pid_started = excluded.pid_started""",
                (
                    *(run.id, run.session_id, run.flow, run.host, run.boot, run.pid),
                    *(run.pid_started, self._now()),
                ),
            )

    def all(self) -> list[FlowRunRecord]:
        """Every run, oldest first."""
        rows = self._database.rows("SELECT * FROM flow_runs ORDER BY created_at, id")
        return [FlowRunRecord(**row) for row in rows]

    def of_session(self, session_id: str) -> list[FlowRunRecord]:
        """The runs that worked on a session, oldest first."""
        rows = self._database.rows(
            "SELECT * FROM flow_runs WHERE session_id = ? ORDER BY created_at, id", [session_id]
        )
        return [FlowRunRecord(**row) for row in rows]

    def forget(self, ids: Iterable[str]) -> None:
        """Drop runs that nobody needs to know of any more."""
        with self._database.transaction() as db:
            db.conn.execute(
                "DELETE FROM flow_runs WHERE id IN (SELECT value FROM json_each(?))",
                [to_json(list(ids))],
            )
