"""``first | a | b`` becomes the alternative that does the work."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.lean.tactics import is_sequence, sequence_items
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import keyword, parts
from tools.rewriting.surgery import replace_items, tactics_at


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index, item in enumerate(block.items):
            if keyword(item) not in ("first", "try", "repeat"):
                continue
            scripts = [sequence_items(part) for part in parts(item) if is_sequence(part)]
            cost = outline.cost(item.start, item.end)
            for script in scripts:
                edit = replace_items(outline, block, index, index, tactics_at(outline, script))
                gain = cost - outline.cost(script[0].start, script[-1].end)
                yield Proposal((edit,), gain, 0.6)


REWRITE = Rewrite("reduce_first", find)
