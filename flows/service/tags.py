"""The tags by which a run of the server shows which sessions it works on."""

from __future__ import annotations

from collections.abc import Iterable

_PREFIX = "session:"


def with_sessions(tags: Iterable[str], sessions: Iterable[str]) -> list[str]:
    """The tags of a run that works on some sessions, in place of those that it worked on."""
    others = [tag for tag in tags if not tag.startswith(_PREFIX)]
    return [*others, *(f"{_PREFIX}{session}" for session in sessions)]


def sessions_of(tags: Iterable[str]) -> tuple[str, ...]:
    """The sessions that the tags of a run name, in their order."""
    return tuple(tag.removeprefix(_PREFIX) for tag in tags if tag.startswith(_PREFIX))
