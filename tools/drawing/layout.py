"""Where the boxes of a tree go: a tidy layout in time linear in the number of boxes.

Levels are rows. Subtrees are moved together until their outlines touch (Reingold and Tilford,
"Tidier Drawings of Trees", 1981), and a node stands above the middle of its children. Children
that are only asides do not count for that, so the main line of a proof goes straight down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Place:
    """Where a box goes, in the unit of the widths; rows count from 0."""

    left: float
    width: float
    row: int

    @property
    def middle(self) -> float:
        return self.left + self.width / 2


@dataclass
class _Outline:
    """The left and right ends of a subtree's rows, the lowest row first."""

    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    shift: float = 0.0
    """To be added to all ends."""

    @property
    def rows(self) -> int:
        return len(self.lefts)


def lay_out(
    parents: Sequence[int | None],
    widths: Sequence[float],
    asides: Sequence[bool],
    gap: float,
) -> tuple[Place, ...]:
    """The places of the boxes of a forest, so that those of one row are ``gap`` apart or more.

    ``parents`` has for each box the index of the box above it; no box may be above itself.
    Children stand from left to right in the order of their indices.
    """
    rows = _rows(parents)
    children: list[list[int]] = [[] for _ in parents]
    for index, parent in enumerate(parents):
        if parent is not None:
            children[parent].append(index)
    own = [0.0] * len(parents)
    shifts = [0.0] * len(parents)
    outlines: dict[int, _Outline] = {}
    for node in sorted(range(len(parents)), key=lambda i: -rows[i]):
        outline = _side_by_side(children[node], outlines, shifts, gap)
        straight = [child for child in children[node] if not asides[child]] or children[node]
        if straight:
            ends = (straight[0], straight[-1])
            own[node] = sum(own[end] + shifts[end] for end in ends) / 2
        outline.lefts.append(own[node] - widths[node] / 2 - outline.shift)
        outline.rights.append(own[node] + widths[node] / 2 - outline.shift)
        outlines[node] = outline
    roots = [index for index, parent in enumerate(parents) if parent is None]
    whole = _side_by_side(roots, outlines, shifts, gap)
    left = min(whole.lefts, default=0.0) + whole.shift
    for node in sorted(range(len(parents)), key=rows.__getitem__):
        above = parents[node]
        shifts[node] += shifts[above] if above is not None else -left
    return tuple(
        Place(own[node] + shifts[node] - widths[node] / 2, widths[node], rows[node])
        for node in range(len(parents))
    )


def _rows(parents: Sequence[int | None]) -> list[int]:
    rows: dict[int, int] = {}
    for index in range(len(parents)):
        way = []
        at: int | None = index
        while at is not None and at not in rows:
            way.append(at)
            at = parents[at]
        row = rows[at] if at is not None else -1
        for node in reversed(way):
            row += 1
            rows[node] = row
    return [rows[index] for index in range(len(parents))]


def _side_by_side(
    nodes: Sequence[int], outlines: dict[int, _Outline], shifts: list[float], gap: float
) -> _Outline:
    """The common outline of some subtrees, each moved to the right of those before it.

    Only the rows that both sides have are looked at, and each such look makes one row of two: that
    is why the whole takes linear time.
    """
    merged = _Outline()
    for node in nodes:
        new = outlines.pop(node)
        common = min(merged.rows, new.rows)
        if common:
            distance = max(
                merged.rights[-row] + merged.shift - new.lefts[-row] - new.shift
                for row in range(1, common + 1)
            )
            shifts[node] = distance + gap
            new.shift += distance + gap
        if new.rows > merged.rows:
            for row in range(1, common + 1):
                new.lefts[-row] = merged.lefts[-row] + merged.shift - new.shift
            merged = new
        else:
            for row in range(1, common + 1):
                merged.rights[-row] = new.rights[-row] + new.shift - merged.shift
    return merged
