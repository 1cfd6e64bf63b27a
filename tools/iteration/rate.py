"""How easy a theorem was: its improvement rate."""

from __future__ import annotations

from tools.iteration.candidate import Figures


def improvement_rate(item: Figures) -> float:
    """The share of its n candidates that verify with S > 0 (ImProver 2, arXiv 2605.22885).

    What could not be read, what repeats another and what Lean did not decide are among the n. Of a
    theorem without candidates it is 0.
    """
    return item.improvements / len(item.scores) if item.scores else 0.0
