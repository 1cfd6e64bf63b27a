"""The flows `optimize-file` and `optimize-project`: search, show, and write what may be written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.optimize import Job, OptimizeOutcome, optimize_files
from flows.requests import RequestedFile, read_targets
from flows.service.approval import Proposal, proposals_of
from flows.service.board import Board
from flows.service.deciding import decide, is_asked
from flows.service.forms import flow_of
from flows.service.parameters import OptimizeFile, OptimizeProject, SearchForm
from flows.service.project_files import ProjectFiles, project_files
from flows.service.reporting import put_report
from flows.service.running import Run, running
from flows.settings import read_settings
from flows.targets import parse_target
from flows.write import NotWritten
from tools.lean.toolchain import choose_toolchain


@dataclass(frozen=True)
class _Asked:
    """What a form asks for, in the words of a command."""

    title: str
    targets: Sequence[str]
    files: Callable[[Run], ProjectFiles]


@flow_of(OptimizeFile)
async def optimize_file(form: OptimizeFile) -> str:
    """Search one file."""

    def files(run: Run) -> ProjectFiles:
        wanted = read_targets([parse_target(target) for target in form.targets])
        lean = read_settings().lean
        return ProjectFiles(
            [RequestedFile(one, choose_toolchain(one.path, lean, run.tell)) for one in wanted], {}
        )

    asked = _Asked(Path(form.file).name, form.targets, files)
    async with running("optimize-file") as run:
        return await _optimize(run, form, asked)


@flow_of(OptimizeProject)
async def optimize_project(form: OptimizeProject) -> str:
    """Search the files of a folder; those that cannot be used are left out, and said."""

    def files(run: Run) -> ProjectFiles:
        return project_files(run.repository, Path(form.project), form.files, run.tell)

    asked = _Asked(Path(form.project).resolve().name, [form.project], files)
    async with running("optimize-project") as run:
        return await _optimize(run, form, asked)


async def _optimize(run: Run, form: SearchForm, asked: _Asked) -> str:
    """What became of it, for people. Raises :class:`flows.write.NotWritten`."""
    told: list[str] = []
    session = run.session if await is_asked(run) else None
    if session is None:
        outcome, left_out = await _search(run, form, asked)
        session = outcome.summary.session
        await _show(run, outcome, left_out)
        told += _told(outcome, left_out)
        if outcome.not_written:
            raise NotWritten(" ".join(outcome.not_written))
    if form.require_approval:
        proposals: list[Proposal] = proposals_of(run.repository, session)
        if proposals:
            told.append(await decide(run, session, proposals))
        else:
            told.append("Nothing to approve.")
    return " ".join([*told, f"Session {session}."])


async def _search(
    run: Run, form: SearchForm, asked: _Asked
) -> tuple[OptimizeOutcome, Mapping[str, str]]:
    board, options = Board(), form.options()

    def work() -> tuple[OptimizeOutcome, Mapping[str, str]]:
        found = asked.files(run)
        command = {
            "command": "optimize",
            "targets": list(asked.targets),
            "options": options.to_json(),
        }
        job = Job(found.files, options, command)
        return optimize_files(run.repository, job, board, run.tell), found.left_out

    return await run.search("search", board, asked.title, work)


async def _show(run: Run, outcome: OptimizeOutcome, left_out: Mapping[str, str]) -> None:
    """Everything that the dashboard has of a search."""
    summary = outcome.summary
    await run.publisher.results(summary.results, summary.session)
    if left_out:
        await run.publisher.left_out(left_out)
    await put_report(run, summary.session)


def _told(outcome: OptimizeOutcome, left_out: Mapping[str, str]) -> list[str]:
    """Sentences on how a search went."""
    summary = outcome.summary
    improved = sum(result.improved for result in summary.results)
    skipped = sum(result.skipped for result in summary.results)
    told = [f"{improved} of {len(summary.results)} theorems improved."]
    if skipped:
        told.append(f"{skipped} skipped.")
    if left_out:
        told.append(f"{len(left_out)} files left out.")
    if not summary.finished:
        reason = summary.reason.rstrip(".")
        told.append(f"Not finished: {reason}; the same form again goes on from here.")
    told += [f"{count} proofs written to {path}." for path, count in outcome.written.items()]
    return [*told, *outcome.complaints[:1]]
