"""Preference pairs from winners and losers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tools.iteration.candidate import Candidate
from tools.iteration.winners import Judged

Rule = Literal["winner-loser", "better-worse"]


@dataclass(frozen=True)
class Pair:
    """One proof that is to be preferred to another of the same theorem."""

    theorem: str
    chosen: Candidate
    rejected: Candidate
    rule: Rule


def pairs_of(theorem: str, judged: Judged) -> tuple[Pair, ...]:
    """Every winner with every loser, and every better winner with every worse (ImProver 2).

    In the order of the chosen one, best first, and then of the rejected. Winners that are worth the
    same make no pair.
    """
    made: list[Pair] = []
    for chosen in judged.winners:
        made += [
            Pair(theorem, chosen, worse, "better-worse")
            for worse in judged.winners
            if worse.score < chosen.score
        ]
        made += [Pair(theorem, chosen, loser, "winner-loser") for loser in judged.losers]
    return tuple(made)
