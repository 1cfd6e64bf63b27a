"""A whole subproof, from any tactic of any block to the block's end, becomes a single tactic of
the portfolio, with or without the lemmas that the subproof named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.rewriting.lemmas import lemma_sets
from tools.rewriting.outline import Block, Outline
from tools.rewriting.portfolio import closer
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import is_bullet
from tools.rewriting.surgery import replace_suffix

_WIDEST = 90


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for first, item in enumerate(block.items):
            if is_bullet(item):
                continue
            cost = outline.cost(item.start, block.items[-1].end)
            if cost < 2:
                continue
            for text, chance in closing_tactics(outline, block, first, portfolio):
                edit = replace_suffix(outline, block, first, text)
                # The more a subproof does, the less likely is it that one tactic does it all.
                yield Proposal((edit,), cost - 1, chance / (1 + 0.12 * cost))


def closing_tactics(
    outline: Outline, block: Block, first: int, portfolio: Sequence[str]
) -> Iterator[tuple[str, float]]:
    """Tactics that may replace the items from ``first`` on, each with its chance."""
    sets = lemma_sets(outline, block, first)
    for tactic in portfolio:
        entry = closer(tactic)
        yield tactic, entry.chance
        if not entry.lemma_chance:
            continue
        for rank, lemmas in enumerate(sets):
            text = f"{tactic} [{', '.join(lemmas)}]"
            if tactic == "grind":
                text = f"grind [{', '.join(name.lstrip('← ') for name in lemmas)}]"
            if len(text) <= _WIDEST:
                yield text, entry.lemma_chance * (1, 0.7, 0.9)[min(rank, 2)]


REWRITE = Rewrite("close_goal", find)
