"""The searches of a round: the port through which they are done, and the way to do them here.

A round is a session. Whoever does its searches leaves the same rows in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import Protocol

from agents.clock import Clock
from agents.runtime import Progress, RunContext
from agents.search import Seed
from flows.collecting.options import CollectOptions
from flows.collecting.starts import seed_from
from flows.collecting.task_prompts import TaskPrompts
from flows.modelling import Proposing
from flows.objectives import Wanted
from flows.requests import RequestedFile, Settings
from flows.results import TheoremResult
from flows.searching import Observer, Searches
from flows.task_list import tasks_of
from flows.tasks import Task
from storage.records import AttemptRecord
from storage.repository import Repository
from tools.lean.lean import Lean

HEARTBEATS = 50_000
"""Of each candidate, whatever the time that the original took: so that what a limit decides is
decided alike on every machine, and however busy it is."""
_AT_A_TIME = 128
"""Theorems whose files are held in memory at a time, at least."""


@dataclass(frozen=True)
class RoundWork:
    """A round, as far as it is to be searched."""

    repository: Repository
    options: CollectOptions
    session: str
    """The round's."""
    number: int
    files: Sequence[RequestedFile]
    """Each with the theorems in it that are not finished, at least one."""
    positions: Mapping[str, int]
    """The place of each theorem in the round, by the key of its task."""
    problems: Mapping[str, str]
    """Its problem's id."""
    settings: Settings
    wanted: Wanted
    proposing: Proposing
    prompts: TaskPrompts
    start_of: Callable[[str], AttemptRecord | None]
    """What the symbolic proposer starts from, by problem; `None` for the original proof."""
    clock: Clock
    lean_seconds: float
    observer: Observer

    def begin(self, task: Task, context: RunContext) -> Seed | None:
        """Before a theorem is searched: keep its prompt, and say what the search starts from."""
        self.prompts.keep(context)
        start = self.start_of(context.problem_id) if context.proposers else None
        return None if start is None else seed_from(start, context)


@dataclass(frozen=True)
class RoundDone:
    """What was done of a round."""

    lean_calls: int
    """Lean processes that this command started for it."""
    unfinished: Mapping[str, str]
    """Why theorems have no result, by the keys of their tasks. Those that the clock kept from
    being searched may be missing."""


class RoundSearch(Protocol):
    """Does the searches of a round: here, or by workers."""

    def __call__(self, work: RoundWork) -> RoundDone:
        """Search until all is done, or the clock says why not.

        Raises :class:`tools.errors.BurnishError`, with all that was found out stored.
        """


def here(work: RoundWork) -> RoundDone:
    """Search in this process, some files at a time, so that a library fits into memory."""
    leans = {
        file.toolchain.fingerprint: Lean(file.toolchain, work.lean_seconds) for file in work.files
    }
    calls = 0
    unfinished: dict[str, str] = {}
    for files in _portions(work.files):
        if work.clock.reason:
            break
        searches = Searches(
            *(work.repository, work.session, work.settings, work.wanted, work.proposing),
            *(work.clock, work.lean_seconds, _Within(work.observer)),
            seeding=work.begin,
            heartbeats=HEARTBEATS,
        )
        with ThreadPoolExecutor(work.proposing.searches, thread_name_prefix="burnish") as pool:
            proving = work.wanted.is_proving
            made = tasks_of(work.repository, files, leans, pool, proving=proving, by_file=True)
            tasks = [replace(one, position=work.positions[one.key]) for one in made]
            results = searches.run(tasks, pool)
        calls += searches.lean_calls
        unfinished |= {
            task.key: result.note
            for task, result in zip(tasks, results, strict=True)
            if not result.finished
        }
    return RoundDone(calls + sum(lean.calls for lean in leans.values()), unfinished)


def _portions(files: Sequence[RequestedFile]) -> Iterator[list[RequestedFile]]:
    portion: list[RequestedFile] = []
    theorems = 0
    for file in files:
        portion.append(file)
        theorems += len(file.wanted.names)
        if theorems >= _AT_A_TIME:
            yield portion
            portion, theorems = [], 0
    if portion:
        yield portion


class _Within(Observer):
    """Tells of a part of the work to one who knows how much there is in all."""

    def __init__(self, observer: Observer) -> None:
        self._observer = observer

    def advanced(self, progress: Progress) -> None:
        self._observer.advanced(progress)

    def done(self, result: TheoremResult) -> None:
        self._observer.done(result)
