"""What people list comes back complete, in order, and quickly also where there is much of it."""

from __future__ import annotations

from storage.database import Database
from storage.records import AttemptRecord, ProblemRecord, TheoremRecord, VerdictRecord
from storage.repository import Repository


def test_a_session_with_its_counts(repository: Repository, problem: ProblemRecord) -> None:
    old = repository.start_session("old", "chat", "A.lean", {})
    session = repository.start_session("r", "optimize", "Logic.lean", {}, parent=old.id, note="n")
    better = {"result": {"proof": "new", "original": "old"}}
    same = {"result": {"proof": "old", "original": "old"}}
    for position, (name, state, result) in enumerate(
        [("a", "finished", better), ("b", "failed", same), ("c", "running", None)]
    ):
        repository.save_theorem_result(
            TheoremRecord(session.id, name, problem.id, position, state, result)  # type: ignore[arg-type]
        )
    repository.record_attempts(
        AttemptRecord(problem.id, session.id, 1, "symbolic", text, verdict_key=text)
        for text in ("p", "q", "r")
    )
    repository.record_verdicts(
        [VerdictRecord("p", "verified", "screen"), VerdictRecord("q", "rejected", "screen")]
    )
    first, second = repository.overview.sessions()
    assert (first.record.id, second.record.id) == (session.id, old.id)
    assert (first.record.parent_session_id, first.record.parent_note) == (old.id, "n")
    assert (first.theorems, first.finished, first.improved) == (3, 2, 1)
    assert (first.attempts, first.verified) == (3, 1)
    assert [one.record.id for one in repository.overview.sessions(kind="chat")] == [old.id]
    assert len(repository.overview.sessions(limit=1)) == 1


def test_an_attempt_with_its_verdict(repository: Repository, problem: ProblemRecord) -> None:
    session = repository.start_session("r", "optimize", "Logic.lean", {})
    made = repository.record_attempts(
        AttemptRecord(problem.id, session.id, 1, "symbolic", text, ("cut",), verdict_key=text)
        for text in ("good", "bad", "slow", "fresh")
    )
    told = [{"line": 1, "text": "unknown id\nmore"}, {"line": 2, "text": "other"}]
    repository.record_verdicts(
        [
            VerdictRecord("good", "verified", "screen"),
            VerdictRecord("bad", "rejected", "screen", diagnostics=told),
            VerdictRecord("slow", "inconclusive", "screen", reason="out of time"),
        ]
    )
    repository.record_scores("length", {"good": -3.0})
    repository.record_scores("tokens", {"good": -9.0})
    listed = repository.overview.attempts(session.id)
    assert [one.id for one in listed] == made
    assert [one.verdict for one in listed] == ["verified", "rejected", "inconclusive", None]
    assert [one.reason for one in listed] == ["", "unknown id", "out of time", ""]
    assert [dict(one.scores) for one in listed] == [{"length": -3, "tokens": -9}, {}, {}, {}]
    assert (listed[0].theorem, listed[0].length, listed[0].rewrites) == ("and_swap", 4, ("cut",))
    page = repository.overview.attempts(session.id, limit=2, offset=1)
    assert [one.id for one in page] == made[1:3]
    assert repository.overview.attempts(session.id, problem_id="other") == []


def test_the_attempts_of_one_session_are_found_by_an_index(database: Database) -> None:
    rows = database.rows(
        "EXPLAIN QUERY PLAN SELECT * FROM attempts WHERE session_id = ? ORDER BY id", ["s"]
    )
    assert any("attempts_by_session" in row["detail"] for row in rows)


def test_sources_are_kept_once_and_whole(repository: Repository) -> None:
    text = "theorem t : True := by\n  trivial -- ∀ \U0001d53d\n"
    digest = repository.sources.store(text)
    assert repository.sources.store(text) == digest
    assert repository.sources.text(digest) == text
    assert repository.sources.text("unknown") is None
