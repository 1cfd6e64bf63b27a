"""The trees of a report: asked of Lean once, of the text that the session worked on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flows.history.report.data import gather
from flows.history.report.making import report_html
from flows.history.report.trees import DrawnTrees, draw_session
from storage.repository import Repository
from tests.flows.history.report.stored import FILE, result_of, store
from tools.errors import LeanUnavailable
from tools.lean.lean import Lean


def drawn(repository: Repository, session: str, lean: Lean | None) -> DrawnTrees:
    def ask(_: Path) -> Lean:
        if lean is None:
            raise LeanUnavailable("There is no Lean.")
        return lean

    stored = gather(repository, session)
    return draw_session(repository, stored, stored.theorems, ask)


def test_lean_draws_both_proofs_once(repository: Repository, tmp_path: Path, lean: Lean) -> None:
    path = tmp_path / "File.lean"
    session = store(repository, path, [result_of()], lean=lean.fingerprint)
    trees = drawn(repository, session, lean)
    assert [step.text for step in trees.before["both"].tree.walk()][:2] == [
        "have hq : q := h.2",
        "constructor",
    ]
    assert [step.text for step in trees.after["both"].tree.walk()] == ["exact ⟨h.2, h.1⟩"]
    assert trees.lacking == ()
    assert drawn(repository, session, None) == trees  # found in storage
    text = report_html(repository, session, with_lean=False)
    assert text.count('<svg class="tree"') == 2
    assert 'class="step" title="before:&#10;p q : Prop&#10;h : p ∧ q&#10;⊢ q ∧ p' in text
    assert "left out" not in text


def test_without_a_lean_a_report_says_so(repository: Repository, tmp_path: Path) -> None:
    session = store(repository, tmp_path / "File.lean", [result_of()])
    (told,) = drawn(repository, session, None).lacking
    assert told.startswith("Goal states and proof trees of File.lean are left out")
    assert told.endswith("There is no Lean.")


@pytest.mark.parametrize(
    ("content", "why"), [(None, "cannot be read any more"), ("theorem", "has changed since")]
)
def test_the_text_may_be_lost(
    repository: Repository, tmp_path: Path, content: str | None, why: str
) -> None:
    """As for a session of a version that kept no texts."""
    path = tmp_path / "File.lean"
    session = store(repository, path, [result_of()])
    with repository.database.transaction() as db:
        db.conn.execute("DELETE FROM sources")
    if content is not None:
        path.write_text(content, encoding="utf-8")
    (told,) = drawn(repository, session, None).lacking
    assert why in told
    path.write_text(FILE, encoding="utf-8")
    (told,) = drawn(repository, session, None).lacking
    assert "There is no Lean" in told


def test_a_proof_that_is_not_in_the_text_is_no_fault(
    repository: Repository, tmp_path: Path, lean: Lean
) -> None:
    moved = replace(result_of(), original="theorem both : q := by trivial")
    session = store(repository, tmp_path / "File.lean", [moved], lean=lean.fingerprint)
    trees = drawn(repository, session, lean)
    assert trees.after == {}
    assert "both is not where it was" in trees.lacking[0]
