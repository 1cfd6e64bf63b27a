"""What Lean's searching tactics (``exact?`` and its kin) found, put in the place of the search.

A proof must not search each time it is compiled, but what the search found is a proof.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tools.lean.source import Source
from tools.lean.syntax import Syntax

_TRY_THIS = re.compile(r"Try this:\s*(?:\[\w+\]\s*)?(?P<tactic>\S[^\n]*)\s*")
_WIDEST = 100


def read_suggestion(message: str) -> str | None:
    """The tactic that a message suggests, if it is one line and names only what has a name."""
    match = _TRY_THIS.fullmatch(message)
    if match is None or "expose_names" in match["tactic"]:
        return None
    return match["tactic"].rstrip()


def put_in_place(candidate: str, searches: Sequence[Syntax], found: Sequence[str]) -> str | None:
    """The candidate with each search replaced by what it found.

    ``None`` where they do not pair up, as when one search ran for several goals, and where a line
    would become too long. ``searches`` are in source order and offsets of the candidate.
    """
    if not searches or len(searches) != len(found):
        return None
    text = Source(candidate)
    for search, tactic in reversed(list(zip(searches, found, strict=True))):
        text = text.splice(search.start, search.end, tactic)
    longest = max(map(len, candidate.split("\n")))
    return text.text if max(map(len, text.text.split("\n"))) <= max(_WIDEST, longest) else None
