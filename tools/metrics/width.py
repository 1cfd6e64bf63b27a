"""Width: the most steps at one distance from the root of the proof tree.

The tree is that of ImProver 2 (arXiv 2605.22885; :mod:`tools.metrics.shape`). A chain of tactics
has width 1; each goal that is open beside another one widens the tree where it is solved.
"""

from __future__ import annotations

from tools.metrics.shape_metric import ShapeMetric

WIDTH = ShapeMetric(
    "width",
    ("The most steps at one depth of the proof tree, negated: proofs that split less are better."),
    lambda shape: shape.width,
)
