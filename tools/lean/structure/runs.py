"""The runs of a proof's tactics, found in its InfoTree and put in one another as Lean made them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from tools.lean.infotree import InfoNode

Place = tuple[int, int, str]
"""A tactic's bytes in the file and the kind of its syntax."""


@dataclass
class Run:
    """One run of a tactic and those inside it."""

    place: Place
    node: InfoNode
    inner: list[Run] = field(default_factory=list)


def find_runs(trees: Iterable[InfoNode], places: Collection[Place]) -> list[Run]:
    """The outermost tactic nodes for each place, as they lie in one another."""
    roots: list[Run] = []
    nothing: tuple[Run, ...] = ()
    stack = [(tree, nothing) for tree in reversed(list(trees))]
    while stack:
        node, around = stack.pop()
        if node.kind == "Tactic" and not node.synthetic:
            place = (node.start, node.end, node.syntax_kind)
            if place in places and all(run.place != place for run in around):
                run = Run(place, node)
                (around[-1].inner if around else roots).append(run)
                around = (*around, run)
        stack.extend((child, around) for child in reversed(node.children))
    return roots


def in_order(roots: Sequence[Run]) -> Iterator[tuple[Run, bool]]:
    """Each run twice: when it begins (``True``), and when it and those inside it have ended."""
    stack = [(run, True) for run in reversed(roots)]
    while stack:
        run, begins = stack.pop()
        yield run, begins
        if begins:
            stack.append((run, False))
            stack.extend((inner, True) for inner in reversed(run.inner))
