"""Depth: the steps on the longest way through the proof tree, from the first step to a leaf.

The tree is that of ImProver 2 (arXiv 2605.22885; :mod:`tools.metrics.shape`): a chain of tactics is
as deep as it is long, and a proof that splits into parts is as deep as its deepest part.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.metrics.metric import Evidence, MeasuredProof, unknown
from tools.metrics.shape import shape


@dataclass(frozen=True)
class Depth:
    """The metric: steps on the longest way from root to leaf, negated."""

    name: str = "depth"
    description: str = (
        "The number of steps on the longest way through the proof tree, negated: shallower "
        "proofs are better."
    )
    ceiling: float | None = 0.0
    needs: frozenset[Evidence] = frozenset({Evidence.TREE})

    def measure(self, proof: MeasuredProof) -> float:
        if proof.tree is None:
            raise unknown(self, proof, Evidence.TREE)
        return float(-shape(proof.tree).depth)


DEPTH = Depth()
