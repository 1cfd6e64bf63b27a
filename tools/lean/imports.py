"""What a Lean text imports: its header, read without Lean.

Needed before any Lean runs, to say which modules are not there or not built. Only the header's
own tokens are read (``module``, ``prelude``, ``import`` with its modifiers, and comments); where
anything else stands, it has ended, and what Lean makes of that is Lean's to say.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BLANK = re.compile(r"\s+|--[^\n]*")
_OPEN_OR_CLOSE = re.compile(r"/-|-/")
_COMPONENT = r"(?:«[^»\n]+»|[^\W\d][\w'!?]*)"
_NAME = re.compile(rf"{_COMPONENT}(?:\.{_COMPONENT})*")
_MODIFIERS = frozenset(("public", "meta"))
_OPENING = frozenset(("module", "prelude"))
_DOCUMENTATION = ("/--", "/-!")


@dataclass(frozen=True)
class Import:
    """One imported module and where its name stands (line from 1, column from 1)."""

    module: str
    line: int
    column: int


def read_imports(text: str) -> tuple[Import, ...]:
    """The modules named in a text's header, in order; the implicit ``Init`` is not among them."""
    return _read_header(text)[0]


def header(text: str) -> str:
    """A text up to the end of its last import."""
    return text[: _read_header(text)[1]]


def _read_header(text: str) -> tuple[tuple[Import, ...], int]:
    """The imports, and where the last word of the header ends."""
    imports: list[Import] = []
    position = end = 0
    expecting = False
    while True:
        position = _after_blanks(text, position)
        match = _NAME.match(text, position)
        if match is None:
            return tuple(imports), end
        word, start, position = match[0], position, match.end()
        if expecting and word != "all":
            line = text.count("\n", 0, start) + 1
            column = start - text.rfind("\n", 0, start)
            imports.append(Import(word, line, column))
            expecting = False
            end = position
        elif word == "import" and not expecting:
            expecting = True
        elif not expecting and word in _OPENING and not imports:
            end = position
        elif not expecting and word not in _MODIFIERS:
            return tuple(imports), end


def _after_blanks(text: str, position: int) -> int:
    """The next place that holds neither space nor comment; block comments nest."""
    while position < len(text):
        if match := _BLANK.match(text, position):
            position = match.end()
        elif text.startswith("/-", position) and not text.startswith(_DOCUMENTATION, position):
            depth, inside = 1, position + 2
            while depth:
                bracket = _OPEN_OR_CLOSE.search(text, inside)
                if bracket is None:
                    return len(text)
                depth += 1 if bracket[0] == "/-" else -1
                inside = bracket.end()
            position = inside
        else:
            return position
    return position
