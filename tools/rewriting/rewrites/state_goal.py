"""What a tactic closes is stated first: ``have h : T := by tac`` and ``exact h`` in its place.

All the places of a proof where that is possible are stated together too, and the first half of
them, and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.rewriting.edits import Edit
from tools.rewriting.outline import Block, Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import is_bullet, keyword, read_have
from tools.rewriting.rewrites.lift_block import is_plain, state
from tools.rewriting.statement import fresh_name, statement
from tools.rewriting.surgery import replace_items

_CHANCE = 0.7
_CHANCE_TOGETHER = 0.4
_COST = 2
"""The tactics that it takes: the ``have`` and the ``exact``."""


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    every: list[Edit] = []
    end = -1
    for block in outline.blocks:
        edit = _stated(outline, block)
        if edit is None:
            continue
        yield Proposal((edit,), -_COST, _CHANCE)
        if edit.start >= end:
            every.append(edit)
            end = edit.end
    count = len(every)
    while count > 1:
        yield Proposal(tuple(every[:count]), -_COST * count, _CHANCE_TOGETHER)
        count //= 2


def _stated(outline: Outline, block: Block) -> Edit | None:
    """The last item of a block with its goal stated, unless the block shows what is stated."""
    item = block.items[-1]
    around = block.around.items[block.position] if block.around is not None else None
    have = read_have(around) if around is not None else None
    if have is not None and have.value is block.owner and len(block.items) == 1:
        return None
    if is_bullet(item) or (keyword(item) == "exact" and is_plain(block.items[-1:])):
        return None
    goal = outline.goals.before(item)
    stated = statement(goal, goal) if goal is not None else None
    if goal is None or stated is None:
        return None
    name = fresh_name(outline, goal.case, item.start)
    column = outline.column(item.start)
    text = state(outline, block.items[-1:], name, stated, column)
    last = len(block.items) - 1
    return replace_items(outline, block, last, last, f"{text}\nexact {name}")


REWRITE = Rewrite("state_goal", find)
