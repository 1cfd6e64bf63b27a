"""Width: the most steps at one distance from the root of the proof tree.

The tree is that of ImProver 2 (arXiv 2605.22885; :mod:`tools.metrics.shape`). A chain of tactics
has width 1; each goal that is open beside another one widens the tree where it is solved.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.metrics.metric import Evidence, MeasuredProof, unknown
from tools.metrics.shape import shape


@dataclass(frozen=True)
class Width:
    """The metric: steps at the widest level of the proof tree, negated."""

    name: str = "width"
    description: str = (
        "The most steps at one depth of the proof tree, negated: proofs that split less are better."
    )
    ceiling: float | None = 0.0
    needs: frozenset[Evidence] = frozenset({Evidence.TREE})

    def measure(self, proof: MeasuredProof) -> float:
        if proof.tree is None:
            raise unknown(self, proof, Evidence.TREE)
        return float(-shape(proof.tree).width)


WIDTH = Width()
