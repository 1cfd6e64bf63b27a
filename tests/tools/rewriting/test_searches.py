"""What automation found takes its place: from the proposal over Lean's answer to a proof."""

from __future__ import annotations

import pytest

from tools.lean.analysis import analyse
from tools.lean.check import check
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.source import Source
from tools.lean.verdict import Rejected, Verified
from tools.rewriting import propose
from tools.rewriting.view import view_of


@pytest.mark.parametrize(
    ("metric", "before", "after"),
    [
        (
            "brittleness",
            "simp at h\n  rw [h]",
            "simp only [Nat.add_zero] at h\n  rw [h]",
        ),
        ("heartbeats", "simp_all", "simp_all only [Nat.add_zero]"),
    ],
)
def test_a_step_that_searches_becomes_what_it_finds(
    metric: str, before: str, after: str, lean: Lean
) -> None:
    head = "theorem searched (a b : Nat) (h : a + 0 = b) : a = b := by\n  "
    analysis, _ = analyse(lean, Source(head + before + "\n"))
    (declaration,), (report,) = analysis.declarations, check(lean, analysis)
    assert report.statement is not None
    problem = Problem(
        analysis.source, declaration, lean.fingerprint, report.statement, report.axioms or ()
    )
    made = propose(view_of(analysis.source, declaration), portfolio=(), limit=40, metric=metric)
    searches = [one.declaration for one in made if one.rewrites == ("search_step",)]
    judge = Judge(lean, analysis)
    verdicts = [screened.verdict for screened in judge.screen(problem, searches)]
    found = [v.suggestion for v in verdicts if isinstance(v, Rejected) and v.suggestion]
    assert head + after in found
    (outcome,) = judge.screen(problem, [head + after])
    assert isinstance(outcome.verdict, Verified)
