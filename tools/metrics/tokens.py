"""The number of tokens of a proof: the length that ProofOptimizer (arXiv 2510.15700) minimises.

Tokens are Lean's own: a name with its dots is one, a string is one, comments are none. The ``:=``
that leads to the proof belongs to no proof and is not counted.
"""

from __future__ import annotations

from dataclasses import dataclass

from tools.lean.syntax import Syntax
from tools.metrics.metric import Evidence, MeasuredProof
from tools.metrics.reading import nodes

_SIMPLE = "Command.declValSimple"


def tokens(value: Syntax) -> int:
    """The number of tokens in a declaration's value, a leading ``:=`` left out."""
    # Lean gives marks of its own (hygiene) as tokens without text.
    found = sum(1 for node in nodes(value) if node.is_token and node.end > node.start)
    return found - (value.kind == _SIMPLE)


@dataclass(frozen=True)
class Tokens:
    """The metric: the number of tokens, negated."""

    name: str = "tokens"
    description: str = (
        "The number of Lean tokens in the proof, comments excluded, negated: fewer are better."
    )
    ceiling: float | None = -1.0
    needs: frozenset[Evidence] = frozenset({Evidence.SYNTAX})

    def measure(self, proof: MeasuredProof) -> float:
        return -float(tokens(proof.view.value))


TOKENS = Tokens()
