"""Completion: 1 for a proof that verifies, 0 for one that does not (ImProver, arXiv 2410.04753).

The one metric for which the original may fail to check: optimizing then means proving.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.metrics.metric import Evidence, MeasuredProof


@dataclass(frozen=True)
class Completion:
    """The metric: whether the proof is one."""

    name: str = "completion"
    description: str = "1 for a proof that Lean accepts, 0 for one that it does not."
    ceiling: float | None = 1.0
    needs: frozenset[Evidence] = frozenset()

    def measure(self, proof: MeasuredProof) -> float:
        return float(proof.verified)


COMPLETION = Completion()
