"""Tactics that nothing needs go, alone or a few in a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.rewriting.outline import Outline, introduced
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import keyword, mentions
from tools.rewriting.surgery import drop_items

_LONGEST_RUN = 4
_IDLE = frozenset({"show", "unfold", "symm", "change", "dsimp", "exfalso", "subst", "clear"})


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        count = len(block.items)
        for first in range(count):
            for last in range(first, min(count, first + _LONGEST_RUN)):
                if last - first + 1 == count:
                    continue
                run, later = block.items[first : last + 1], block.items[last + 1 :]
                names = {name for item in run for name in introduced(item)}
                if any(mentions(item, name) for item in later for name in names):
                    continue
                words = {keyword(item) for item in run}
                chance = 0.25 if names else 0.15 if words <= _IDLE else 0.025
                yield Proposal(
                    (drop_items(outline, block, first, last),),
                    outline.cost(run[0].start, run[-1].end),
                    chance,
                )


REWRITE = Rewrite("drop_tactics", find)
