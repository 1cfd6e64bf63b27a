"""How easy a theorem was: its improvement rate."""

from __future__ import annotations

from tools.iteration.candidate import Item


def improvement_rate(item: Item) -> float:
    """The share of its n candidates that verify with S > 0 (ImProver 2, arXiv 2605.22885).

    What could not be read, what repeats another and what Lean did not decide are among the n. Of a
    theorem without candidates it is 0.
    """
    if not item.drawn:
        return 0.0
    return sum(one.improved for one in item.candidates) / item.drawn
