"""A request and its session: begun, gone on with, or recalled.

There is one session for each request. A finished one answers from storage without Lean.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import structlog

from agents.clock import Clock
from flows.logging import bind_session
from flows.modelling import Proposing
from flows.objectives import Wanted
from flows.requests import (
    Kind,
    RequestedFile,
    Settings,
    describe,
    request_hash,
    require_same,
)
from flows.results import TheoremResult
from flows.searching import Observer, Searches, Seeding
from flows.session_lock import hold_session
from flows.task_list import tasks_of
from storage.records import SessionRecord
from storage.repository import Repository
from tools.errors import BurnishError, UserInputError
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


@dataclass(frozen=True)
class Origin:
    """The session that another one comes from."""

    parent: str
    note: str
    """From where in it, or which part of it this is; part of what is asked for."""
    seeding: Seeding | None = None
    """What its searches start from; it must give the same whenever it is asked."""


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
    command: Mapping[str, Any] | None = None,
    session: str | None = None,
    origin: Origin | None = None,
) -> Summary:
    """Do what is asked, or go on with it, or recall it.

    ``command`` is how it was asked for, kept with a new session. ``session`` goes on with that very
    one, also where its files have moved or another version of Burnish began it. Raises
    :class:`tools.errors.UserInputError` for what cannot be done, before anything is searched, and
    other :class:`tools.errors.BurnishError` with the session left resumable.
    """
    begun = time.monotonic()
    description = describe(files, settings)
    if origin is not None:
        description["origin"] = {"parent": origin.parent, "note": origin.note}
    asked = request_hash(kind, description)
    known = _known(repository, session, asked)
    if known is not None and known.state == "finished":
        bind_session(known.id)
        results = _recall(repository, known.id, files)
        return Summary(known.id, results, 0, time.monotonic() - begun, True, "")
    if session is not None and known is not None:
        require_same(session, known.settings, description)
    proposing.check()
    leans = {file.toolchain.fingerprint: Lean(file.toolchain, lean_seconds) for file in files}
    with ThreadPoolExecutor(workers, thread_name_prefix="burnish") as pool:
        tasks = tasks_of(
            repository, files, leans, pool, proving=wanted.is_proving, by_file=len(files) > 1
        )
        names = ", ".join(str(file.wanted.path) for file in files)
        if not tasks:
            raise UserInputError(f"There is no theorem in {names}: there is nothing to work on.")
        if session is None:
            parent, note = (origin.parent, origin.note) if origin is not None else (None, "")
            with repository.transaction():
                session = repository.start_session(
                    asked, kind, names, description, command=command, parent=parent, note=note
                ).id
                for file in files:
                    repository.sources.store(file.wanted.source.text)
        bind_session(session)
        with hold_session(repository.database.path.parent, session):
            repository.set_session_state(session, "running")
            _log.info("session", theorems=len(tasks), resumed=known is not None)
            searches = Searches(
                *(repository, session, settings, wanted, proposing, clock, lean_seconds, observer),
                seeding=origin.seeding if origin is not None else None,
            )
            with _told(repository, session, len(tasks)) as ending:
                results = searches.run(tasks, pool)
                unfinished = [result for result in results if not result.finished]
                ending["reason"] = (clock.reason or unfinished[0].note) if unfinished else ""
            repository.set_session_state(session, "stopped" if unfinished else "finished")
    calls = sum(lean.calls for lean in leans.values()) + searches.lean_calls
    seconds = time.monotonic() - begun
    return Summary(session, results, calls, seconds, not unfinished, ending["reason"])


def _known(repository: Repository, session: str | None, asked: str) -> SessionRecord | None:
    """The session that is meant, or the one that did exactly what is asked."""
    if session is None:
        return repository.session_for_request(asked)
    known = repository.session(session)
    if known is None:
        raise UserInputError(f"There is no session {session} in {repository.database.path}.")
    return known


@contextmanager
def _told(repository: Repository, session: str, theorems: int) -> Iterator[dict[str, str]]:
    """Events for the beginning and the end of a stretch of work, whose reason the block says.

    A beginning without an end is what a crash leaves.
    """
    told = {"version": version("burnish")}
    repository.record_event(session, "begun", {**told, "theorems": theorems})
    ending: dict[str, str] = {}
    try:
        yield ending
    except BaseException as error:
        reason = f"{error}" if isinstance(error, BurnishError) else f"{type(error).__name__}"
        repository.record_event(session, "ended", {"reason": reason})
        raise
    repository.record_event(session, "ended", ending)


def _recall(
    repository: Repository, session: str, files: Sequence[RequestedFile]
) -> tuple[TheoremResult, ...]:
    """The stored results, with the paths as they are written this time."""
    written = {file.wanted.identity: str(file.wanted.path) for file in files}
    recalled: list[TheoremResult] = []
    for record in repository.theorems_of(session):
        if record.result is not None:
            result = TheoremResult.from_json(record.result["result"])
            recalled.append(result.recalled(written[record.result["path"]]))
    return tuple(recalled)
