"""`burnish sessions prune`: which sessions may go, and their removal."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from agents.passes import pass_keys
from flows.history.listing import Listed, ShownState, list_sessions
from flows.session_lock import lock_file
from storage.records import SessionRecord
from storage.repository import Repository
from tools.errors import UserInputError

STATES: tuple[ShownState, ...] = ("finished", "stopped", "interrupted")
"""What can be chosen; what runs never goes."""
_AGE = re.compile(r"(\d+)\s*([hdwy])")
_MOST_ROUNDS = 10_000
"""Of a search; so many may be asked for that nobody ever reaches them."""
_HOURS = {"h": 1, "d": 24, "w": 7 * 24, "y": 365 * 24}


@dataclass(frozen=True)
class Selection:
    """What is to go."""

    age: timedelta
    """Since a session was worked on."""
    states: frozenset[str] = frozenset(STATES)
    keep: int = 0
    """How many of the latest sessions stay in any case."""


@dataclass(frozen=True)
class Prunable:
    """What a selection means."""

    going: tuple[Listed, ...]
    """The latest first."""
    staying: dict[str, str]
    """Sessions that were selected and cannot go, and why."""

    def to_json(self) -> dict[str, Any]:
        going = [one.to_json() for one in self.going]
        return {"sessions": going, "staying": self.staying}


def read_age(text: str) -> timedelta:
    """``30d``, ``12h``, ``2w``. Raises :class:`UserInputError`."""
    found = _AGE.fullmatch(text.strip())
    hours = int(found[1]) * _HOURS[found[2]] if found is not None else None
    if hours is None or hours > 1000 * _HOURS["y"]:
        raise UserInputError(
            f"--older must be a number of hours, days, weeks or years, as in 12h, 30d, 2w or 1y, "
            f"not {text}."
        )
    return timedelta(hours=hours)


def read_states(names: Collection[str]) -> frozenset[str]:
    """The states that are named, or all that can be. Raises :class:`UserInputError`."""
    for name in names:
        if name not in STATES:
            raise UserInputError(f"--state must be one of {', '.join(STATES)}, not {name}.")
    return frozenset(names or STATES)


def prunable(repository: Repository, selection: Selection, now: datetime | None = None) -> Prunable:
    """The sessions that a selection means and that nothing rests on.

    A session from which another one comes goes only together with that, and a part of a session
    only with the whole.
    """
    sessions = list_sessions(repository)
    limit = (now or datetime.now(UTC)) - selection.age
    chosen = {
        one.overview.record.id: one
        for one in sessions[selection.keep :]
        if one.state in selection.states
        and datetime.fromisoformat(one.overview.record.updated_at) <= limit
    }
    needed = repository.pruning.needed()
    staying = {name: why for name, why in needed.items() if name in chosen}
    children = _children(sessions)
    parents = {
        one.overview.record.id: one.overview.record.parent_session_id
        for one in sessions
        if one.is_part
    }
    while True:
        going = chosen.keys() - staying.keys()
        bound = {
            name: f"{child} comes from it"
            for name in going
            for child in children.get(name, ())
            if child not in going
        }
        bound |= {
            name: f"it is a part of {parent}"
            for name in going
            if (parent := parents.get(name)) is not None and parent not in going
        }
        if not bound:
            break
        staying |= bound
    return Prunable(tuple(chosen[name] for name in chosen if name in going), staying)


def prune(repository: Repository, going: Sequence[Listed]) -> int:
    """Remove sessions for good; how many bytes that freed.

    Raises :class:`tools.errors.StorageError` if the database cannot be written.
    """
    names = [one.overview.record.id for one in going]
    structures = [key for one in going for key in _passes(repository, one.overview.record)]
    repository.pruning.remove(names, structures)
    for name in names:
        lock_file(repository.database.path.parent, name).unlink(missing_ok=True)
    return repository.database.compact()


def _children(sessions: Collection[Listed]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one in sessions:
        record = one.overview.record
        if record.parent_session_id is not None:
            found.setdefault(record.parent_session_id, []).append(record.id)
    return found


def _passes(repository: Repository, record: SessionRecord) -> list[str]:
    """The keys of the passes that its searches can have made."""
    settings = record.settings.get("settings", {})
    rounds = 1 + settings.get("rounds", 0) + settings.get("proposing", {}).get("rounds", 0)
    problems = set(repository.overview.problems(record.id))
    problems |= {
        one.problem_id for one in repository.theorems_of(record.id) if one.problem_id is not None
    }
    rounds = min(rounds, _MOST_ROUNDS)
    return [key for problem in problems for key in pass_keys(record.id, problem, rounds)]
