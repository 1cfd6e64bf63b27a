"""Branching: the mean number of edges out of the inner steps of the proof tree.

The tree is that of ImProver 2 (arXiv 2605.22885; :mod:`tools.metrics.shape`); normal and spawned
edges count alike. A chain has 1, a single step 0.
"""

from __future__ import annotations

from tools.metrics.shape_metric import ShapeMetric

BRANCHING = ShapeMetric(
    "branching",
    ("The mean number of goals that a step leaves to others, negated: fewer cases are better."),
    lambda shape: shape.branching,
)
