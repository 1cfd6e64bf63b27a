"""Sessions in a database as a search leaves them, without the search."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path

from flows.results import TheoremResult, diff_hunks
from storage.records import AttemptRecord, ProblemRecord, TheoremRecord, VerdictKind, VerdictRecord
from storage.repository import Repository
from tools.lean.source import Source

BEFORE = """theorem both (p q : Prop) (h : p ∧ q) : q ∧ p := by
  have hq : q := h.2
  constructor
  · exact hq
  · exact h.1"""
AFTER = """theorem both (p q : Prop) (h : p ∧ q) : q ∧ p := by
  exact ⟨h.2, h.1⟩"""
FILE = f"{BEFORE}\n\ntheorem same (p : Prop) (h : p) : p := h\n"


@dataclass(frozen=True)
class Tried:
    """An attempt that a session is to have."""

    proof: str
    verdict: VerdictKind = "verified"
    scores: dict[str, float] = field(default_factory=dict)
    round: int = 1
    proposer: str = "symbolic"
    rewrites: tuple[str, ...] = ("exact_term",)
    complaint: str = ""


TRIED = (
    Tried("a", "rejected", complaint="unsolved goals\np : Prop"),
    Tried("b", scores={"length": -3.0, "depth": -2.0}),
    Tried("c", scores={"length": -1.0, "depth": -1.0}, round=2, proposer="model"),
    Tried("d", "inconclusive", complaint="the time limit", round=2),
)


def result_of(
    name: str = "both", before: str = BEFORE, after: str = AFTER, line: int = 1
) -> TheoremResult:
    """What a search says of a theorem that has become three tactics shorter."""
    improved = before != after
    return TheoremResult(
        file="File.lean", theorem=name, line=line, metric="length", before=-4.0,
        after=-1.0 if improved else -4.0, verdict="verified", statement_unchanged=True, axioms=(),
        original_axioms=(), check_seconds=0.01, original=before, proof=after,
        rewrites=("exact_term",) if improved else (), candidates=4, lean_calls=2, seconds=1.5,
        finished=True, note="the rounds are over", hunks=diff_hunks(before, after),
        values_before={"length": -4.0, "depth": -2.0},
        values_after={"length": -1.0, "depth": -1.0} if improved else {"length": -4, "depth": -2},
        parts=({"text": "length", "before": -4.0, "after": -1.0 if improved else -4.0},),
    )  # fmt: skip


def store(
    repository: Repository,
    path: Path,
    results: list[TheoremResult],
    *,
    text: str = FILE,
    tried: tuple[Tried, ...] = TRIED,
    lean: str = "embedded-4.35.0-c0ffee",
) -> str:
    """A finished session over one file with these theorems and attempts at each; its name."""
    settings = {
        "metric": "length", "rounds": 2, "candidates": 8, "guards": [], "pareto": [],
        "metrics": ["length", "depth"], "proposing": {"proposer": "symbolic"},
    }  # fmt: skip
    digest = repository.sources.store(text)
    assert digest == Source(text).digest
    file = {"path": str(path), "digest": digest, "names": [], "lean": lean}
    request = {"files": [file], "settings": settings, "version": "0.2.0"}
    session = repository.start_session(f"request {path}", "optimize", path.name, request).id
    with repository.transaction():
        for position, result in enumerate(results):
            problem = ProblemRecord(
                result.theorem, path.name, "c0ffee", f"theorem {position}", result.original, lean
            )
            problem_id = repository.upsert_problem(problem)
            for index, one in enumerate(tried):
                _store_attempt(repository, session, problem_id, f"{position}.{index}", one)
            stored = {"path": str(path), "result": result.to_json()}
            repository.save_theorem_result(
                TheoremRecord(
                    session, f"{result.theorem}", problem_id, position, "finished", stored
                )
            )
        repository.set_session_state(session, "finished")
    return session


def _store_attempt(
    repository: Repository, session: str, problem_id: str, key: str, one: Tried
) -> None:
    diagnostics = [{"severity": "error", "text": one.complaint, "line": 1, "column": 0}]
    rejected = one.verdict == "rejected"
    repository.record_verdicts(
        [
            VerdictRecord(
                key,
                one.verdict,
                "screen",
                reason="" if rejected else one.complaint,
                diagnostics=diagnostics if rejected else (),
            )
        ]
    )
    for metric, value in one.scores.items():
        repository.record_scores(metric, {key: value})
    repository.record_attempts(
        [AttemptRecord(problem_id, session, one.round, one.proposer, one.proof, one.rewrites, key)]
    )


def renamed(result: TheoremResult, name: str) -> TheoremResult:
    """The same result under another name."""
    return replace(result, theorem=name)
