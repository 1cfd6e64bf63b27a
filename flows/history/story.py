"""The story of a session, told from what is stored: what was asked, what was tried round by round,
what Lean said, what became best when, and why it stopped.

Nothing is asked of Lean or of a model. Works for sessions in any state, also for one that was
killed before it could say anything.
"""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from flows.history.asking import command_line
from flows.history.listing import Listed, ShownState, files_of, list_sessions, state_of
from flows.history.rounds import Tally
from flows.history.theorem_story import Step, TheoremStory, by_theorem, theorem_story
from storage.records import EventRecord, MessageRecord, SessionRecord
from storage.repository import Repository
from tools.errors import UserInputError

__all__ = ["Step", "Story", "Stretch", "TheoremStory", "story"]


@dataclass(frozen=True)
class Stretch:
    """A time in which a process worked on the session."""

    begun: str
    ended: str | None
    """``None`` if nothing was heard of it any more: killed, or at work."""
    reason: str
    """Why it ended with work left; empty if nothing was."""


@dataclass(frozen=True)
class Story:
    """One session."""

    record: SessionRecord
    state: ShownState
    command: str | None
    """The command that asked for it."""
    files: tuple[str, ...]
    theorems: tuple[TheoremStory, ...]
    stretches: tuple[Stretch, ...]
    reason: str
    """Why it is not finished; empty if it is, or is being worked on."""
    messages: tuple[MessageRecord, ...]
    """What was said in it, oldest first: in a chat."""
    preferences: int
    children: tuple[str, ...]
    """Sessions that were forked from it."""
    parts: tuple[Listed, ...]
    """Sessions that are parts of it, oldest first: the rounds of a collection, the searches of a
    chat."""

    @property
    def tally(self) -> Tally:
        """Of all attempts that the session made itself."""
        tallies = [asdict(one.tally) for one in self.theorems]
        names = asdict(Tally())
        return Tally(**{name: sum(one[name] for one in tallies) for name in names})

    def only(self, name: str) -> Story:
        """The same about one theorem, by its name or the end of it.

        Raises :class:`UserInputError` if there is none.
        """
        found = [one for one in self.theorems if f".{one.theorem}".endswith(f".{name}")]
        if not found:
            names = [one.theorem for one in self.theorems]
            ends = {one.rpartition(".")[2]: one for one in reversed(names)}
            near = difflib.get_close_matches(name.rpartition(".")[2], ends, n=1, cutoff=0.3)
            hint = f"; there is {ends[near[0]]}" if near else ""
            raise UserInputError(f"Session {self.record.id} has no theorem {name}{hint}.")
        return replace(self, theorems=tuple(found))

    def to_json(self) -> dict[str, Any]:
        """As plain JSON, with the proofs."""
        record = self.record
        return {
            "session": record.id,
            "kind": record.kind,
            "state": self.state,
            "reason": self.reason,
            "command": self.command,
            "files": list(self.files),
            "settings": record.settings.get("settings", {}),
            "parent": record.parent_session_id,
            "parent_note": record.parent_note,
            "children": list(self.children),
            "created_at": record.created_at,
            "updated_at": record.updated_at,
            "stretches": [asdict(one) for one in self.stretches],
            "messages": [asdict(one) for one in self.messages],
            "parts": [one.to_json() for one in self.parts],
            "preferences": self.preferences,
            "tally": asdict(self.tally),
            "theorems": [one.to_json() for one in self.theorems],
        }


def story(repository: Repository, session_id: str) -> Story:
    """The story of a session that is there."""
    record = repository.session(session_id)
    if record is None:
        raise KeyError(session_id)
    events = repository.events_of(session_id)
    children = list_sessions(repository, parent=session_id)
    state = state_of(repository, record)
    stretches = _stretches(events)
    return Story(
        record=record,
        state=state,
        command=command_line(record),
        files=tuple(files_of(record)),
        theorems=_theorems(repository, record, events),
        stretches=stretches,
        reason=_reason(state, stretches),
        messages=tuple(repository.messages.of_session(session_id)),
        preferences=len(
            repository.preferences.of_collection(session_id)
            if record.kind == "collect"
            else repository.preferences.of_session(session_id)
        ),
        children=tuple(one.overview.record.id for one in children if not one.is_part),
        parts=tuple(one for one in children if one.is_part),
    )


def _theorems(
    repository: Repository, record: SessionRecord, events: Sequence[EventRecord]
) -> tuple[TheoremStory, ...]:
    """Those with a result, then those that a kill left without one."""
    found: list[TheoremStory] = []
    passes = by_theorem(events)
    known = repository.theorems_of(record.id)
    reached = {one.problem_id for one in known}
    for one in known:
        found.append(theorem_story(repository, record, one, one.problem_id, passes))
    for problem in repository.overview.problems(record.id):
        if problem not in reached:
            found.append(theorem_story(repository, record, None, problem, passes))
    return tuple(found)


def _stretches(events: Sequence[EventRecord]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for one in events:
        if one.kind == "begun":
            found.append(Stretch(one.at, None, ""))
        elif one.kind == "ended" and found:
            found[-1] = Stretch(found[-1].begun, one.at, one.data.get("reason", ""))
    return tuple(found)


def _reason(state: ShownState, stretches: Sequence[Stretch]) -> str:
    if state == "interrupted":
        return "it was interrupted: the process that worked on it is gone"
    if state == "stopped" and stretches:
        return stretches[-1].reason
    return ""
