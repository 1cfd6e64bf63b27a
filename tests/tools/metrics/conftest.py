"""Real proofs, measured: what the metrics get to see of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.proof_tree import draw
from tools.lean.source import Source
from tools.metrics import MeasuredProof
from tools.metrics.measuring import gather

Measure = Callable[[str], dict[str, MeasuredProof]]


@pytest.fixture(scope="session")
def measured(lean: Lean) -> Measure:
    """The theorems of a text with their proof trees, by name; all must check."""

    def measure(text: str) -> dict[str, MeasuredProof]:
        source = Source(text)
        analysis, run = analyse(lean, source)
        assert [m.text for m in run.messages if m.severity == "error"] == []
        theorems = [d for d in analysis.declarations if d.is_theorem]
        trees = {tree.name: tree for tree in draw(lean, source, theorems)}
        return {proof.name: proof for proof in gather(lean, source, theorems, (), trees)}

    return measure
