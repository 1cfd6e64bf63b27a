"""A round's searches in units that can be done anywhere: plain JSON goes out, and rows come back.

A unit is some theorems of one file in one round, with all that is known of them: Lean's analysis of
the file (which decides about the limits that its candidates have), every verdict, where the
searches start. Whoever does it needs the same Lean, and the project around the file if it has one.
It works in a scratch database under the session's own name, so what comes back says the same as if
it had been done here. Merging a unit's rows twice, or after it was done here, changes nothing.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, TypeVar

from agents.clock import Clock
from flows.collecting.options import CollectOptions
from flows.collecting.round_plan import task_key
from flows.collecting.searching import RoundDone, RoundWork, here
from flows.collecting.task_prompts import TaskPrompts
from flows.modelling import proposing
from flows.objectives import read_objective
from flows.requests import RequestedFile, WantedFile
from flows.searching import Observer
from flows.settings import read_settings
from flows.targets import read_source
from storage.archive import pack, pack_known
from storage.database import FILE_NAME, Database
from storage.keys import content_key
from storage.records import AttemptRecord, TheoremRecord
from storage.repository import Repository
from storage.unpacking import unpack
from tools.errors import UserInputError
from tools.lean.source import Source
from tools.lean.toolchain import choose_toolchain
from tools.llm.urgency import Urgency

Value = TypeVar("Value")
Unit = Mapping[str, Any]
"""Plain JSON: what is to be done."""
Rows = Mapping[str, Any]
"""Plain JSON: what came of it."""

THEOREMS = 16
"""In a unit at most: a file with more is done in several, each of which prepares it anew."""
_SHARED = ("context", "sketch", "task prompt")
"""Kinds of structures that later rounds can use again."""


def units(work: RoundWork, size: int = THEOREMS) -> Iterator[Unit]:
    """The units of what is left of a round."""
    for file in work.files:
        names = file.wanted.names
        for start in range(0, len(names), size):
            yield _unit(work, file, names[start : start + size])


def _unit(work: RoundWork, file: RequestedFile, names: tuple[str, ...]) -> Unit:
    keys = {name: task_key(file, name) for name in names}
    ids = {name: work.problems[key] for name, key in keys.items()}
    starts = {one: work.start_of(one) for one in ids.values()}
    lean, digest = file.toolchain.fingerprint, file.wanted.source.digest
    shared = work.repository.structure(_shared_key(lean, digest)) or []
    return {
        "session": work.session,
        "round": work.number,
        "options": work.options.to_json(),
        "lean_seconds": work.lean_seconds,
        "file": {
            "path": str(file.wanted.path.resolve()),
            "known_as": file.wanted.identity,
            "text": file.wanted.source.text,
            "lean": lean,
        },
        "positions": {name: work.positions[key] for name, key in keys.items()},
        "problems": ids,
        "starts": {one: None if start is None else asdict(start) for one, start in starts.items()},
        "known": pack_known(
            work.repository,
            list(ids.values()),
            structures=[content_key("file", lean, digest), *shared],
            session=work.session,
        ),
        "prompts": _prompts(work.repository, work.prompts, list(ids.values())),
    }


def search_unit(
    unit: Unit,
    folder: Path,
    progress: Callable[[str], None],
    clock: Clock | None = None,
    observer: Observer | None = None,
) -> Rows:
    """Do a unit in a folder of its own, which may be thrown away afterwards.

    What `clock` kept from being searched is not among the finished theorems. Raises
    :class:`UserInputError` where there is another Lean than the unit's, or its file's project is
    not there; other :class:`tools.errors.BurnishError` where Lean or the model fail.
    """
    options = CollectOptions.from_json(unit["options"])
    settings = read_settings()
    wanted = read_objective(options.metric, options.guards)
    file = _requested(unit, options.lean or settings.lean, folder, progress)
    database = Database(folder / FILE_NAME)
    try:
        repository = Repository(database)
        (session,) = unpack(repository, unit["known"], trusted=True)
        _keep_prompts(repository, unit["prompts"])
        starts = {
            one: None
            if start is None
            else AttemptRecord(**{**start, "rewrites": tuple(start["rewrites"])})
            for one, start in unit["starts"].items()
        }
        prompts = TaskPrompts.of(options, settings, wanted)
        model = replace(options.model, seed=options.rules.seed)
        with proposing(model, settings, Urgency.COLLECTION) as base:
            base.check()
            who = options.proposing(base, unit["round"])
            done = here(
                RoundWork(
                    repository=repository,
                    options=options,
                    session=session,
                    number=unit["round"],
                    files=[file],
                    positions=_by_key(file, unit["positions"]),
                    problems=_by_key(file, unit["problems"]),
                    settings=options.settings(wanted, who),
                    wanted=wanted,
                    proposing=who,
                    prompts=prompts,
                    start_of=lambda problem: starts[problem],
                    clock=clock or Clock(),
                    lean_seconds=unit["lean_seconds"],
                    observer=observer or Observer(),
                )
            )
        shared = [key for kind in _SHARED for key in repository.structure_keys(kind)]
        return {
            "session": session,
            "file": [file.toolchain.fingerprint, file.wanted.source.digest],
            "theorems": [task_key(file, name) for name in file.wanted.names],
            "rows": pack(repository, [session], structures=shared, every_verdict=True),
            "structures": shared,
            "prompts": _prompts(repository, prompts, list(starts)),
            "lean_calls": done.lean_calls,
            "unfinished": dict(done.unfinished),
        }
    finally:
        database.close()


def merge(repository: Repository, rows: Rows) -> RoundDone:
    """Take over what came of a unit, all of it or nothing, unless it is here already."""
    session: str = rows["session"]
    with repository.transaction():
        finished = {one for one in rows["theorems"] if _is_finished(repository, session, one)}
        if not finished >= set(rows["theorems"]):
            unpack(repository, rows["rows"], into=session, trusted=True)
            for row in rows["rows"]["tables"]["session_theorems"]:
                if row["theorem"] not in finished:  # of one that was begun there is a row already
                    result = {"session_id": session, "result": json.loads(row["result"])}
                    repository.save_theorem_result(TheoremRecord(**row | result))
            _keep_prompts(repository, rows["prompts"])
            key = _shared_key(*rows["file"])
            known: list[str] = repository.structure(key) or []
            shared = list(dict.fromkeys([*known, *rows["structures"]]))
            repository.store_structure(key, "shared", shared)
    return RoundDone(rows["lean_calls"], rows["unfinished"])


def _by_key(file: RequestedFile, by_name: Mapping[str, Value]) -> dict[str, Value]:
    return {task_key(file, name): value for name, value in by_name.items()}


def _is_finished(repository: Repository, session: str, theorem: str) -> bool:
    known = repository.theorem_result(session, theorem)
    return known is not None and known.state in ("finished", "failed")


def _start(stored: Mapping[str, Any] | None) -> AttemptRecord | None:
    if stored is None:
        return None
    return AttemptRecord(**{**stored, "rewrites": tuple(stored["rewrites"])})


def _requested(
    unit: Unit, lean: str | None, folder: Path, progress: Callable[[str], None]
) -> RequestedFile:
    """The unit's file where it is, with the project around it; a copy of it where it is not."""
    given = unit["file"]
    source, path = Source(given["text"]), Path(given["path"])
    try:
        is_here = read_source(path).digest == source.digest
    except UserInputError:
        is_here = False
    if not is_here:
        path = folder / "File.lean"
        path.write_text(source.text, encoding="utf-8")
    toolchain = choose_toolchain(path, lean, progress)
    if toolchain.fingerprint != given["lean"]:
        raise UserInputError(
            f"This unit is for the Lean {given['lean']}, and here {given['path']} is for "
            f"{toolchain.fingerprint}: a worker needs the same Lean, and the same project at the "
            "same place."
        )
    names = tuple(unit["positions"])
    return RequestedFile(WantedFile(path, source, names, given["known_as"]), toolchain)


def _prompts(
    repository: Repository, prompts: TaskPrompts, problems: list[str]
) -> list[dict[str, Any]]:
    """The task prompts that are known of some problems: the key, the hash, and the messages."""
    found = []
    for problem in problems:
        key = prompts.key(problem)
        known = repository.structure(key)
        if known is not None:
            messages = repository.answers.prompt(known) if known else None
            found.append({"key": key, "hash": known, "messages": messages})
    return found


def _keep_prompts(repository: Repository, prompts: list[Mapping[str, Any]]) -> None:
    with repository.transaction():
        for one in prompts:
            if one["messages"] is not None:
                repository.answers.keep_prompt(one["hash"], one["messages"])
            repository.store_structure(one["key"], "task prompt", one["hash"])


def _shared_key(lean: str, digest: str) -> str:
    return content_key("shared by units", lean, digest)
