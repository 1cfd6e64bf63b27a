"""A subproof comes down to a fact that is at hand: ``exact h``, ``exact congrArg _ h`` or
``rw [h]``, with the names that were brought into scope last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import is_bullet
from tools.rewriting.surgery import replace_suffix

_MOST_NAMES = 2
_LARGEST = 6


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for first, item in enumerate(block.items):
            cost = outline.cost(item.start, block.items[-1].end)
            if cost < 2 or cost > _LARGEST or is_bullet(item):
                continue
            names = [name for name in outline.names_before(block, first) if name != "this"]
            for rank, name in enumerate(names[:_MOST_NAMES]):
                for text, chance in _closers(name):
                    edit = replace_suffix(outline, block, first, text)
                    likely = chance / (1 + 0.3 * rank) / (1 + 0.15 * cost)
                    yield Proposal((edit,), cost - 1, likely)


def _closers(name: str) -> Iterator[tuple[str, float]]:
    yield f"exact {name}", 0.03
    yield f"exact congrArg _ {name}", 0.02
    yield f"rw [{name}]", 0.03


REWRITE = Rewrite("use_fact", find)
