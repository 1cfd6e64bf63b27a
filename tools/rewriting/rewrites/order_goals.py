"""Goals are shown in the order in which they come: ``swap``, ``rotate_left`` and their kin go, and
the bullets after them change places instead."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal, Rewrite
from tools.rewriting.reading import is_bullet, tokens
from tools.rewriting.surgery import replace_suffix, tactics_at


def find(outline: Outline, portfolio: Sequence[str]) -> Iterable[Proposal]:
    for block in outline.blocks:
        for index, item in enumerate(block.items):
            shown = block.items[index + 1 :]
            if len(shown) < 2 or not all(is_bullet(branch) for branch in shown):
                continue
            order = _order(tokens(item), len(shown))
            if order is None:
                continue
            branches = ["" for _ in shown]
            for branch, place in zip(shown, order, strict=True):
                branches[place] = tactics_at(outline, (branch,))
            edit = replace_suffix(outline, block, index, "\n".join(branches))
            yield Proposal((edit,), 1, 0.9)


def _order(words: Sequence[str], count: int) -> list[int] | None:
    """Which of the goals before the tactic comes at each place after it."""
    goals = list(range(count))
    number = int(words[1]) if len(words) == 2 and words[1].isdigit() else 1
    match words[0]:
        case "swap" if len(words) == 1:
            return [1, 0, *goals[2:]]
        case "rotate_left":
            return [*goals[number % count :], *goals[: number % count]]
        case "rotate_right":
            return [*goals[-(number % count) :], *goals[: -(number % count)]]
        case "pick_goal" if len(words) == 2 and 0 < number <= count:
            return [number - 1, *(goal for goal in goals if goal != number - 1)]
    return None


REWRITE = Rewrite("order_goals", find)
