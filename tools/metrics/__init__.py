"""Metrics: what "better" means, as numbers where higher is always better."""

from __future__ import annotations

from tools.metrics.branching import BRANCHING
from tools.metrics.brittleness import BRITTLENESS
from tools.metrics.completion import COMPLETION
from tools.metrics.declarativity import DECLARATIVITY
from tools.metrics.dependency import DEPENDENCY
from tools.metrics.depth import DEPTH
from tools.metrics.heartbeats import HEARTBEATS
from tools.metrics.length import LENGTH, length
from tools.metrics.metric import Evidence, MeasuredProof, Metric, MetricFailed, is_cost
from tools.metrics.mixed import MIXED
from tools.metrics.modularity import MODULARITY
from tools.metrics.tokens import TOKENS
from tools.metrics.width import WIDTH

METRICS: dict[str, Metric] = {
    metric.name: metric
    for metric in (
        LENGTH, DEPENDENCY, MODULARITY, DECLARATIVITY, MIXED, TOKENS, HEARTBEATS, COMPLETION,
        DEPTH, WIDTH, BRANCHING, BRITTLENESS,
    )
}  # fmt: skip
"""Burnish's own metrics, by name, in the order in which they are shown."""

__all__ = [
    "LENGTH",
    "METRICS",
    "Evidence",
    "MeasuredProof",
    "Metric",
    "MetricFailed",
    "is_cost",
    "length",
]
