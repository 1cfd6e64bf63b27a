"""`burnish sessions resume`: goes on with a stored session after a spent budget, a crash, a reboot,
or in a copy of the database on another machine."""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from agents.channels import Channels
from flows.commands.model_options import DEFAULT_CANDIDATES, DEFAULT_ROUNDS
from flows.commands.optimize import DEFAULT_SECONDS
from flows.history.asking import command_line
from flows.history.finding import find_files
from flows.history.inheriting import Inheritance, Until
from flows.modelling import ModelOptions
from flows.optimize import Job, OptimizeOutcome, Options, optimize_files
from flows.searching import Observer
from flows.sessions import Origin
from flows.settings import read_settings
from storage.records import SessionRecord
from storage.repository import Repository
from storage.strangers import NOT_BELIEVED
from tools.errors import UserInputError


@dataclass(frozen=True)
class ResumeOptions:
    """What can be said anew; the rest is as the session began."""

    seconds: float | None
    """``None``: as many as the command had that began it."""
    endpoint: str | None
    """Where the model is served, which is never stored."""
    write: bool
    lean: str | None
    """Where the Lean is that the session began with."""
    root: Path | None
    """The folder in which its files are now."""


def resume_session(
    repository: Repository,
    record: SessionRecord,
    asked: ResumeOptions,
    observer: Observer,
    progress: Callable[[str], None],
) -> OptimizeOutcome:
    """Go on with a session, or recall one that is finished.

    Raises :class:`UserInputError` for a session of another command, with the one that goes on with
    it, and for files or a Lean that are not there.
    """
    _require_kind(record)
    options = stored_options(record)
    seconds = options.seconds if asked.seconds is None else asked.seconds
    model = replace(options.model, endpoint=asked.endpoint)
    if record.state == "finished":
        model = ModelOptions(proposer="symbolic")  # nothing is asked to recall what is stored
    lean = asked.lean or options.lean or read_settings().lean
    found = find_files(repository, record, asked.root, lean, progress)
    for note in found.notes:
        progress(note)
    options = replace(options, seconds=seconds, write=asked.write, lean=lean, model=model)
    job = Job(found.files, options, session=record.id, origin=_origin(repository, record))
    return optimize_files(repository, job, observer, progress)


def _origin(repository: Repository, record: SessionRecord) -> Origin | None:
    """Of a fork the session that it takes attempts over from, for theorems not yet begun."""
    until = (record.command or {}).get("fork")
    if record.parent_session_id is None or until is None:
        return None
    taken = Inheritance(repository, record.parent_session_id, Until.from_json(until))
    return Origin(record.parent_session_id, record.parent_note, taken.seed)


def _require_kind(record: SessionRecord) -> None:
    """Refuse a session that another command goes on with, and name that."""
    if record.kind == "optimize":
        return
    if record.kind == "round":
        of = f" of the collection {record.parent_session_id}" if record.parent_session_id else ""
        raise UserInputError(f"{record.id} is a round{of}: go on with the whole collection.")
    if record.parent_note == NOT_BELIEVED:
        raise UserInputError(
            f"{record.id} is a session of `burnish {record.kind}` and came in an archive that was "
            "not believed: `burnish sessions show` and `report` tell what is in it, but it cannot "
            f"be gone on with. {_command(record)} begins one of your own; an archive from "
            "yourself, imported with --trust where the session is not known yet, can be gone on "
            "with."
        )
    if record.kind == "chat" and record.state == "finished":
        raise UserInputError(
            f"The chat {record.id} has ended, since another took its place: {_command(record)} "
            "goes on with the newest about this theorem."
        )
    raise UserInputError(
        f"{record.id} is a session of `burnish {record.kind}`; the same command again goes on with "
        f"it: {_command(record)}"
    )


def _command(record: SessionRecord) -> str:
    """The command that asked for a session, or where it was not kept the least that asks for one
    about the same."""
    target = record.file
    if record.kind == "chat":
        for file in record.settings.get("files", ()):
            target = f"{file['path']}:{file['names'][0]}"
    return command_line(record) or shlex.join(["burnish", record.kind, target])


def stored_options(record: SessionRecord) -> Options:
    """The options that a session began with; from what it describes, where the command was not
    kept or was another one than `optimize`."""
    described: Mapping[str, Any] = record.settings.get("settings", {})
    proposing = described.get("proposing", {})
    if record.kind == "optimize" and record.command is not None:
        options = Options.from_json(record.command.get("options", {}))
        # The environment may have named the model, and who proposes.
        named = proposing.get("model") or options.model.model
        proposer = proposing.get("proposer") or options.model.proposer
        return replace(options, model=replace(options.model, model=named, proposer=proposer))
    pareto = ",".join(described.get("pareto", ()))
    # Without a metric the front says what is better, in the same words.
    metric = None if pareto and described["metric"] == pareto else described["metric"]
    return Options(
        metric=metric,
        rounds=described.get("rounds", DEFAULT_ROUNDS),
        candidates=described.get("candidates", DEFAULT_CANDIDATES),
        seconds=DEFAULT_SECONDS,
        write=False,
        lean=None,
        guards=tuple(described.get("guards", ())),
        pareto=pareto or None,
        model=_described_model(proposing),
    )


def _closed(open_channels: Sequence[str]) -> str:
    return ",".join(name for name in Channels().names if name not in open_channels)


def _described_model(proposing: Mapping[str, Any]) -> ModelOptions:
    if "sampling" not in proposing:
        return ModelOptions(proposer="symbolic")
    first, last = proposing["temperatures"]
    return ModelOptions(
        proposer=proposing["proposer"],
        model=proposing["model"],
        adapter=proposing["adapter"],
        samples=proposing["sampling"]["n"],
        rounds=proposing["rounds"],
        temperatures=(first, last),
        answer_tokens=proposing["sampling"]["max_tokens"],
        seed=proposing["seed"],
        without=_closed(proposing["channels"]),
        veto=proposing["veto"],
        stops=proposing["stops"],
    )
