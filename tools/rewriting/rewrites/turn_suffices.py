"""``suffices h : T by B`` with the proof of ``T`` after it becomes ``have h : T := by …`` and then
``B``: the fact is stated and shown before it is used."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.lean.tactics import sequence_items
from tools.rewriting.layout import shift
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import block_of, read_suffices
from tools.rewriting.rewrites.lift_block import TRIVIAL
from tools.rewriting.surgery import replace_suffix, tactics_at

_INDENT = 2


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index, item in enumerate(block.items[:-1]):
            stated = read_suffices(item)
            if stated is None or stated.type is None:
                continue
            shown = block.items[index + 1 :]
            body = block_of(stated.value)
            if body is not None:
                rest = tactics_at(outline, sequence_items(body))
            else:
                rest = f"exact {outline.text(stated.value)}"
            proof = " " * _INDENT + shift(tactics_at(outline, shown), _INDENT)
            text = f"have {stated.name} : {outline.text(stated.type)} := by\n{proof}\n{rest}"
            cost = outline.cost(shown[0].start, shown[-1].end)
            edit = replace_suffix(outline, block, index, text)
            yield Proposal((edit,), 0, 0.9, int(cost > TRIVIAL))


REWRITE = Rewrite("turn_suffices", find)
