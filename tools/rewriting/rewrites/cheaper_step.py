"""A tactic that looks for a proof becomes one that looks less: ``decide`` into ``rfl``,
``simp_all`` into ``assumption``, ``simp [a, b]`` into ``simp only [a, b]``."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tools.lean.syntax import Syntax
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Block, Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import keyword, read_simp
from tools.rewriting.surgery import replace_items

_SEARCHING = frozenset(
    {"decide", "omega", "grind", "simp_all", "simp", "aesop", "linarith", "norm_num", "trivial"}
)
_CHEAP = (("rfl", 0.3), ("assumption", 0.2), ("contradiction", 0.1), ("constructor", 0.03))
_MOST_NAMES = 4


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index, item in enumerate(block.items):
            yield from _narrowed(outline, item)
            if index + 1 == len(block.items) and keyword(item) in _SEARCHING:
                for text, chance in _closers(outline, block, index):
                    edit = replace_items(outline, block, index, index, text)
                    yield Proposal((edit,), 0, chance)


def _narrowed(outline: Outline, item: Syntax) -> Iterator[Proposal]:
    simp = read_simp(item)
    if simp is None or simp.keyword not in ("simp", "dsimp") or not simp.closed:
        return
    rules = [outline.text(rule) for rule in simp.rules]
    place = f" {outline.text(simp.location)}" if simp.location is not None else ""
    for kept, chance in ((rules, 0.4), ([r for r in rules if r != "*"], 0.2)):
        if kept:
            text = f"{simp.keyword} only [{', '.join(kept)}]{place}"
            yield Proposal((Edit(item.start, item.end, text),), 0, chance)


def _closers(outline: Outline, block: Block, index: int) -> Iterator[tuple[str, float]]:
    yield from _CHEAP
    names = [name for name in outline.names_before(block, index) if name != "this"]
    for rank, name in enumerate(names[:_MOST_NAMES]):
        yield f"exact {name}", 0.2 / (1 + rank)


REWRITE = Rewrite("cheaper_step", find)
