"""Replay: theorems that improved before come back, up to a share of the round.

ImProver 2 gives the rule: a theorem is replay-eligible once it improved in an earlier round; replay
mixes to a target share rho; too many eligible, drop the easiest; too few, replace random frontier
items by reservoir items. It leaves open what is decided here:

- An item is a theorem with the candidates of one round; the frontier is what is not eligible.
- The share is that of replayed items among the items that the round has in the end, and is met as
  nearly as whole items allow, never exceeded by more than half an item. A round without a frontier
  has nothing to be mixed with, and is left as it is.
- The easiest is the theorem with the highest mean improvement rate in the earlier rounds.
- The reservoir holds the items of earlier rounds, of eligible theorems that improved in them,
  except for those whose candidates are in the round already.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tools.iteration.candidate import Figures
from tools.iteration.rate import improvement_rate
from tools.iteration.tickets import choose, ticket


@dataclass(frozen=True)
class Mixed:
    """The items of a round after the replay, by theorem, and what became of the others."""

    items: tuple[Figures, ...]
    dropped: int
    """Eligible items that were too many."""
    replaced: int
    """Frontier items whose place a reservoir item took."""

    @property
    def replayed(self) -> int:
        return sum(item.replayed for item in self.items)


def ease(earlier: Sequence[Figures]) -> float | None:
    """How easy a theorem is, given its items of earlier rounds: their mean improvement rate, or
    `None` if none of them improved, so that it is not eligible."""
    if not any(item.improved for item in earlier):
        return None
    return sum(map(improvement_rate, earlier)) / len(earlier)


def mixed(
    items: Sequence[Figures],
    eases: Mapping[str, float],
    reservoir: Sequence[Figures],
    rho: float,
    seed: int,
) -> Mixed:
    """The round's items mixed to the share `rho`, 0 to 1, of replayed ones.

    `items` are those of the round, the eligible ones (the keys of `eases`, with how
    easy each is) as their mode wants them;
    `reservoir` those of earlier rounds that may come in.
    """
    if not 0 <= rho <= 1:
        raise ValueError(f"rho must be from 0 to 1, not {rho}")
    frontier = [item for item in items if item.theorem not in eases]
    replayed = [replace(item, replayed=True) for item in items if item.theorem in eases]
    if not frontier:
        return Mixed(_by_theorem(replayed), 0, 0)
    wanted = _nearest(rho * len(items))
    if len(replayed) > wanted:
        kept = _room(len(frontier), len(replayed), rho)
        hardest = sorted(
            replayed, key=lambda one: (eases[one.theorem], ticket(seed, "easy", one.theorem))
        )
        return Mixed(_by_theorem([*frontier, *hardest[:kept]]), len(replayed) - kept, 0)
    coming = choose(
        [one for one in reservoir if one.theorem in eases and one.improved],
        wanted - len(replayed),
        seed,
        lambda one: ("reservoir", one.theorem, str(one.round)),
    )
    going = choose(frontier, len(coming), seed, lambda one: ("frontier", one.theorem))
    gone = {item.theorem for item in going}
    staying = [item for item in frontier if item.theorem not in gone]
    back = [replace(one, replayed=True) for one in coming]
    return Mixed(_by_theorem([*staying, *replayed, *back]), 0, len(back))


def _room(frontier: int, eligible: int, rho: float) -> int:
    """How many of the eligible go with the whole frontier: rho of what is there in the end."""
    return eligible if rho == 1 else min(eligible, _nearest(rho * frontier / (1 - rho)))


def _nearest(number: float) -> int:
    """The nearest whole number, a half rounded down: rather too few replayed than too many."""
    return math.ceil(number - 0.5)


def _by_theorem(items: Sequence[Figures]) -> tuple[Figures, ...]:
    return tuple(sorted(items, key=lambda item: (item.theorem, item.round)))
