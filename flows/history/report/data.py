"""What a report is about: a session and its theorems, as they are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.results import TheoremResult
from storage.overview import AttemptOverview, SessionOverview
from storage.records import MessageRecord, SessionRecord, TheoremRecord
from storage.repository import Repository
from tools.errors import UserInputError

_NAMES_TOLD = 5
DETAILED = 60
"""Theorems of which everything is shown, those that were improved first."""
COMPARED = 500
"""Theorems of which at least the two proofs are shown."""
LISTED = 5_000
"""Theorems that the table has a row for."""


@dataclass(frozen=True)
class ReportedTheorem:
    """A theorem of the session, and what came of it."""

    key: str
    """Its name in the session."""
    problem_id: str | None
    path: str
    """Its file, in full."""
    result: TheoremResult


@dataclass(frozen=True)
class ReportedSession:
    """A session, in its own order."""

    record: SessionRecord
    theorems: tuple[ReportedTheorem, ...]
    unreached: tuple[str, ...]
    """Theorems for which there is no result yet."""
    messages: tuple[MessageRecord, ...]
    parts: tuple[SessionOverview, ...]
    """The sessions that are parts of it or were forked from it, oldest first."""

    @property
    def settings(self) -> Mapping[str, Any]:
        """What a search was asked for; empty for sessions that are no searches."""
        return _mapping(self.record.settings.get("settings"))

    @property
    def files(self) -> Sequence[Mapping[str, Any]]:
        """The files with their ``path``, ``digest`` and ``lean`` (its fingerprint)."""
        files = self.record.settings.get("files")
        return [_mapping(one) for one in files] if isinstance(files, list) else []

    @property
    def detailed(self) -> tuple[ReportedTheorem, ...]:
        """Those of which everything is shown, in the session's order."""
        return _first(self.theorems, DETAILED)

    @property
    def compared(self) -> tuple[ReportedTheorem, ...]:
        """Those of which at least the proofs are shown, in the session's order."""
        return _first(self.theorems, COMPARED)


def gather(repository: Repository, session_id: str) -> ReportedSession:
    """What is stored of a session. Raises :class:`UserInputError` if there is none of that name."""
    record = repository.session(session_id)
    if record is None:
        latest = [one.record.id for one in repository.overview.sessions(limit=_NAMES_TOLD)]
        there = f"the latest are {', '.join(latest)}" if latest else "there is none yet"
        raise UserInputError(
            f"There is no session {session_id} in {repository.database.path}; {there}."
        )
    theorems, unreached = [], []
    for one in repository.theorems_of(session_id):
        if one.result is None:
            unreached.append(one.theorem)
        else:
            theorems.append(_theorem(one, one.result))
    parts = [
        one for one in repository.overview.sessions() if one.record.parent_session_id == session_id
    ]
    return ReportedSession(
        record,
        tuple(theorems),
        tuple(unreached),
        tuple(repository.messages.of_session(session_id)),
        tuple(sorted(parts, key=lambda one: one.record.created_at)),
    )


def attempts_of(
    repository: Repository, session: ReportedSession, theorem: ReportedTheorem
) -> list[AttemptOverview]:
    """What was tried for a theorem in the session, oldest first."""
    if theorem.problem_id is None:
        return []
    return repository.overview.attempts(session.record.id, problem_id=theorem.problem_id)


def _theorem(record: TheoremRecord, stored: Mapping[str, Any]) -> ReportedTheorem:
    result = TheoremResult.from_json(stored["result"])
    return ReportedTheorem(record.theorem, record.problem_id, str(stored["path"]), result)


def _first(theorems: Sequence[ReportedTheorem], most: int) -> tuple[ReportedTheorem, ...]:
    """The improved ones, then the others, until there are enough; in their own order."""
    ranked = sorted(range(len(theorems)), key=lambda i: (not theorems[i].result.improved, i))
    return tuple(theorems[i] for i in sorted(ranked[:most]))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
