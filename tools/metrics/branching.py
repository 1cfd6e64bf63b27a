"""Branching: the mean number of edges out of the inner steps of the proof tree.

The tree is that of ImProver 2 (arXiv 2605.22885; :mod:`tools.metrics.shape`); normal and spawned
edges count alike. A chain has 1, a single step 0.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.metrics.metric import Evidence, MeasuredProof, unknown
from tools.metrics.shape import shape


@dataclass(frozen=True)
class Branching:
    """The metric: mean number of goals that go on from an inner step, negated."""

    name: str = "branching"
    description: str = (
        "The mean number of goals that a step leaves to others, negated: fewer cases are better."
    )
    ceiling: float | None = 0.0
    needs: frozenset[Evidence] = frozenset({Evidence.TREE})

    def measure(self, proof: MeasuredProof) -> float:
        if proof.tree is None:
            raise unknown(self, proof, Evidence.TREE)
        return 0.0 - shape(proof.tree).branching


BRANCHING = Branching()
