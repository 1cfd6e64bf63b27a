"""`burnish report`: where the page goes, and what is no session."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from storage.repository import Repository
from tests.flows.history.report.stored import result_of, store

Burnish = Callable[..., Any]


def test_the_page_is_named_after_the_session(
    burnish: Burnish, repository: Repository, tmp_path: Path
) -> None:
    session = store(repository, tmp_path / "File.lean", [result_of()])
    answer = burnish("report", session, "--no-lean")
    assert (answer.status, answer.out) == (0, ""), answer.err
    assert answer.err == f"{session}.html written\n"
    page = (tmp_path / f"{session}.html").read_text(encoding="utf-8")
    assert session in page
    assert burnish("report", session, "--output", "other.html", "--no-lean").status == 0
    assert (tmp_path / "other.html").read_text(encoding="utf-8") == page


def test_what_cannot_be_reported_is_an_input_fault(
    burnish: Burnish, repository: Repository, tmp_path: Path
) -> None:
    session = store(repository, tmp_path / "File.lean", [result_of()])
    unknown = burnish("report", "gone")
    assert unknown.status == 2
    assert "There is no session gone" in unknown.err
    nowhere = burnish("report", session, "--output", "no/r.html", "--no-lean")
    assert nowhere.status == 2
    assert "there is no folder no" in nowhere.err
    assert list(tmp_path.glob("*.html")) == []
