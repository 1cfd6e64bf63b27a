"""``rename_i`` goes where the names that it gives can be left to Lean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.lean.syntax import IDENT
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import keyword, tokens
from tools.rewriting.surgery import drop_items


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index, item in enumerate(block.items[:-1]):
            if keyword(item) != "rename_i":
                continue
            names = set(tokens(item)[1:])
            edits = [
                Edit(token.start, token.end, "_")
                for later in block.items[index + 1 :]
                for token in later.walk()
                if token.kind == IDENT and token.value in names
            ]
            drop = drop_items(outline, block, index, index)
            yield Proposal((drop, *edits), outline.cost(item.start, item.end), 0.5)


REWRITE = Rewrite("drop_names", find)
