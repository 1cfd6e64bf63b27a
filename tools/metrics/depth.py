"""Depth: the steps on the longest way through the proof tree, from the first step to a leaf.

The tree is that of ImProver 2 (arXiv 2605.22885; :mod:`tools.metrics.shape`): a chain of tactics is
as deep as it is long, and a proof that splits into parts is as deep as its deepest part.
"""

from __future__ import annotations

from tools.metrics.shape_metric import ShapeMetric

DEPTH = ShapeMetric(
    "depth",
    (
        "The number of steps on the longest way through the proof tree, negated: shallower "
        "proofs are better."
    ),
    lambda shape: shape.depth,
)
