"""Sessions as they are stored, made without Lean: what the stories are told from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flows.results import TheoremResult, diff_hunks
from storage.records import AttemptRecord, ProblemRecord, TheoremRecord, VerdictRecord
from storage.repository import Repository

TEXT = "theorem t : True := by\n  have h : True := trivial\n  exact h\n"
HEAD = "theorem t : True "


@dataclass
class Stored:
    """A session of one theorem with a story: two rounds, a model's answer in the second."""

    repository: Repository
    session: str
    problem: str
    attempts: list[int]

    def finish(self, proof: str = f"{HEAD}:= trivial", **more: Any) -> None:
        """Store the result of its theorem."""
        known: dict[str, Any] = {
            "file": "A.lean",
            "theorem": "t",
            "line": 1,
            "metric": "length",
            "before": -3.0,
            "after": -1.0,
            "verdict": "verified",
            "statement_unchanged": True,
            "axioms": (),
            "original_axioms": (),
            "check_seconds": 0.1,
            "original": TEXT.rstrip(),
            "proof": proof,
            "rewrites": ("close_goal",),
            "candidates": 4,
            "lean_calls": 2,
            "seconds": 1.0,
            "finished": True,
            "note": "nothing is left to try",
            "hunks": diff_hunks(TEXT, f"{proof}\n"),
            "values_before": {"length": -3.0},
            "values_after": {"length": -1.0},
        }
        result = TheoremResult(**known | more)
        self.repository.save_theorem_result(
            TheoremRecord(
                session_id=self.session,
                theorem="t",
                problem_id=self.problem,
                position=0,
                state="finished" if result.finished else "running",
                result={"path": "/there/A.lean", "result": result.to_json()},
            )
        )

    def end(self, state: Any, reason: str) -> None:
        """Say that a process has stopped working on it."""
        self.repository.record_event(self.session, "ended", {"reason": reason})
        self.repository.set_session_state(self.session, state)


def settings(metric: str = "length", **more: Any) -> dict[str, Any]:
    """What a session says of itself."""
    return {
        "files": [{"path": "/there/A.lean", "digest": "d", "names": [], "lean": "lean-x"}],
        "settings": {
            "metric": metric,
            "rounds": 2,
            "candidates": 4,
            "guards": [],
            "pareto": [],
            "metrics": [metric],
            "proposing": {"proposer": "symbolic"},
        }
        | more,
        "version": "0",
    }


def complaint(text: str, line: int) -> Sequence[dict[str, Any]]:
    return [{"severity": "error", "text": text, "line": line, "column": 2}]


def make_session(repository: Repository, request: str = "r", metric: str = "length") -> Stored:
    """A session that was begun, with its attempts; what came of it is for the test to say."""
    session = repository.start_session(
        request,
        "optimize",
        "A.lean",
        settings(metric),
        command={
            "command": "optimize",
            "targets": ["A.lean"],
            "options": {"metric": metric, "seconds": 5.0, "rounds": 2, "model": {}},
        },
    ).id
    problem = repository.upsert_problem(
        ProblemRecord("t", "A.lean", "c", HEAD, TEXT.rstrip()[len(HEAD) :], "lean-x")
    )
    repository.record_event(session, "begun", {"version": "0", "theorems": 1})
    made = [
        (1, "symbolic", ("close_goal",), f"{HEAD}:= trivial", "verified"),
        (1, "symbolic", ("close_goal",), f"{HEAD}:= by\n  omega", "rejected"),
        (1, "symbolic", ("inline_have",), f"{HEAD}:= by\n  exact\n    h", "rejected"),
        (2, "model", (), f"{HEAD}:= by\n  exact k", "rejected"),
        (2, "model", (), f"{HEAD}:= by\n  decide", "inconclusive"),
        (2, "symbolic", ("inline_have",), f"{HEAD}:= by\n  exact h", None),
    ]
    told = {
        f"{HEAD}:= by\n  omega": ("omega could not prove the goal:\nmore of it", 2),
        f"{HEAD}:= by\n  exact\n    h": ("Unknown identifier `h`", 3),
        f"{HEAD}:= by\n  exact k": ("Unknown identifier `k`", 2),
    }
    attempts = repository.record_attempts(
        AttemptRecord(
            problem_id=problem,
            session_id=session,
            round=number,
            proposer=proposer,
            rewrites=rewrites,
            proof=proof,
            verdict_key=f"v {proof}",
            model="m" if proposer == "model" else None,
        )
        for number, proposer, rewrites, proof, _ in made
    )
    repository.record_verdicts(
        VerdictRecord(
            f"v {proof}",
            kind,  # type: ignore[arg-type]  # of the table above
            "screen",
            reason="the time limit" if kind == "inconclusive" else "",
            diagnostics=complaint(*told[proof]) if proof in told else (),
        )
        for _, _, _, proof, kind in made
        if kind is not None
    )
    repository.record_scores(metric, {f"v {HEAD}:= trivial": -1.0})
    for number, best, score in ((1, attempts[0], -1.0), (2, attempts[0], -1.0)):
        repository.record_event(
            session,
            "pass",
            {
                "theorem": "t",
                "problem": problem,
                "round": number,
                "candidates": 3 * number,
                "objective": metric,
                "original_score": [-3.0],
                "best_score": [score],
                "best": best,
            },
        )
    return Stored(repository, session, problem, attempts)
