"""Walking a proof's syntax the way that metrics count it."""

from __future__ import annotations

from collections.abc import Iterator

from tools.lean.syntax import Syntax
from tools.lean.tactics import CHOICE

_COMMENT = "Command.docComment"


def nodes(value: Syntax) -> Iterator[Syntax]:
    """The nodes below ``value`` in source order, comments left out, each piece of text once.

    Of an ambiguous parse only the first reading is looked at.
    """
    stack = [value]
    while stack:
        node = stack.pop()
        if node.kind == CHOICE and node.children:
            stack.append(node[0])
        elif node.kind != _COMMENT and not node.is_empty:
            yield node
            stack.extend(reversed(node.children))


def last(kind: str) -> str:
    """The last component of a syntax kind, by which versions and libraries agree."""
    return kind.rpartition(".")[2]
