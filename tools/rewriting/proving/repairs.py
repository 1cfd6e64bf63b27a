"""Repairs of a proof that fails: closing tactics in the place of what fails, or behind it.

The failing tactic, it with the rest of its block, the same for the blocks around, every ``sorry``;
where several places fail, all at once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tools.lean.marks import is_sorry
from tools.lean.syntax import Syntax
from tools.rewriting.edits import Edit, overlap
from tools.rewriting.layout import shift
from tools.rewriting.outline import Block, Outline
from tools.rewriting.proving.closers import Closers
from tools.rewriting.proving.draft import Draft
from tools.rewriting.surgery import drop_items, replace_items, replace_suffix


@dataclass(frozen=True)
class _Place:
    """A tactic of a block; behind its last one where the block leaves goals open."""

    block: Block
    index: int

    @property
    def is_behind(self) -> bool:
        return self.index == len(self.block.items)


def repairs(draft: Draft, closers: Closers) -> Iterator[tuple[Edit, ...]]:
    """Changes of a draft, each of which may make it check; the smallest first."""
    outline = Outline(draft.view)
    holes = list(_holes(draft.view.value))
    chains = [chain for error in draft.errors if (chain := _around(outline, error))]
    tactics = [*closers.alone, closers.together]
    for tactic in filter(None, tactics):
        yield from _together(outline, holes, [chain[:1] for chain in chains], tactic)
    for chain in chains:
        place = chain[0]
        if len(place.block.items) > 1 and not place.is_behind:
            yield (drop_items(outline, place.block, place.index, place.index),)
        for tactic in filter(None, tactics):
            if not place.is_behind:
                yield (replace_items(outline, place.block, place.index, place.index, tactic),)
    depth = max(map(len, chains), default=0)
    for level in range(1, depth):
        for tactic in filter(None, tactics):
            yield from _together(
                outline, holes, [chain[min(level, len(chain) - 1) :] for chain in chains], tactic
            )


def _together(
    outline: Outline, holes: list[Syntax], chains: list[list[_Place]], tactic: str
) -> Iterator[tuple[Edit, ...]]:
    """One tactic in every place that fails."""
    edits: list[Edit] = []
    closing = [_close(outline, chain[0], tactic) for chain in chains]
    # The widest first: what lies within it goes with it.
    for edit in sorted(closing, key=lambda one: (one.start, -one.end)):
        if not overlap([edit], edits):
            edits.append(edit)
    for hole in holes:
        edit = _fill(outline, hole, tactic)
        if not overlap([edit], edits):
            edits.append(edit)
    if edits:
        yield tuple(edits)


def _close(outline: Outline, place: _Place, tactic: str) -> Edit:
    if not place.is_behind:
        return replace_suffix(outline, place.block, place.index, tactic)
    last = place.block.items[-1]
    column = outline.column(place.block.items[0].start)
    return Edit(last.end, last.end, shift(f"\n{tactic}", column))


def _fill(outline: Outline, hole: Syntax, tactic: str) -> Edit:
    """A tactic in the place of a ``sorry``; of one that is a term, in a block of its own."""
    is_tactic = hole.kind.startswith("Tactic.")
    return Edit(hole.start, hole.end, tactic if is_tactic else f"(by {tactic})")


def _holes(value: Syntax) -> Iterator[Syntax]:
    """The tactics and terms that are a ``sorry``."""
    for node in value.walk():
        if any(is_sorry(child) for child in node.children):
            yield node


def _around(outline: Outline, error: int) -> list[_Place]:
    """The places that an error may come from, the innermost first."""
    found: list[_Place] = []
    for block in sorted(outline.blocks, key=lambda one: -one.depth):
        for index, item in enumerate(block.items):
            if item.start <= error < item.end:
                found.append(_Place(block, index))
    # An open goal is complained of where the block begins that should have closed it.
    opened = [
        block
        for block in outline.blocks
        if block.owner.start <= error < block.items[0].start
        and not any(place.block.depth > block.depth for place in found)
    ]
    if opened:
        block = max(opened, key=lambda one: one.depth)
        found.insert(0, _Place(block, len(block.items)))
    return found
