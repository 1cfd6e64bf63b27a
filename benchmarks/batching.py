"""Candidates judged per second: many in one run of Lean, against a fresh process for each."""

from __future__ import annotations

import time
from dataclasses import dataclass

from flows.requests import RequestedFile
from tools.lean.analysis import analyse
from tools.lean.check import check
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.rewriting import propose
from tools.rewriting.portfolio import PORTFOLIO
from tools.rewriting.view import view_of

_BATCH = 100
_ALONE = 20


@dataclass(frozen=True)
class Batching:
    """Rates on one theorem, candidates per second of wall time, in one thread."""

    theorem: str
    batch: int
    """Candidates judged in one run of Lean."""
    together: float
    alone: float
    agree: bool
    """Whether both ways gave the candidates that were judged in both the same verdicts."""

    @property
    def ratio(self) -> float:
        return self.together / self.alone


def measure_batching(file: RequestedFile) -> Batching:
    """Judge the first candidates for the longest theorem of a file in both ways."""
    lean = Lean(file.toolchain)
    analysis, _ = analyse(lean, file.wanted.source)
    reports = check(lean, analysis)
    problems = [
        Problem(file.wanted.source, declaration, lean.fingerprint, report.statement, ())
        for declaration, report in zip(analysis.declarations, reports, strict=True)
        if declaration.is_theorem and declaration.value is not None and report.statement
    ]
    problem = max(problems, key=lambda one: len(one.original))
    portfolio = tuple(closer.tactic for closer in PORTFOLIO)
    made = propose(
        view_of(problem.source, problem.declaration),
        portfolio=portfolio,
        regions=None,
        limit=_BATCH,
        skip=(),
    )
    texts = [candidate.declaration for candidate in made]
    judge = Judge(lean, analysis)
    begun = time.perf_counter()
    together = judge.screen(problem, texts)
    rate_together = len(texts) / (time.perf_counter() - begun)
    sample = texts[:: max(1, len(texts) // _ALONE)]
    begun = time.perf_counter()
    alone = [judge.screen(problem, [text])[0] for text in sample]
    rate_alone = len(sample) / (time.perf_counter() - begun)
    verdict_of = dict(zip(texts, together, strict=True))
    agree = all(
        verdict_of[text].verdict.kind == one.verdict.kind
        for text, one in zip(sample, alone, strict=True)
    )
    return Batching(problem.name, len(texts), rate_together, rate_alone, agree)
