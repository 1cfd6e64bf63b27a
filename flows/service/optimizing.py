"""The flows `optimize-file` and `optimize-project`: search, show, and write what may be written."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.objectives import read_objective
from flows.optimize import Job, OptimizeOutcome, Options, optimize_files
from flows.requests import RequestedFile, read_targets
from flows.service.approval import kept_offer, offer_of
from flows.service.artifacts import counted
from flows.service.board import Board
from flows.service.deciding import decide
from flows.service.forms import flow_of
from flows.service.optimize_forms import OptimizeFile, OptimizeProject, SearchForm
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
    found: ProjectFiles


@flow_of(OptimizeFile)
async def optimize_file(form: OptimizeFile) -> str:
    """Search one file."""

    async def asked(run: Run) -> _Asked:
        wanted = read_targets([parse_target(target) for target in form.targets])
        lean = read_settings().lean
        files = [RequestedFile(one, choose_toolchain(one.path, lean, run.tell)) for one in wanted]
        return _Asked(Path(form.file).name, form.targets, ProjectFiles(files, {}))

    async with running("optimize-file") as run:
        return await _optimize(run, form, asked)


@flow_of(OptimizeProject)
async def optimize_project(form: OptimizeProject) -> str:
    """Search the files of a folder; those that cannot be used are left out, and said."""
    folder = Path(form.project)

    async def asked(run: Run) -> _Asked:
        found = await asyncio.to_thread(project_files, run.repository, folder, form.files, run.tell)
        return _Asked(folder.resolve().name, [form.project], found)

    async with running("optimize-project") as run:
        return await _optimize(run, form, asked)


async def _optimize(run: Run, form: SearchForm, read: Callable[[Run], Awaitable[_Asked]]) -> str:
    """What became of it, for people. Raises :class:`flows.write.NotWritten`."""
    told: list[str] = []
    offer = kept_offer(run.repository, run.id)
    if offer is None:
        options = form.options()
        read_objective(options.metric, options.guards, options.pareto)  # its faults come first
        asked = await read(run)
        outcome = await _search(run, options, asked)
        await _show(run, outcome, asked.found.left_out)
        told += _told(outcome, asked.found.left_out)
        if outcome.not_written:
            raise NotWritten(" ".join(outcome.not_written))
        offer = offer_of(run.repository, outcome.summary.session)
    if form.require_approval:
        told.append(await decide(run, offer) if offer.proposals else "Nothing to approve.")
    return " ".join([*told, f"Session {offer.session}."])


async def _search(run: Run, options: Options, asked: _Asked) -> OptimizeOutcome:
    board = Board()
    command = {"command": "optimize", "targets": list(asked.targets), "options": options.to_json()}
    job = Job(asked.found.files, options, command)

    def work() -> OptimizeOutcome:
        outcome = optimize_files(run.repository, job, board, run.tell)
        board.recalled(outcome.summary.session, outcome.summary.results)
        return outcome

    return await run.search("search", board, asked.title, work)


async def _show(run: Run, outcome: OptimizeOutcome, left_out: Mapping[str, str]) -> None:
    """Everything that the dashboard has of a search."""
    summary = outcome.summary
    await run.publisher.results(summary.results, summary.session)
    if left_out:
        await run.publisher.left_out(left_out)
    await put_report(run, summary.session, len(summary.results))


def _told(outcome: OptimizeOutcome, left_out: Mapping[str, str]) -> list[str]:
    """Sentences on how a search went."""
    summary = outcome.summary
    improved = sum(result.improved for result in summary.results)
    skipped = sum(result.skipped for result in summary.results)
    told = [f"{improved} of {counted(len(summary.results), 'theorem')} improved."]
    if skipped:
        told.append(f"{skipped} skipped.")
    if left_out:
        told.append(f"{counted(len(left_out), 'file')} left out.")
    if not summary.finished:
        reason = summary.reason.rstrip(".")
        told.append(f"Not finished: {reason}; the same form again goes on from here.")
    told += [
        f"{counted(count, 'proof')} written to {path}." for path, count in outcome.written.items()
    ]
    return [*told, *outcome.complaints[:1]]
