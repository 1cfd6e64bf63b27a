"""Keeps the syntax trees of verified candidates, so that nothing is parsed by Lean twice."""

from __future__ import annotations

from typing import Any

from storage.keys import content_key
from storage.repository import Repository
from tools.lean.source import Source
from tools.lean.syntax import Syntax
from tools.rewriting import ProofView


def store_view(repository: Repository, verdict_key: str, view: ProofView) -> None:
    """Remember the parsed form of the declaration that the verdict is about."""
    path = _path(view.syntax, view.value)
    value = [view.text.text, view.column, _pack(view.syntax), path]
    repository.store_structure(_key(verdict_key), "view", value)


def load_view(repository: Repository, verdict_key: str) -> ProofView | None:
    """The parsed form stored for a verdict, if there is one."""
    stored = repository.structure(_key(verdict_key))
    if stored is None:
        return None
    text, column, packed, path = stored
    syntax = _unpack(packed)
    value = syntax
    for index in path:
        value = value[index]
    return ProofView(text=Source(text), column=column, syntax=syntax, value=value)


def _key(verdict_key: str) -> str:
    return content_key("view", verdict_key)


def _path(root: Syntax, target: Syntax) -> list[int]:
    """The child indices that lead from a tree to one of its own nodes."""
    stack: list[tuple[Syntax, list[int]]] = [(root, [])]
    while stack:
        node, path = stack.pop()
        if node is target:
            return path
        stack.extend((child, [*path, index]) for index, child in enumerate(node.children))
    raise ValueError("the value of a view must be a node of its syntax tree")


def _pack(node: Syntax) -> list[Any]:
    if node.children:
        return [node.kind, node.start, node.end, [_pack(child) for child in node.children]]
    return [node.kind, node.start, node.end, node.value]


def _unpack(packed: list[Any]) -> Syntax:
    kind, start, end, rest = packed
    if isinstance(rest, list):
        return Syntax(kind, start, end, tuple(_unpack(child) for child in rest))
    return Syntax(kind, start, end, (), rest)
