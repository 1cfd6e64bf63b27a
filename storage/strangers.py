"""What a stranger's session may say of itself: plain facts of the expected kinds, and no programs.

Everything that reads a session's settings later can then rely on their form.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tools.errors import UserInputError

_KINDS = frozenset({"optimize", "evaluate", "chat", "turn"})
_A_PROGRAM = re.compile(r"\.py\b")
_MOST = 1_000_000
"""No honest number of rounds, samples or tokens is greater."""
_TEXTS = frozenset({"metric", "proposer", "model", "adapter", "prompts"})
_LISTS = frozenset({"guards", "pareto", "metrics", "channels"})
_NUMBERS = frozenset({"rounds", "candidates"})
_FILE = {"path": str, "digest": str, "lean": str}


def check_session(row: Mapping[str, Any]) -> None:
    """Refuse a row of `sessions` that is not of the form that Burnish writes.

    Raises :class:`UserInputError`.
    """
    if row["kind"] not in _KINDS or not isinstance(row["file"], str):
        raise _damaged("a session is of no known kind")
    described = json.loads(row["settings"])
    if not isinstance(described, dict):
        raise _damaged("a session says nothing of itself")
    files = described.get("files", [])
    if not isinstance(files, list) or not all(_is_file(one) for one in files):
        raise _damaged("a session does not say which files it works on")
    settings = described.get("settings", {})
    proposing = settings.get("proposing", {}) if isinstance(settings, dict) else None
    if not isinstance(proposing, dict) or not isinstance(settings, dict):
        raise _damaged("the settings of a session cannot be read")
    sampling = proposing.get("sampling", {})
    temperatures = proposing.get("temperatures", [0, 0])
    fine = (
        _are_plain(settings)
        and _are_plain(proposing)
        and isinstance(sampling, dict)
        and all(_is_number(sampling.get(name, 1)) for name in ("n", "max_tokens"))
        and isinstance(temperatures, list)
        and len(temperatures) == 2
        and all(isinstance(one, int | float) for one in temperatures)
    )
    if not fine:
        raise _damaged("the settings of a session cannot be read")


def _is_file(one: Any) -> bool:
    return (
        isinstance(one, dict)
        and all(isinstance(one.get(name), kind) for name, kind in _FILE.items())
        and _are_texts(one.get("names"))
    )


def _are_plain(settings: Mapping[str, Any]) -> bool:
    """A metric of the user's own is a program: none that an archive names is ever loaded."""
    texts = [settings.get(name) for name in _TEXTS]
    lists = [settings.get(name, []) for name in _LISTS]
    return (
        all(one is None or isinstance(one, str) for one in texts)
        and all(_are_texts(one) for one in lists)
        and all(_is_number(settings.get(name, 1)) for name in _NUMBERS)
        and not any(
            _A_PROGRAM.search(text)
            for text in [settings.get("metric") or "", *settings.get("guards", ())]
        )
        and not any(_A_PROGRAM.search(text) for text in settings.get("pareto", ()))
    )


def _are_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and 0 <= value <= _MOST


def _damaged(why: str) -> UserInputError:
    return UserInputError(f"This archive is damaged: {why}.")
