"""What a proof costs Lean: the guard that users of proof golfing ask for (Lean Refactor, arXiv
2605.20244; ProofOptimizer, arXiv 2510.15700).

Heartbeats are Lean's own deterministic measure of work (small allocations). They repeat within
0.1% from run to run on one Lean, where wall time does not; between versions of Lean they do not
compare. The number is that of the whole command: statement and proof.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.metrics.metric import Evidence, MeasuredProof, unknown


@dataclass(frozen=True)
class Heartbeats:
    """The metric: the heartbeats of elaborating the declaration, negated."""

    name: str = "heartbeats"
    description: str = (
        "The heartbeats that Lean needs to elaborate the proof, negated: proofs that compile "
        "faster are better."
    )
    ceiling: float | None = 0.0
    needs: frozenset[Evidence] = frozenset({Evidence.COST})

    def measure(self, proof: MeasuredProof) -> float:
        if proof.heartbeats is None:
            raise unknown(self, proof, Evidence.COST)
        return -proof.heartbeats


HEARTBEATS = Heartbeats()
