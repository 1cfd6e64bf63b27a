"""The shape of a proof: its blocks of tactics, with what surrounds each of them.

Built once for a view and shared by all rewrites.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from tools.lean.structure.tree import ProofTree
from tools.lean.syntax import IDENT, Syntax
from tools.lean.tactics import CHOICE, is_sequence, sequence_items
from tools.metrics.length import counted
from tools.rewriting.goals import Goals
from tools.rewriting.reading import (
    keyword,
    last,
    pattern_names,
    read_destructuring,
    read_have,
    read_intro,
    read_rintro,
    tokens,
)
from tools.rewriting.view import ProofView

_BINDERS = ("explicitBinder", "implicitBinder", "strictImplicitBinder", "instBinder")


@dataclass(frozen=True)
class Block:
    """One sequence of tactics."""

    node: Syntax
    """The sequence (inside the ``tacticSeq`` node)."""
    items: tuple[Syntax, ...]
    owner: Syntax
    """What holds the sequence: a ``by`` term, a bullet, an alternative, a ``case`` …"""
    depth: int
    """How many blocks are around it."""
    around: Block | None
    """The block that holds this one as part of one of its items."""
    position: int
    """The index of that item in :attr:`around`."""

    @property
    def is_by(self) -> bool:
        return self.owner.kind in ("Term.byTactic", "Term.byTactic'")


class Outline:
    """A view's blocks and texts. Byte offsets are those of the view's text."""

    def __init__(self, view: ProofView, tree: ProofTree | None = None) -> None:
        """``tree`` is the proof tree of this very proof, where it is known.

        Raises :class:`tools.rewriting.goals.TreeOfAnotherProof` if it is of another.
        """
        self.view = view
        self.goals = Goals(view, tree)
        self.data = view.text.data
        self.blocks: list[Block] = []
        self._parents: dict[int, Syntax] = {}
        self._collect()

    def _collect(self) -> None:
        stack: list[tuple[Syntax, Syntax, Block | None, int]] = [
            (self.view.value, self.view.syntax, None, 0)
        ]
        while stack:
            node, owner, around, position = stack.pop()
            self._parents[id(node)] = owner
            if node.kind == CHOICE and node.children:
                stack.append((node[0], node, around, position))
                continue
            items = sequence_items(node) if is_sequence(node) and node.children else ()
            inner = node[0] if items and last(node.kind) in ("tacticSeq", "convSeq") else node
            if items and last(inner.kind).startswith("tacticSeq"):
                self._parents[id(inner)] = node
                depth = around.depth + 1 if around else 0
                block = Block(inner, items, owner, depth, around, position)
                self.blocks.append(block)
                for index in reversed(range(len(items))):
                    stack.append((items[index], inner, block, index))
            else:
                stack.extend((c, node, around, position) for c in reversed(node.children))

    def parent(self, node: Syntax) -> Syntax | None:
        return self._parents.get(id(node))

    def places(self, nodes: Iterable[Syntax]) -> Iterator[tuple[Block, int]]:
        """Every tactic at or below some nodes, as a block and an index in it."""
        for node in nodes:
            for block in self.blocks:
                for index, item in enumerate(block.items):
                    if node.start <= item.start and item.end <= node.end:
                        yield block, index

    def text(self, node: Syntax) -> str:
        return self.slice(node.start, node.end)

    def slice(self, start: int, end: int) -> str:
        return self.data[start:end].decode("utf-8")

    def column(self, offset: int) -> int:
        """The column of an offset in the file."""
        position = self.view.text.position(offset)
        return position.column + (self.view.column if position.line == 1 else 0)

    @cached_property
    def proof(self) -> Syntax | None:
        """The term after ``:=``."""
        value = self.view.value
        return value[1] if last(value.kind) == "declValSimple" else None

    def line_start(self, offset: int) -> int:
        return self.data.rfind(b"\n", 0, offset) + 1

    def line_width(self, offset: int) -> int:
        """Columns of the line on which an offset lies."""
        end = self.data.find(b"\n", offset)
        return len(self.slice(self.line_start(offset), len(self.data) if end < 0 else end))

    def begins_line(self, offset: int) -> bool:
        return not self.data[self.line_start(offset) : offset].strip()

    @cached_property
    def _counted(self) -> list[int]:
        return sorted(node.start for node in counted(self.view.value))

    def cost(self, start: int, end: int) -> int:
        """The part of the proof's length that stands in a byte range."""
        return bisect_left(self._counted, end) - bisect_left(self._counted, start)

    def rank(self, offset: int) -> int:
        """The number of tactics that begin up to an offset."""
        return bisect_right(self._counted, offset)

    @cached_property
    def words(self) -> frozenset[str]:
        """All names that stand in the declaration, bound or not."""
        return frozenset(t.value for t in self.view.syntax.tokens() if t.kind == IDENT)

    def names_before(self, block: Block, index: int) -> list[str]:
        """Local names in scope before item ``index`` of a block, latest first, best effort."""
        found: list[str] = []
        current: Block | None = block
        while current is not None:
            for item in reversed(current.items[:index]):
                found.extend(reversed(introduced(item)))
            found.extend(reversed(self.names_of_owner(current)))
            index, current = current.position, current.around
        found.extend(reversed(self.parameters))
        return list(dict.fromkeys(found))

    def names_of_owner(self, block: Block) -> list[str]:
        """The names that the alternative whose body a block is gives."""
        owner: Syntax | None = block.owner
        if owner is not None and last(owner.kind) == "null":
            owner = self.parent(owner)
        if owner is None:
            return []
        if last(owner.kind) == "inductionAlt":
            return tokens(owner[0])[2:]
        return []

    @cached_property
    def parameters(self) -> list[str]:
        """The names that the statement's binders bring, in order."""
        names: list[str] = []
        for node in self.view.syntax.walk():
            if node.start >= self.view.value.start:
                break
            if last(node.kind) in _BINDERS and len(node.children) > 1:
                names.extend(t.value for t in node[1].tokens() if t.kind == IDENT)
        return names


def introduced(item: Syntax) -> list[str]:
    """The names that a tactic brings into scope for those after it."""
    if (have := read_have(item)) is not None:
        return [have.name]
    if (names := read_intro(item) or read_rintro(item)) is not None:
        return [name for node in names for name in pattern_names(node)]
    if (split := read_destructuring(item)) is not None:
        return pattern_names(split.pattern)
    if keyword(item) in ("by_cases", "injection", "rename_i", "let", "set", "generalize"):
        return [t.value for t in item.walk() if t.kind == IDENT]
    return []
