"""What a stranger's session may say of itself: facts of a kind that is known, and no programs.

That its settings are of the form that Burnish writes is asked of every archive
(:mod:`storage.well_formed`).
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from tools.errors import UserInputError

NOT_BELIEVED = "imported, not believed"
"""The note of a session of which the texts and attempts are a stranger's."""
_KINDS = frozenset({"optimize", "evaluate", "chat", "turn"})
_A_PROGRAM = re.compile(r"\.py\b")
_OF_A_FILE = frozenset({"path", "digest", "names", "lean"})


def check_session(row: Mapping[str, Any]) -> None:
    """Refuse a row of `sessions` that is well-formed, and yet nothing to take from a stranger.

    Raises :class:`UserInputError`.
    """
    if row["kind"] not in _KINDS:
        raise UserInputError("This archive is damaged: a session is of no known kind.")
    described = json.loads(row["settings"])
    if not all(one.keys() >= _OF_A_FILE for one in described.get("files", ())):
        raise UserInputError(
            "This archive is damaged: a session does not say which files it works on."
        )
    settings = described.get("settings", {})
    asked = [settings.get("metric", ""), *settings.get("guards", ()), *settings.get("pareto", ())]
    programs = [ascii(text) for text in asked if _A_PROGRAM.search(text)]
    if programs:
        # A metric of the user's own is a program: none that an archive names is ever loaded.
        raise UserInputError(
            f"Session {row['id']!a} was measured by a Python function that going on with it would "
            f"run ({', '.join(programs)}): --trust takes it as it is."
        )
