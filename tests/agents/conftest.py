"""A real search on a real Lean, ready to run."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from agents.clock import Clock
from agents.proposers import SymbolicProposer
from agents.runtime import Limits, Progress, RunContext
from agents.scoring import Scorer
from storage.database import Database
from storage.records import ProblemRecord
from storage.repository import Repository
from tools.lean.analysis import analyse
from tools.lean.check import check
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.source import Source
from tools.lean.structure.context import FileContext
from tools.metrics import LENGTH, METRICS, MeasuredProof
from tools.metrics.combine import parse_objective
from tools.rewriting.view import view_of

MakeContext = Callable[..., RunContext]


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    database = Database(tmp_path / "burnish.db")
    yield Repository(database)
    database.close()


@pytest.fixture
def make_context(lean: Lean, repository: Repository) -> MakeContext:
    """The context of a search for the last theorem of a text."""

    def make(
        text: str,
        *,
        clock: Clock | None = None,
        rounds: int = 6,
        candidates: int = 24,
        notify: Callable[[Progress], None] = lambda progress: None,
    ) -> RunContext:
        source = Source(text)
        analysis, _ = analyse(lean, source)
        declaration, report = analysis.declarations[-1], check(lean, analysis)[-1]
        assert report.verdict.kind == "verified", report
        assert report.statement is not None
        problem = Problem(source, declaration, lean.fingerprint, report.statement, ())
        record = ProblemRecord(
            name=problem.name,
            file="a.lean",
            context_hash=problem.context_hash,
            statement=problem.statement,
            original=problem.original,
            lean_fingerprint=lean.fingerprint,
        )
        view = view_of(problem.source, problem.declaration)
        return RunContext(
            session=repository.start_session("request", "optimize", "a.lean", {}).id,
            problem=problem,
            problem_id=repository.upsert_problem(record),
            original=view,
            original_values={"length": LENGTH.measure(MeasuredProof(view))},
            scorer=Scorer(lean, parse_objective("length", METRICS), {"length": LENGTH}),
            proposers=(SymbolicProposer(("rfl", "assumption", "simp_all")),),
            judge=Judge(lean, analysis),
            repository=repository,
            limits=Limits(rounds, candidates),
            clock=clock if clock is not None else Clock(),
            notify=notify,
            lean=lean,
            analysis=analysis,
            names=FileContext(lean, source, analysis.declarations),
        )

    return make
