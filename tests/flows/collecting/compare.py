"""What a collection left in a database, told without names and numbers that chance or order gave.

Two databases with equal snapshots have the same attempts, verdicts, scores, results and pairs.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import Any

Snapshot = dict[str, Counter[Any]]

_ATTEMPTS = """
    SELECT r.round, a.problem_id, a.round, a.proposer, a.rewrites, a.proof, p.proof, a.verdict_key,
        a.prompt_hash, a.model, a.adapter, a.sampling
    FROM attempts AS a JOIN rounds AS r ON r.session_id = a.session_id
    LEFT JOIN attempts AS p ON p.id = a.parent_attempt_id"""
_ANSWERS = """
    SELECT r.round, a.problem_id, a.node, a.purpose, a.round, a.position, a.prompt_hash, a.text,
        a.unreadable, t.proof
    FROM answers AS a JOIN rounds AS r ON r.session_id = a.session_id
    LEFT JOIN attempts AS t ON t.id = a.attempt_id"""
_VERDICTS = "SELECT key, kind, stage, reason, axioms FROM verdicts"
_SCORES = "SELECT verdict_key, metric, value FROM scores"
_PAIRS = """
    SELECT p.round, p.rule, p.problem_id, p.metric, c.proof, l.proof, p.chosen_score,
        p.rejected_score, p.prompt_hash, p.note, rc.round, rl.round
    FROM preferences AS p
    JOIN attempts AS c ON c.id = p.chosen_attempt_id
    JOIN attempts AS l ON l.id = p.rejected_attempt_id
    JOIN rounds AS rc ON rc.session_id = c.session_id
    JOIN rounds AS rl ON rl.session_id = l.session_id
    WHERE p.source = 'collection'"""
_RESULTS = """
    SELECT r.round, t.theorem, t.problem_id, t.position, t.state, t.result
    FROM session_theorems AS t JOIN rounds AS r ON r.session_id = t.session_id"""
_SESSIONS = "SELECT kind, state, parent_note FROM sessions"
_OUTCOMES = "SELECT data FROM events WHERE kind = 'round'"
_PROMPTS = "SELECT hash, messages FROM prompts"
_VARYING = ("file", "lean_calls", "seconds", "check_seconds", "diff")
"""Of a result: what the same search may tell differently."""


def snapshot(database: Path) -> Snapshot:
    """What is in the file; each row as often as it is there."""
    with closing(sqlite3.connect(database)) as connection:

        def rows(sql: str) -> Counter[Any]:
            return Counter(connection.execute(sql).fetchall())

        found = {
            "attempts": rows(_ATTEMPTS),
            "answers": rows(_ANSWERS),
            "verdicts": rows(_VERDICTS),
            "scores": rows(_SCORES),
            "pairs": rows(_PAIRS),
            "sessions": rows(_SESSIONS),
            "prompts": rows(_PROMPTS),
        }
        found["results"] = Counter(
            (*names, _result(json.loads(result))) for *names, result in connection.execute(_RESULTS)
        )
        found["outcomes"] = Counter(
            _plain({**json.loads(data), "session": ""}) for (data,) in connection.execute(_OUTCOMES)
        )
        return found


def differences(one: Snapshot, other: Snapshot) -> dict[str, list[Any]]:
    """What only one of two has, by table, a few of each; empty if they say the same."""
    found = {}
    for table in one:
        apart = [*(one[table] - other[table]), *(other[table] - one[table])]
        if apart:
            found[table] = apart[:3]
    return found


def _result(stored: dict[str, Any]) -> str:
    result = {name: value for name, value in stored["result"].items() if name not in _VARYING}
    return _plain(result)


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)
