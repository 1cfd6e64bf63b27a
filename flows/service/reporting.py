"""The pages of runs, beside the database: whoever may read that may read them."""

from __future__ import annotations

from pathlib import Path

from flows.history.report.making import write_report
from flows.service.running import Run
from storage.repository import Repository

_DRAWN = 10
"""Theorems of which trees are drawn in any case."""


def reports_folder(repository: Repository) -> Path:
    """Where pages lie; made if it is not there."""
    folder = repository.database.path.parent / "reports"
    folder.mkdir(exist_ok=True)
    return folder


async def put_report(run: Run, session: str, theorems: int) -> None:
    """Write the page of a session, and link it. Where it has many theorems, Lean is not asked for
    proof trees that nobody has asked for yet: that takes longer than all else of a flow."""
    path = reports_folder(run.repository) / f"{session}.html"
    drawn = theorems <= _DRAWN

    def write() -> None:
        write_report(run.repository, session, path, with_lean=drawn, progress=run.tell)

    await run.step("report", write)
    trees = "" if drawn else f" `burnish report {session}` draws the proof trees too."
    await run.publisher.report(path, f"Report of session {session}.{trees}")
