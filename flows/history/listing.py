"""Which sessions there are, in which state, and which one a name means."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any, Literal

from flows.session_lock import is_held
from storage.overview import SessionOverview
from storage.records import SessionRecord
from storage.repository import Repository
from tools.errors import UserInputError

ShownState = Literal["running", "interrupted", "stopped", "finished"]
_NEAR = 3
_PARTS = frozenset({"round", "turn"})
"""Kinds of sessions that are parts of others: of a collection, of a chat."""


@dataclass(frozen=True)
class Listed:
    """A session, how much there is of it, and in which state it really is."""

    overview: SessionOverview
    state: ShownState

    @property
    def is_part(self) -> bool:
        """Whether it is a part of another session, and no run of a command by itself."""
        return self.overview.record.kind in _PARTS

    def to_json(self) -> dict[str, Any]:
        record, one = self.overview.record, self.overview
        return {
            "session": record.id,
            "kind": record.kind,
            "state": self.state,
            "files": files_of(record),
            "metric": record.settings.get("settings", {}).get("metric"),
            "theorems": one.theorems,
            "finished": one.finished,
            "improved": one.improved,
            "attempts": one.attempts,
            "verified": one.verified,
            "parent": record.parent_session_id,
            "parent_note": record.parent_note,
            "created_at": record.created_at,
            "updated_at": record.updated_at,
        }


def list_sessions(
    repository: Repository, *, kind: str | None = None, parent: str | None = None
) -> list[Listed]:
    """All sessions, the latest first; or those of a kind; or those that come from one, oldest
    first."""
    found = [
        Listed(one, state_of(repository, one.record))
        for one in repository.overview.sessions(kind=kind, parent=parent)
    ]
    if parent is None:
        return found
    return sorted(found, key=lambda one: one.overview.record.created_at)


def state_of(repository: Repository, record: SessionRecord) -> ShownState:
    """How a session stands: one that no process works on any more was interrupted."""
    if record.state == "running" and not is_held(repository.database.path.parent, record.id):
        return "interrupted"
    return record.state


def files_of(record: SessionRecord) -> list[str]:
    """The files that a session works on, as it knows them."""
    files = record.settings.get("files")
    return [file["path"] for file in files] if files else [record.file]


def find_session(repository: Repository, name: str) -> SessionRecord:
    """The session of that name, or the only one whose name begins so.

    Raises :class:`UserInputError`, with names that are near.
    """
    exact = repository.session(name)
    if exact is not None:
        return exact
    names = repository.overview.session_ids()
    beginning = [one for one in names if name and one.startswith(name)]
    if len(beginning) == 1:
        return find_session(repository, beginning[0])
    if beginning:
        raise UserInputError(f"{name} may be {_or(beginning)}: write more of its name.")
    near = difflib.get_close_matches(name, names, n=_NEAR)
    hint = f"; there is {_or(near)}" if near else ""
    raise UserInputError(
        f"There is no session {name} in {repository.database.path}{hint}. `burnish sessions` lists "
        "them."
    )


def _or(names: list[str]) -> str:
    shown = names[:_NEAR] + (["others"] if len(names) > _NEAR else [])
    return " or ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
