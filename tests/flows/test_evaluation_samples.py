"""Samples read from rows: in the order in which candidates were made, with Lean's last word."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from flows.evaluation_samples import Sampled, sampled
from flows.objectives import read_objective
from flows.results import TheoremResult
from storage.database import Database
from storage.records import (
    AnswerRecord,
    AttemptRecord,
    ProblemRecord,
    TheoremRecord,
    TheoremState,
    VerdictKind,
    VerdictRecord,
)
from storage.repository import Repository

RESULT = TheoremResult(
    file="A.lean",
    theorem="t",
    line=1,
    metric="length",
    before=-9.0,
    after=-2.0,
    verdict="verified",
    statement_unchanged=True,
    axioms=(),
    original_axioms=(),
    check_seconds=0.1,
    original="theorem t : p := by old",
    proof="theorem t : p := new",
    rewrites=(),
    candidates=3,
    lean_calls=1,
    seconds=1.0,
    finished=True,
    note="",
    hunks="",
    values_before={"length": -9.0},
    values_after={"length": -2.0},
)


@dataclass(frozen=True)
class Rows:
    """A session to put rows into."""

    repository: Repository
    session: str
    problem: str

    def attempt(
        self, proof: str, round_number: int, proposer: str = "model", model: str | None = "tiny"
    ) -> int:
        (made,) = self.repository.record_attempts(
            [
                AttemptRecord(
                    self.problem, self.session, round_number, proposer, proof,
                    verdict_key=f"key of {proof}", model=model,
                )
            ]
        )  # fmt: skip
        return made

    def symbolic(self, proof: str, round_number: int, proposer: str = "symbolic") -> int:
        return self.attempt(proof, round_number, proposer, None)

    def judged(self, proof: str, kind: VerdictKind, score: float | None = None) -> None:
        key = f"key of {proof}"
        self.repository.record_verdicts([VerdictRecord(key, kind, "screen", seconds=0.5)])
        if score is not None:
            self.repository.record_scores("length", {key: score})

    def answer(
        self, call: str, position: int, attempt: int | None, round_number: int = 1,
        purpose: str = "sample", tokens: int = 10,
    ) -> None:  # fmt: skip
        answer = AnswerRecord(
            session_id=self.session,
            problem_id=self.problem,
            node="sketcher" if purpose == "sketch" else "rewriter",
            purpose=purpose,
            round=round_number,
            call=call,
            position=position,
            prompt_hash=f"prompt of {call}",
            template_hash="template",
            model="tiny",
            adapter=None,
            sampling={},
            text="text",
            thinking="",
            finish="stop",
            prompt_tokens=100,
            completion_tokens=tokens,
            unreadable="no tag" if attempt is None else None,
            attempt_id=attempt,
        )
        self.repository.answers.record({}, [answer])

    def result(
        self, result: TheoremResult, state: TheoremState = "finished", *, problem: bool = True
    ) -> None:
        self.repository.save_theorem_result(
            TheoremRecord(
                self.session, result.theorem, self.problem if problem else None, 0, state,
                {"path": "/project/A.lean", "result": result.to_json()},
            )
        )  # fmt: skip

    def read(self, *, alike: bool = True, metric: str = "length") -> Sampled:
        wanted = read_objective(metric)
        paths = {"/project/A.lean": "A.lean"}
        return sampled(self.repository, self.session, wanted, paths, alike=alike)


@pytest.fixture
def rows(tmp_path: Path) -> Iterator[Rows]:
    database = Database(tmp_path / "burnish.db")
    repository = Repository(database)
    problem = repository.upsert_problem(
        ProblemRecord("t", "A.lean", "c0ffee", "theorem t : p", ":= by old", "lean")
    )
    session = repository.start_session("request", "evaluate", "A.lean", {})
    yield Rows(repository, session.id, problem)
    database.close()


def test_each_answer_is_a_sample_also_a_second_of_a_proof_and_one_that_is_unreadable(
    rows: Rows,
) -> None:
    good, bad = rows.attempt("good", 1), rows.attempt("bad", 1)
    rows.judged("good", "verified", -2.0)
    rows.judged("bad", "rejected")
    for position, attempt in enumerate([good, None, bad, good]):
        rows.answer("call", position, attempt)
    rows.answer("sketching", 0, None, 0, "sketch", tokens=7)
    rows.result(RESULT)
    (theorem,) = rows.read().theorems
    assert (theorem.theorem, theorem.original, theorem.exhausted) == ("A.lean:t", -9.0, False)
    assert [(one.verified, one.score, one.readable) for one in theorem.samples] == [
        (True, 7.0, True),
        (False, 0.0, False),
        (False, 0.0, True),
        (True, 7.0, True),
    ]
    assert [one.lean_seconds for one in theorem.samples] == [0.5, 0, 0.5, 0]
    assert [one.tokens for one in theorem.samples] == [10] * 4
    # Two prompts, though one had four answers.
    assert (theorem.prompt_tokens, theorem.aside_tokens) == (200, 7)


def test_candidates_come_in_the_order_of_rounds_and_passes(rows: Rows) -> None:
    """Whatever the order of their rows, as a search that goes on after a kill may leave them."""
    repaired = rows.attempt("repaired", 2, "repair")
    told = rows.attempt("told", 2)
    rows.symbolic("together", 1, "combined")
    rows.symbolic("step", 1)
    rows.symbolic("last", 3)
    scores = {"step": -8.0, "together": -7.0, "told": -6.0, "repaired": -5.0, "last": -4.0}
    for proof, score in scores.items():
        rows.judged(proof, "verified", score)
    rows.answer("repairing", 0, repaired, 2, "repair")
    rows.answer("call", 0, told, 2)
    rows.result(RESULT)
    (theorem,) = rows.read(alike=False).theorems
    assert [one.score for one in theorem.samples] == [1, 2, 3, 4, 5]
    assert [one.tokens for one in theorem.samples] == [0, 0, 10, 10, 0]
    assert theorem.exhausted


def test_what_lean_does_not_vouch_for_gains_nothing(rows: Rows) -> None:
    for proof in ("refuted", "unsure", "never judged", "unmeasured", "worse"):
        rows.symbolic(proof, 1)
    rows.judged("refuted", "verified", -1.0)  # better than what stood up to the last word
    rows.judged("unsure", "inconclusive")
    rows.judged("unmeasured", "verified")
    rows.judged("worse", "verified", -12.0)
    rows.result(RESULT)
    (theorem,) = rows.read(alike=False).theorems
    assert [(one.verified, one.score) for one in theorem.samples] == [
        (False, 0.0),
        (False, 0.0),
        (False, 0.0),
        (True, 0.0),
        (True, -3.0),
    ]


def test_where_nothing_stood_nothing_is_better(rows: Rows) -> None:
    rows.symbolic("refuted", 1)
    rows.judged("refuted", "verified", -8.0)
    rows.result(replace(RESULT, after=RESULT.before))
    (theorem,) = rows.read(alike=False).theorems
    assert [(one.verified, one.score) for one in theorem.samples] == [(False, 0.0)]


def test_of_an_order_of_metrics_the_first_is_the_score(rows: Rows) -> None:
    rows.symbolic("short", 1)
    rows.judged("short", "verified", -7.0)
    rows.repository.record_scores("tokens", {"key of short": -30.0})
    rows.result(replace(RESULT, values_before={"length": -9.0, "tokens": -20.0}))
    (theorem,) = rows.read(alike=False, metric="length,tokens").theorems
    assert [one.score for one in theorem.samples] == [2]


def test_what_is_no_part_of_the_table(rows: Rows) -> None:
    rows.result(replace(RESULT, theorem="half", finished=False), "running")
    broken = replace(
        RESULT, theorem="broken", verdict="rejected", note="line 3: no", before=None, after=None
    )
    rows.result(broken, "failed", problem=False)
    found = rows.read()
    assert found == Sampled((), {"A.lean:broken": "line 3: no"}, ("A.lean:half",))
