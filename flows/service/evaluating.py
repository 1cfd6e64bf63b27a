"""The flow `evaluate`: how well proposers do over a corpus, as a table and as a page with plots."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from typing import Any

from flows.evaluate import Evaluation, evaluate_targets
from flows.file_output import put_file
from flows.output import visible
from flows.service.artifacts import counted
from flows.service.board import Board, stored_results
from flows.service.evaluate_form import Evaluate
from flows.service.forms import flow_of
from flows.service.reporting import reports_folder
from flows.service.running import Run, running
from tools.evaluation.page import page
from tools.evaluation.table import Row


@flow_of(Evaluate)
async def evaluate(form: Evaluate) -> str:
    """Evaluate, or recall what is stored."""
    async with running("evaluate") as run:
        board, options = Board(), form.options()
        title = ", ".join(form.targets)

        def work() -> Evaluation:
            found = evaluate_targets(form.targets, options, lambda: nullcontext(board), run.tell)
            for session in found.sessions:
                board.recalled(session, stored_results(run.repository, session))
            return found

        found = await run.search("evaluate", board, title, work)
        await _show(run, found, f"Evaluation of {title}")
    told = [f"{counted(len(found.report.settings), 'setting')} evaluated."]
    if found.left_out:
        told.append(f"{counted(len(found.left_out), 'theorem')} left out.")
    if not found.finished:
        reason = found.reason.rstrip(".")
        told.append(f"Not finished: {reason}; the same form again goes on from here.")
    return " ".join([*told, f"Sessions {', '.join(found.sessions)}."])


async def _show(run: Run, found: Evaluation, title: str) -> None:
    """Everything that the dashboard has of an evaluation."""
    await run.publisher.table(
        "figures",
        "gain: mean best@k over theorems, with 95% bounds; improved and verified: shares of "
        "theorems. The original proof never counts.",
        figures(found.report.rows),
    )
    if found.left_out:
        await run.publisher.left_out(found.left_out)
    path = reports_folder(run.repository) / f"evaluation-{run.id}.html"
    await run.step("report", lambda: put_file(page(found.report, title), path, run.tell))
    await run.publisher.report(path, f"{title}.")


def figures(rows: Sequence[Row]) -> list[dict[str, Any]]:
    """One row for each setting, metric and k."""
    return [
        {
            "setting": visible(row.setting),
            "metric": visible(row.metric),
            "k": row.k,
            "theorems": row.theorems,
            "gain": _rounded(row.improvement),
            "at least": _rounded(row.improvement_low),
            "at most": _rounded(row.improvement_high),
            "improved": _share(row.improved),
            "verified": _share(row.verified),
            "tried": row.candidates,
            "tokens": round(row.prompt_tokens + row.answer_tokens),
            "Lean s": round(row.lean_seconds, 1),
        }
        for row in rows
    ]


def _rounded(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}"


def _share(value: float | None) -> str:
    return "-" if value is None else f"{value:.1%}"
