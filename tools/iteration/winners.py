"""Winners and losers among the candidates of a theorem."""

from __future__ import annotations

from dataclasses import dataclass

from tools.iteration.candidate import Candidate, Item


@dataclass(frozen=True)
class Judged:
    """The candidates of a theorem that are taught, each list the best first."""

    winners: tuple[Candidate, ...]
    losers: tuple[Candidate, ...]


def judged(item: Item, threshold: float) -> Judged:
    """Winners verify with S above `threshold`, the percentile of the round's scores; the rest are
    losers (ImProver 2).

    Two things are added. A winner is better than the original (S > 0) also where most of a round
    made it worse and the percentile is below 0. And what Lean did not decide, for want of time or
    memory, is neither: it may be right, and nobody knows how good it is.
    """
    least = max(0.0, threshold)
    decided = sorted((one for one in item.candidates if one.decided), key=lambda one: one.order)
    return Judged(
        winners=tuple(one for one in decided if one.verified and one.score > least),
        losers=tuple(one for one in decided if not (one.verified and one.score > least)),
    )
