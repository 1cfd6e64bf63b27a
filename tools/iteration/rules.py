"""The settings of the rules, and all rules of a round one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from tools.errors import UserInputError
from tools.iteration.candidate import Item
from tools.iteration.cap import below_cap
from tools.iteration.duplicates import distinct
from tools.iteration.modes import Brought, Mode, brought
from tools.iteration.pairs import Pair, pairs_of
from tools.iteration.percentile import percentile
from tools.iteration.replay import eligible, mixed
from tools.iteration.resampling import resampled
from tools.iteration.winners import judged


@dataclass(frozen=True)
class Rules:
    """How pairs are made of a round. Raises :class:`tools.errors.UserInputError`."""

    replay: Mode = "mark"
    rho: float = 0.5
    """The share of replayed items in a round after the first."""
    pi_max: float = 0.9
    """The highest improvement rate of a theorem that is taught."""
    gamma: float = 50.0
    """The percentile of the round's scores that a winner is above."""
    winners: int = 4
    losers: int = 4
    """Of a theorem."""
    human_weight: float = 0.0
    """What a person's word counts, in the metric's own units."""
    seed: int = 0

    def __post_init__(self) -> None:
        for option, fine, wanted in (
            ("--replay", self.replay in get_args(Mode), "mark, join or replace"),
            ("--rho", 0 <= self.rho <= 1, "from 0 to 1"),
            ("--pi-max", 0 <= self.pi_max <= 1, "from 0 to 1"),
            ("--gamma", 0 <= self.gamma <= 100, "from 0 to 100"),
            ("--winners", self.winners >= 1, "at least 1"),
            ("--losers", self.losers >= 0, "at least 0"),
            ("--human-weight", 0 <= self.human_weight < float("inf"), "0 or more"),
        ):
            if not fine:
                raise UserInputError(f"{option} must be {wanted}.")


@dataclass(frozen=True)
class Selected:
    """What the rules made of a round."""

    pairs: tuple[Pair, ...]
    """By theorem; of a theorem as :func:`tools.iteration.pairs.pairs_of` has them."""
    threshold: float
    """The percentile that winners are above."""
    items: int
    """Theorems with candidates that the round has after the replay."""
    replayed: int
    dropped: int
    """Eligible items that were too many."""
    replaced: int
    """Frontier items that made room for replayed ones."""
    too_easy: int
    """Items above the cap."""
    winners: int
    losers: int
    """As they stand in pairs or could, after resampling."""


def select(items: Sequence[Item], earlier: Sequence[Item], rules: Rules) -> Selected:
    """The pairs of a round from its own items and those of all earlier rounds.

    The order is that of the method (ImProver 2): replay, cap, winners and losers, duplicates,
    resampling, pairs. The percentile is taken over all candidates of the round after the replay,
    with 0 for what does not verify, before the cap takes any away. Theorems without a candidate are
    no items: where nothing was drawn there is nothing to mix.
    """
    ease = eligible(earlier)
    before: dict[str, list[Item]] = {}
    for item in earlier:
        before.setdefault(item.theorem, []).append(item)
    came: list[Item] = []
    reservoir: list[Item] = []
    for item in items:
        if item.drawn:
            old = before.pop(item.theorem, [])
            one = brought(item, old, rules.replay) if item.theorem in ease else Brought(item, ())
            came.append(one.item)
            reservoir += one.unused
    reservoir += [item for old in before.values() for item in old]
    mix = mixed(came, ease, reservoir, rules.rho, rules.seed)
    threshold = percentile((score for item in mix.items for score in item.scores), rules.gamma)
    kept = below_cap(mix.items, rules.pi_max)
    pairs: dict[tuple[str, str, str], Pair] = {}
    winners = losers = 0
    for item in kept:
        taught = distinct(judged(item, threshold))
        drawn = resampled(taught, item.theorem, rules.winners, rules.losers, rules.seed)
        winners += len(drawn.winners)
        losers += len(drawn.losers)
        for pair in pairs_of(item.theorem, drawn):
            pairs.setdefault((pair.theorem, pair.chosen.text, pair.rejected.text), pair)
    return Selected(
        pairs=tuple(pairs.values()),
        threshold=threshold,
        items=len(mix.items),
        replayed=mix.replayed,
        dropped=mix.dropped,
        replaced=mix.replaced,
        too_easy=len(mix.items) - len(kept),
        winners=winners,
        losers=losers,
    )
