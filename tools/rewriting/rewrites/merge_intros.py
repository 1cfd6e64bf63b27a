"""``intro a`` and ``intro b`` become ``intro a b``; with patterns among them, ``rintro``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import read_intro, read_rintro
from tools.rewriting.surgery import replace_items


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        first = 0
        while first < len(block.items):
            last, words, word = first, list[str](), "intro"
            while last < len(block.items):
                item = block.items[last]
                names = read_intro(item)
                if names is None:
                    names = read_rintro(item)
                    word = "rintro" if names is not None else word
                if names is None:
                    break
                words += [outline.text(name) for name in names]
                last += 1
            if last - first > 1:
                edit = replace_items(outline, block, first, last - 1, " ".join([word, *words]))
                yield Proposal((edit,), last - first - 1, 0.95)
            first = max(last, first + 1)


REWRITE = Rewrite("merge_intros", find)
