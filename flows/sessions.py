"""A request and its session: begun, gone on with, or recalled.

There is one session for each request. A finished one answers from storage without Lean.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import structlog

from agents.clock import Clock
from flows.logging import bind_session
from flows.modelling import Proposing
from flows.objectives import Wanted
from flows.portfolios import portfolio_of
from flows.preparation import PreparedFile, prepare
from flows.requests import Kind, RequestedFile, Settings, describe, request_hash
from flows.results import TheoremResult
from flows.searching import Observer, Searches
from flows.session_lock import hold_session
from flows.tasks import Task
from storage.repository import Repository
from tools.errors import UserInputError
from tools.lean.lean import Lean

_log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Summary:
    """What a command found out."""

    session: str
    results: tuple[TheoremResult, ...]
    lean_calls: int
    """Lean processes that this command started."""
    seconds: float
    finished: bool
    reason: str
    """Why it is not finished; empty if it is."""


def run_session(
    repository: Repository,
    files: Sequence[RequestedFile],
    settings: Settings,
    wanted: Wanted,
    proposing: Proposing,
    *,
    clock: Clock,
    lean_seconds: float,
    workers: int,
    observer: Observer,
    kind: Kind = "optimize",
) -> Summary:
    """Do what is asked, or go on with it, or recall it.

    Raises :class:`tools.errors.UserInputError` for what cannot be done, before anything is
    searched, and other :class:`tools.errors.BurnishError` with the session left resumable.
    """
    begun = time.monotonic()
    description = describe(files, settings)
    asked = request_hash(kind, description)
    known = repository.session_for_request(asked)
    if known is not None and known.state == "finished":
        bind_session(known.id)
        results = _recall(repository, known.id, files)
        return Summary(known.id, results, 0, time.monotonic() - begun, True, "")
    proposing.check()
    leans = {file.toolchain.fingerprint: Lean(file.toolchain, lean_seconds) for file in files}
    with ThreadPoolExecutor(workers, thread_name_prefix="burnish") as pool:
        tasks = _prepare(repository, files, leans, pool, wanted.is_proving)
        names = ", ".join(str(file.wanted.path) for file in files)
        if not tasks:
            raise UserInputError(f"There is no theorem in {names}, so nothing can be {kind}d.")
        session = repository.start_session(asked, kind, names, description).id
        bind_session(session)
        with hold_session(repository.database.path.parent, session):
            _log.info("session", theorems=len(tasks), resumed=known is not None)
            searches = Searches(
                repository, session, settings, wanted, proposing, clock, lean_seconds, observer
            )
            results = searches.run(tasks, pool)
            unfinished = [result for result in results if not result.finished]
            repository.set_session_state(session, "stopped" if unfinished else "finished")
    calls = sum(lean.calls for lean in leans.values()) + searches.lean_calls
    reason = (clock.reason or unfinished[0].note) if unfinished else ""
    return Summary(session, results, calls, time.monotonic() - begun, not unfinished, reason)


def _recall(
    repository: Repository, session: str, files: Sequence[RequestedFile]
) -> tuple[TheoremResult, ...]:
    """The stored results, with the paths as they are written this time."""
    written = {str(file.wanted.path.resolve()): str(file.wanted.path) for file in files}
    recalled: list[TheoremResult] = []
    for record in repository.theorems_of(session):
        if record.result is not None:
            result = TheoremResult.from_json(record.result["result"])
            recalled.append(result.recalled(written[record.result["path"]]))
    return tuple(recalled)


def _prepare(
    repository: Repository,
    files: Sequence[RequestedFile],
    leans: dict[str, Lean],
    pool: ThreadPoolExecutor,
    proving: bool,
) -> list[Task]:
    def one(file: RequestedFile) -> PreparedFile:
        wanted, lean = file.wanted, leans[file.toolchain.fingerprint]
        return prepare(repository, lean, wanted.path, wanted.source, wanted.names, proving=proving)

    prepared = list(pool.map(one, files))
    several = len(files) > 1
    seen: Counter[str] = Counter()
    tasks: list[Task] = []
    for file, content in zip(files, prepared, strict=True):
        lean = leans[file.toolchain.fingerprint]
        portfolio = portfolio_of(repository, lean, content) if content.theorems else ()
        for theorem in content.theorems:
            name = theorem.declaration.name
            key = f"{file.wanted.path.resolve()}:{name}" if several else name
            seen[key] += 1
            if seen[key] > 1:  # a second declaration of the name, which Lean refuses
                key = f"{key} ({seen[key]})"
            tasks.append(Task(key, len(tasks), file, content, theorem, portfolio))
    return tasks
