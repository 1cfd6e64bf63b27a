"""What was said in a chat, turn by turn: with the change of each answer, or its nearest miss.

Answers are told by the data of their messages, as far as that has the form that a chat gives it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from flows.history.report.changes import DiffLine, diff_lines
from flows.history.report.code import code
from flows.results import diff_hunks
from storage.records import MessageRecord

_CODE = "code"
_MOST = 200
"""Messages that are shown, the latest."""


@dataclass(frozen=True)
class Said:
    """One message."""

    is_user: bool
    text: str | Markup
    """Markup where it is Lean's."""
    is_code: bool
    diff: list[DiffLine]
    changes: list[tuple[str, float, float]]
    """The metrics that are not what they were: name, before, after."""
    miss: Markup | None
    """The nearest miss, where nothing was verified."""
    reason: str
    """What Lean said of it."""


def talk(messages: Sequence[MessageRecord]) -> list[Said]:
    """The latest messages of a session, oldest first."""
    return [_said(one) for one in messages[-_MOST:]]


def _said(message: MessageRecord) -> Said:
    data = message.data
    is_code = message.kind == _CODE or data.get("is_code") is True
    before, after = _text(data.get("before")), _text(data.get("after"))
    miss = data.get("miss")
    missed = miss if isinstance(miss, Mapping) else {}
    return Said(
        message.role == "user",
        code(message.text) if is_code else message.text,
        is_code,
        list(diff_lines(diff_hunks(f"{before}\n", f"{after}\n"))) if before and after else [],
        list(_changes(data.get("changes"))),
        code(_text(missed["text"])) if _text(missed.get("text")) else None,
        _text(missed.get("reason")),
    )


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _changes(found: Any) -> Iterator[tuple[str, float, float]]:
    for one in found if isinstance(found, list) else ():
        if not isinstance(one, Mapping):
            continue
        before, after = one.get("before"), one.get("after")
        if isinstance(before, int | float) and isinstance(after, int | float) and before != after:
            yield _text(one.get("metric")), before, after
