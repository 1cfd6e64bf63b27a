"""The page with everything about a session, beside the database of the run that made it."""

from __future__ import annotations

from flows.history.report.making import write_report
from flows.service.running import Run

_FOLDER = "reports"


async def put_report(run: Run, session: str) -> None:
    """Write the page, and link it."""
    folder = run.repository.database.path.parent / _FOLDER

    def write() -> None:
        folder.mkdir(exist_ok=True)
        write_report(run.repository, session, path, progress=run.tell)

    path = folder / f"{session}.html"
    await run.step("report", write)
    await run.publisher.report(path, f"Report of session {session}")
