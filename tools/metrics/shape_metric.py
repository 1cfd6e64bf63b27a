"""What depth, width and branching share: a number of the tree's shape, negated."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tools.metrics.metric import Evidence, MeasuredProof, unknown
from tools.metrics.shape import Shape, shape


@dataclass(frozen=True)
class ShapeMetric:
    """The metric: an amount that the shape of the proof tree has, negated."""

    name: str
    description: str
    amount: Callable[[Shape], float]
    ceiling: float | None = 0.0
    needs: frozenset[Evidence] = frozenset({Evidence.TREE})

    def measure(self, proof: MeasuredProof) -> float:
        if proof.tree is None:
            raise unknown(self, proof, Evidence.TREE)
        return 0.0 - self.amount(shape(proof.tree))
