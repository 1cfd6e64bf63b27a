"""The pages of runs, beside the database: whoever may read that may read them."""

from __future__ import annotations

from pathlib import Path

from flows.history.report.making import write_report
from flows.service.running import Run
from storage.repository import Repository


def reports_folder(repository: Repository) -> Path:
    """Where pages lie; made if it is not there."""
    folder = repository.database.path.parent / "reports"
    folder.mkdir(exist_ok=True)
    return folder


async def put_report(run: Run, session: str) -> None:
    """Write the page of a session, and link it."""
    path = reports_folder(run.repository) / f"{session}.html"
    await run.step("report", lambda: write_report(run.repository, session, path, progress=run.tell))
    await run.publisher.report(path, f"Report of session {session}")
