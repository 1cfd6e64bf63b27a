"""ImProver's mixed metric (arXiv 2410.04753): declarative, but not at the price of a long proof.

``5 * have - tactics``, with `have` and tactics as :mod:`tools.metrics.declarativity` and
:mod:`tools.metrics.length` count them.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.metrics.declarativity import stated_facts
from tools.metrics.length import length
from tools.metrics.metric import Evidence, MeasuredProof

WEIGHT = 5
"""How many tactics a stated fact outweighs."""


@dataclass(frozen=True)
class Mixed:
    """The metric: five for each explicitly typed ``have``, less one for each tactic."""

    name: str = "mixed"
    description: str = (
        "Five points for each `have` with its type written out, less one for each tactic: proofs "
        "that state their steps and are short are better."
    )
    ceiling: float | None = None
    needs: frozenset[Evidence] = frozenset({Evidence.SYNTAX})

    def measure(self, proof: MeasuredProof) -> float:
        value = proof.view.value
        return float(WEIGHT * stated_facts(value) - length(value))


MIXED = Mixed()
