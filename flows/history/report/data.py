"""What a report is about: a session, its story, and the results of its theorems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.history.handoff import Advice, handed_off
from flows.history.listing import Listed, find_session, state_of
from flows.history.story import Story, TheoremStory, story
from flows.results import TheoremResult
from storage.overview import AttemptOverview
from storage.records import MessageRecord, SessionRecord
from storage.repository import Repository

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
    told: TheoremStory


@dataclass(frozen=True)
class ReportedSession:
    """A session, in its own order."""

    told: Story
    advice: tuple[Advice, ...]
    """What to try next."""
    theorems: tuple[ReportedTheorem, ...]
    messages: tuple[MessageRecord, ...]
    parts: tuple[Listed, ...]
    """The sessions that are parts of it or were forked from it, oldest first."""

    @property
    def record(self) -> SessionRecord:
        return self.told.record

    @property
    def unreached(self) -> tuple[TheoremStory, ...]:
        """Theorems that were interrupted before there was a result."""
        return tuple(one for one in self.told.theorems if one.result is None)

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


def gather(repository: Repository, name: str) -> ReportedSession:
    """What is stored of the session that a name, or its beginning, means.

    Raises :class:`tools.errors.UserInputError` if there is none.
    """
    record = find_session(repository, name)
    told = story(repository, record.id)
    stories = {(one.problem, one.theorem): one for one in told.theorems}
    theorems: list[ReportedTheorem] = []
    for one in repository.theorems_of(record.id):
        if one.result is None:
            continue
        result = TheoremResult.from_json(one.result["result"])
        about = stories.get((one.problem_id, result.theorem))
        if about is not None:  # otherwise it was reached since, in a session that still runs
            path = str(one.result["path"])
            theorems.append(ReportedTheorem(one.theorem, one.problem_id, path, result, about))
    return ReportedSession(
        told,
        handed_off(told).advice,
        tuple(theorems),
        tuple(repository.messages.of_session(record.id)),
        tuple(
            Listed(one, state_of(repository, one.record))
            for one in reversed(repository.overview.sessions(parent=record.id))
        ),
    )


def attempts_of(
    repository: Repository, session: ReportedSession, theorem: ReportedTheorem
) -> list[AttemptOverview]:
    """What was tried for a theorem in the session, oldest first."""
    if theorem.problem_id is None:
        return []
    return repository.overview.attempts(session.record.id, problem_id=theorem.problem_id)


def _first(theorems: Sequence[ReportedTheorem], most: int) -> tuple[ReportedTheorem, ...]:
    """The improved ones, then the others, until there are enough; in their own order."""
    ranked = sorted(range(len(theorems)), key=lambda i: (not theorems[i].result.improved, i))
    return tuple(theorems[i] for i in sorted(ranked[:most]))


def _mapping(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}
