"""The names that a simplifier may be given in place of some tactics."""

from __future__ import annotations

from tools.lean.syntax import IDENT, Syntax
from tools.rewriting.outline import Block, Outline, introduced
from tools.rewriting.reading import last, mentions, read_rw, read_simp

_MOST = 8
_HEADS = ("app",)


def lemma_sets(outline: Outline, block: Block, first: int) -> list[tuple[str, ...]]:
    """Sets of simp lemmas worth a try in place of the items from ``first`` on.

    The rules that the replaced tactics rewrote with, the functions that statement and types speak
    of, and both; local facts that the replaced tactics prove themselves are left out.
    """
    items = block.items[first:]
    rules = _rules(outline, items)
    heads = _heads(outline, items)
    sets = (rules, heads, [*heads, *(r for r in rules if r not in heads)])
    return list(dict.fromkeys(tuple(s[:_MOST]) for s in sets if s))


def _rules(outline: Outline, items: tuple[Syntax, ...]) -> list[str]:
    inside = {name for item in items for node in item.walk() for name in _brought(node)}
    found: dict[str, None] = {}
    for item in items:
        for node in item.walk():
            read = read_rw(node) or read_simp(node) if node.kind.startswith("Tactic.") else None
            for rule in read.rules if read is not None else ():
                if not any(mentions(rule, name) for name in inside):
                    found[" ".join(outline.text(rule).split())] = None
    return list(found)


def _brought(node: Syntax) -> list[str]:
    return introduced(node) if node.kind.startswith("Tactic.") else []


def _heads(outline: Outline, items: tuple[Syntax, ...]) -> list[str]:
    """Functions that are applied in the statement or in the items, not bound anywhere."""
    bound = set(outline.parameters)
    candidates: dict[str, None] = {}
    for root in (outline.view.syntax, *items):
        for node in root.walk():
            if root is outline.view.syntax and node.start >= outline.view.value.start:
                break
            if last(node.kind) in ("basicFun", "binderIdent", "explicitBinders"):
                bound.update(t.value for t in node.tokens() if t.kind == IDENT)
            if last(node.kind) in _HEADS and node[0].kind == IDENT:
                candidates[node[0].value] = None
    return [
        name
        for name in candidates
        if name.split(".")[0] not in bound and len(name) > 1 and name not in _NOT_FUNCTIONS
    ]


_NOT_FUNCTIONS = frozenset({"And", "Or", "Not", "Iff", "Eq", "Exists", "rfl", "absurd"})
