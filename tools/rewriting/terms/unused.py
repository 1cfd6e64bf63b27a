"""Leaving out the names that a binder gives and its body never says: ``fun _ _ h => hf h``.

Lean's linter warns of such names, also in files that had no warning before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from tools.rewriting.layout import Break, Doc

_NAME = re.compile(r"(?<![\w.'!?«])[^\W\d][\w'!?]*")
"""An identifier or the head of a dotted one, but neither a field nor a ``.constructor``."""
_SILENT = re.compile(r"\bby\b|[‹«]")
"""What may use a name without saying it (tactics, ``‹p›``), or says it in quotes."""
_NOT_NAMES = frozenset({"_", "rfl"})
"""What a pattern says that binds nothing."""


def blanked(patterns: Sequence[str], body: Doc) -> tuple[str, ...]:
    """Patterns that are bound one after the other, with ``_`` for the names not in ``body``.

    All names stay where something in the body may use them silently.
    """
    text = _text(body)
    if _SILENT.search(text) or any("«" in pattern for pattern in patterns):
        return tuple(patterns)
    used = {*_NAME.findall(text), *_NOT_NAMES}
    out: list[str] = []
    for pattern in reversed(patterns):
        unused = set(_NAME.findall(pattern)) - used
        out.append(_without(pattern, unused))
        # An earlier name that is the same is shadowed here.
        used -= set(_NAME.findall(pattern)) - _NOT_NAMES
    return tuple(reversed(out))


def _without(pattern: str, unused: set[str]) -> str:
    return _NAME.sub(lambda found: "_" if found[0] in unused else found[0], pattern)


def _text(document: Doc) -> str:
    if isinstance(document, str):
        return document
    if isinstance(document, tuple):
        return "".join(_text(part) for part in document)
    return " " if isinstance(document, Break) else _text(document.body)
