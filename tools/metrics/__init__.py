"""Metrics: what "better" means, as numbers where higher is always better."""

from __future__ import annotations

from tools.metrics.length import LENGTH, length
from tools.metrics.metric import Metric

METRICS: dict[str, Metric] = {metric.name: metric for metric in (LENGTH,)}
"""The metrics that can be named, by name."""

__all__ = ["LENGTH", "METRICS", "Metric", "length"]
