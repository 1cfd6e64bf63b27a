"""Consecutive ``rw`` (or ``simp``, ``simp only``) at the same place become one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.rewriting.outline import Block, Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import Rewriting, read_rw, read_simp
from tools.rewriting.surgery import replace_items, too_wide


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        read = [read_rw(item) or read_simp(item) for item in block.items]
        for first in range(len(read)):
            last = first
            while last + 1 < len(read) and _alike(outline, read[first], read[last + 1]):
                last += 1
                yield from _merged(outline, block, read, first, last)


def _alike(outline: Outline, left: Rewriting | None, right: Rewriting | None) -> bool:
    if left is None or right is None or not (left.closed and right.closed):
        return False
    return (
        left.keyword == right.keyword
        and left.keyword != "rwa"
        and _place(outline, left) == _place(outline, right)
    )


def _place(outline: Outline, rewriting: Rewriting) -> str:
    return outline.text(rewriting.location) if rewriting.location is not None else ""


def _merged(
    outline: Outline, block: Block, read: list[Rewriting | None], first: int, last: int
) -> Iterable[Proposal]:
    run = [rewriting for rewriting in read[first : last + 1] if rewriting is not None]
    rules = [outline.text(rule) for rewriting in run for rule in rewriting.rules]
    if run[0].keyword != "rw":
        rules = list(dict.fromkeys(rules))
    place = _place(outline, run[0])
    text = f"{run[0].keyword} [{', '.join(rules)}]" + (f" {place}" if place else "")
    if not too_wide(text, outline.column(block.items[first].start)):
        edit = replace_items(outline, block, first, last, text)
        yield Proposal((edit,), last - first, 0.8)


REWRITE = Rewrite("merge_rewrites", find)
