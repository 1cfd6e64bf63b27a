"""The rest of a proof becomes a fact: what is left to show after a tactic is stated before it.

``apply f`` with its many lines of proof becomes ``have fact : T := by …`` and then ``apply f`` and
``exact fact``. A tactic that takes a hypothesis apart gives premises, as in
:mod:`tools.rewriting.rewrites.lift_block`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.rewriting.edits import Edit
from tools.rewriting.layout import shift
from tools.rewriting.outline import Block, Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import is_bullet, keyword
from tools.rewriting.rewrites.lift_block import TRIVIAL, is_new, may_insert_before, state
from tools.rewriting.statement import fresh_name, statement
from tools.rewriting.surgery import replace_suffix

_STATING = frozenset(
    {"intro", "intros", "have", "let", "show", "change", "exact", "clear", "suffices"}
)
"""Tactics after which the goal is what it was, the same with its binders introduced, or stated."""
_CHANCE = 0.45


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for first in range(1, len(block.items)):
            proposal = _lifted(outline, block, first)
            if proposal is not None:
                yield proposal


def _lifted(outline: Outline, block: Block, first: int) -> Proposal | None:
    before, item = block.items[first - 1 : first + 1]
    if is_bullet(item) or is_bullet(before) or keyword(before) in _STATING:
        return None
    cost = outline.cost(item.start, block.items[-1].end)
    if cost < TRIVIAL or not may_insert_before(outline, before):
        return None
    inner, outer = outline.goals.before(item), outline.goals.before(before)
    stated = statement(inner, outer) if inner is not None and outer is not None else None
    if inner is None or outer is None or stated is None or not is_new(stated, outer.target):
        return None
    name = fresh_name(outline, "", item.start)
    column = outline.column(before.start)
    text = state(outline, block.items[first:], name, stated, column)
    edits = (
        Edit(before.start, before.start, shift(text + "\n", column) + " " * column),
        replace_suffix(outline, block, first, f"exact {stated.use(name)}"),
    )
    introduces = bool(stated.names)
    return Proposal(edits, -2 - introduces, _CHANCE, int(cost + introduces > TRIVIAL))


REWRITE = Rewrite("lift_tail", find)
