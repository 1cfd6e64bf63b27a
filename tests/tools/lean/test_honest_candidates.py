"""No honest candidate is refused: the examples' own proofs, and all that the search proposes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.lean.analysis import Analysis, analyse
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.raw_syntax import OPTIONS
from tools.lean.refusals import objection, unread
from tools.lean.source import Source
from tools.rewriting import propose
from tools.rewriting.view import view_of

EXAMPLES = sorted((Path(__file__).parents[3] / "examples").glob("*.lean"))
TACTICS = (
    "rfl",
    "simp_all",
    "simp",
    "omega",
    "grind",
    "assumption",
    "decide",
    "simp [*]",
    "exact?",
)


def analysed(lean: Lean, path: Path) -> tuple[Analysis, list[Declaration]]:
    analysis, _ = analyse(lean, Source(path.read_text(encoding="utf-8")))
    return analysis, [d for d in analysis.declarations if d.is_theorem]


def problem_of(analysis: Analysis, declaration: Declaration) -> Problem:
    return Problem(analysis.source, declaration, "lean", "", ())


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_original_proofs(lean: Lean, path: Path) -> None:
    analysis, theorems = analysed(lean, path)
    assert theorems
    for declaration in theorems:
        problem = problem_of(analysis, declaration)
        assert unread(problem, problem.text) is None
        assert objection(problem, declaration) is None


def test_first_proposals(lean: Lean) -> None:
    analysis, theorems = analysed(lean, EXAMPLES[0])
    for declaration in theorems:
        assert_passes(lean, analysis, declaration, limit=20)


@pytest.mark.long
@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_all_proposals(lean: Lean, path: Path) -> None:
    analysis, theorems = analysed(lean, path)
    for declaration in theorems:
        assert_passes(lean, analysis, declaration, limit=100_000)


def assert_passes(lean: Lean, analysis: Analysis, declaration: Declaration, limit: int) -> None:
    """What is proposed for a theorem passes, as Lean parses it behind the theorem's context."""
    problem = problem_of(analysis, declaration)
    view = view_of(analysis.source, declaration)
    candidates = [one.declaration for one in propose(view, portfolio=TACTICS, limit=limit)]
    assert [unread(problem, candidate) for candidate in candidates] == [None] * len(candidates)
    # Elaboration is stopped at once: only the parse is of interest.
    text = problem.context + "".join(f"{candidate}\n\n" for candidate in candidates)
    run = lean.run(text, (*OPTIONS, "maxErrors=0", "maxHeartbeats=1", "Elab.async=false"))
    found = Analysis(Source(text), run.messages).declarations
    own = found[len(found) - len(candidates) :]
    for candidate, parsed in zip(candidates, own, strict=True):
        refusal = objection(problem, parsed)
        # Those of a `where` part stay as they are, whatever is proposed.
        assert refusal is None or "local declarations" in refusal.diagnostics[0].text, candidate
