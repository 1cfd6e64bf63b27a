"""`burnish sessions fork`: a new session that starts from what another one has tried.

The proofs in the files stay the originals. What Lean has said is not asked again; a proof that was
refused is not tried again. With another Lean only the proofs that verified are taken over, and are
judged anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from flows.history.finding import find_files
from flows.history.inheriting import Inheritance, Until
from flows.history.resuming import stored_options
from flows.modelling import ModelOptions
from flows.optimize import Job, OptimizeOutcome, Options, optimize_files
from flows.searching import Observer
from flows.sessions import Origin
from flows.settings import read_settings
from storage.overview import AttemptOverview
from storage.records import SessionRecord
from storage.repository import Repository
from tools.errors import UserInputError


@dataclass(frozen=True)
class ForkOptions:
    """From where to fork, and what is to be otherwise."""

    until: Until = field(default_factory=Until)
    root: Path | None = None
    """The folder in which the files are now."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """Fields of :class:`flows.optimize.Options`."""
    model_changes: Mapping[str, Any] = field(default_factory=dict)
    """Fields of :class:`flows.modelling.ModelOptions`."""


def fork_session(
    repository: Repository,
    record: SessionRecord,
    asked: ForkOptions,
    observer: Observer,
    progress: Callable[[str], None],
) -> OptimizeOutcome:
    """Begin a session from another one; the same fork again goes on with it, or recalls it.

    Raises :class:`UserInputError` for a place that the session does not have, and for what cannot
    be searched.
    """
    if "metric" not in record.settings.get("settings", {}):
        raise UserInputError(
            f"{record.id} is a session of `burnish {record.kind}`, which searches nothing itself: "
            "there is nothing to fork."
        )
    attempts = repository.overview.attempts(record.id)
    note = _place(record, asked.until, attempts)
    until = asked.until
    if until == Until():  # what it tries from now on is no part of this
        until = Until(attempt=max((one.id for one in attempts), default=0))
    options = changed(stored_options(record), asked)
    lean = options.lean or read_settings().lean
    found = find_files(repository, record, asked.root, lean, progress)
    for one in found.notes:
        progress(one)
    command = {
        "command": f"sessions fork {record.id}{_flag(asked.until)}",
        "options": options.to_json(),
        "fork": until.to_json(),
    }
    origin = Origin(record.id, note, Inheritance(repository, record.id, until).seed)
    job = Job(found.files, options, command=command, origin=origin)
    return optimize_files(repository, job, observer, progress)


def changed(options: Options, asked: ForkOptions) -> Options:
    """The options of a session with those put in their place that are asked for now."""
    changes = dict(asked.changes)
    if "metric" in changes and "guards" not in changes and "pareto" not in changes:
        # A front that was asked for by itself said what is better.
        changes |= {"pareto": options.pareto if options.metric is not None else None}
    model = replace(options.model, **asked.model_changes)
    proposer = asked.model_changes.get("proposer")
    if proposer is None and options.model.proposer == "symbolic" and asked.model_changes:
        model = replace(model, proposer="both")
    if model.proposer == "symbolic":
        model = ModelOptions(proposer="symbolic")
    return replace(options, **{"write": False, **changes}, model=model)


def _place(record: SessionRecord, until: Until, known: Sequence[AttemptOverview]) -> str:
    """From where the fork starts, for people; part of what is asked for."""
    if until.attempt is not None:
        if until.attempt not in {one.id for one in known}:
            raise UserInputError(
                f"Session {record.id} has no attempt {until.attempt}; `burnish sessions show "
                f"{record.id} --attempts` lists them."
            )
        return f"up to attempt {until.attempt}"
    if until.round is not None:
        last = max((one.round for one in known), default=0)
        if until.round > last:
            raise UserInputError(
                f"Session {record.id} has no round {until.round}: its last is {last}."
            )
        return f"up to round {until.round}"
    return f"after {len(known)} attempts"


def _flag(until: Until) -> str:
    if until.attempt is not None:
        return f" --at {until.attempt}"
    return f" --round {until.round}" if until.round is not None else ""
