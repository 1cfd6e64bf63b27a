"""Laying out terms within a line width: a small document algebra.

A document prints on one line where it fits, and breaks its groups from the outside in where it does
not. Breaks indent relative to the enclosing :func:`nest`, so that Lean's layout rules hold.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

WIDTH = 100
"""Columns that a printed line may have, as Lean's own style asks."""


@dataclass(frozen=True)
class Break:
    """A place where a group may break: ``flat`` when it does not; a forced one always breaks."""

    flat: str = " "
    forced: bool = False


@dataclass(frozen=True)
class Nest:
    """Breaks inside go ``indent`` columns deeper than outside."""

    indent: int
    body: Doc


@dataclass(frozen=True)
class Align:
    """Breaks inside go to the column where this document starts."""

    body: Doc


@dataclass(frozen=True)
class Group:
    """All breaks directly inside break together, or none."""

    body: Doc


Doc: TypeAlias = "str | tuple[Doc, ...] | Break | Nest | Align | Group"

LINE = Break()
HARD = Break(forced=True)


def join(separator: Doc, documents: Sequence[Doc]) -> Doc:
    parts: list[Doc] = []
    for index, document in enumerate(documents):
        if index:
            parts.append(separator)
        parts.append(document)
    return tuple(parts)


def render(document: Doc, column: int, indent: int, width: int = WIDTH) -> str:
    """The text of a document whose first character stands at ``column``.

    Lines after the first are indented from ``indent`` on; ``width`` counts from column 0.
    """
    out: list[str] = []
    position = column
    stack: list[tuple[int, bool, Doc]] = [(indent, False, document)]
    while stack:
        depth, flat, doc = stack.pop()
        if isinstance(doc, str):
            out.append(doc)
            position += len(doc)
        elif isinstance(doc, tuple):
            stack.extend((depth, flat, part) for part in reversed(doc))
        elif isinstance(doc, Break):
            if flat and not doc.forced:
                out.append(doc.flat)
                position += len(doc.flat)
            else:
                out.append("\n" + " " * depth)
                position = depth
        elif isinstance(doc, Nest):
            stack.append((depth + doc.indent, flat, doc.body))
        elif isinstance(doc, Align):
            stack.append((position, flat, doc.body))
        else:
            fits = flat or _fits(doc.body, width - position, stack)
            stack.append((depth, fits, doc.body))
    return "".join(out)


def _fits(document: Doc, room: int, rest: Sequence[tuple[int, bool, Doc]]) -> bool:
    """Whether a document fits on the line together with what must follow it there."""
    stack: list[tuple[bool, Doc]] = [(True, document)]
    following = len(rest)
    while room >= 0:
        if not stack:
            if following == 0:
                return True
            following -= 1
            _, flat, doc = rest[following]
            stack.append((flat, doc))
            continue
        flat, doc = stack.pop()
        if isinstance(doc, str):
            room -= len(doc)
        elif isinstance(doc, tuple):
            stack.extend((flat, part) for part in reversed(doc))
        elif isinstance(doc, Break):
            if doc.forced:
                return not flat
            if not flat:
                return True
            room -= len(doc.flat)
        elif isinstance(doc, Nest | Align | Group):
            stack.append((flat, doc.body))
    return False


def is_flat(document: Doc) -> bool:
    """Whether the document can be printed on one line at all."""
    if isinstance(document, str):
        return True
    if isinstance(document, tuple):
        return all(is_flat(part) for part in document)
    if isinstance(document, Break):
        return not document.forced
    return is_flat(document.body)


def flat_width(document: Doc) -> int:
    """Columns that the document takes on one line."""
    if isinstance(document, str):
        return len(document)
    if isinstance(document, tuple):
        return sum(flat_width(part) for part in document)
    if isinstance(document, Break):
        return len(document.flat)
    return flat_width(document.body)


def shift(text: str, columns: int) -> str:
    """Lines after the first moved by ``columns``, never to the left of column 0."""
    first, *others = text.split("\n")
    moved = []
    for line in others:
        body = line.lstrip(" ")
        moved.append(" " * max(0, len(line) - len(body) + columns) + body if body else "")
    return "\n".join([first, *moved])
