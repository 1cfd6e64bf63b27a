"""A fact that holds by definition and is only rewritten with: the definition's own equation is
rewritten with instead (``have h : f (n + 1) = … := rfl`` and ``rw [h]`` into ``rw [f]``)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.lean.syntax import IDENT, Syntax
from tools.lean.tactics import sequence_items
from tools.rewriting.edits import Edit
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import (
    Have,
    block_of,
    keyword,
    last,
    mentions,
    only_exact,
    read_have,
    read_rw,
    read_simp,
)
from tools.rewriting.surgery import drop_items


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        everything: list[Edit] = []
        gain = 0
        for index, item in enumerate(block.items[:-1]):
            have = read_have(item)
            head = _head(have) if have is not None and _is_definitional(have) else None
            if have is None or head is None:
                continue
            uses = _rules(block.items[index + 1 :], have.name)
            if uses is None or not uses:
                continue
            edits = [Edit(use.start, use.end, head) for use in uses]
            drop = drop_items(outline, block, index, index)
            cost = outline.cost(item.start, item.end)
            yield Proposal((drop, *edits), cost, 0.45)
            everything += [drop, *edits]
            gain += cost
        if len(everything) > 2:
            yield Proposal(tuple(everything), gain, 0.45)


def _is_definitional(have: Have) -> bool:
    value = only_exact(have.value)
    block = block_of(value)
    items = sequence_items(block) if block is not None else ()
    return keyword(value) == "rfl" or (len(items) == 1 and keyword(items[0]) == "rfl")


def _head(have: Have) -> str | None:
    """The function that the left side of the fact's equation applies."""
    if have.type is None or len(have.type.children) < 3:
        return None
    left = have.type[0]
    if last(left.kind) == "app" and left[0].kind == IDENT:
        return left[0].value
    return None


def _rules(items: Sequence[Syntax], name: str) -> list[Syntax] | None:
    """The rewrite rules that are exactly the name; ``None`` if it is used otherwise too."""
    found: list[Syntax] = []
    for item in items:
        for node in item.walk():
            read = (read_rw(node) or read_simp(node)) if node.kind.startswith("Tactic.") else None
            for rule in read.rules if read is not None else ():
                if rule[-1].kind == IDENT and rule[-1].value == name:
                    found.append(rule[-1])
    return found if len(found) == sum(mentions(item, name) for item in items) else None


REWRITE = Rewrite("unfold_fact", find)
