"""Dependency: how many theorems from outside its file a proof names (ImProver 2, arXiv 2605.22885).

Distinct names, as Lean resolves them, that stand in the proof's text. Theorems only: definitions,
constructors and ``rfl`` are none. A field such as ``h.left`` names nothing; ``And.left h`` does.
What a tactic finds by itself is not named either.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.metrics.metric import Evidence, MeasuredProof, unknown


@dataclass(frozen=True)
class Dependency:
    """The metric: the number of outside theorems that the proof names, negated."""

    name: str = "dependency"
    description: str = (
        "The number of distinct theorems from outside the file that the proof names, negated: "
        "fewer are better."
    )
    ceiling: float | None = 0.0
    needs: frozenset[Evidence] = frozenset({Evidence.NAMES})

    def measure(self, proof: MeasuredProof) -> float:
        if proof.theorems is None:
            raise unknown(self, proof, Evidence.NAMES)
        return float(-len(proof.theorems))


DEPENDENCY = Dependency()
