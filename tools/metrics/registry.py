"""From the name that a user writes to the metric: our own, an installed one, or a file's."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import EntryPoint, entry_points

from tools.errors import UserInputError
from tools.metrics import METRICS
from tools.metrics.custom import custom_metric, load_metric
from tools.metrics.metric import Metric

GROUP = "burnish.metrics"
"""The group of entry points under which packages offer metrics."""


def find_metric(text: str) -> Metric:
    """The metric that a name or a ``path/to/file.py:function`` stands for.

    Our own names come first, so no package can change what they mean.

    Raises :class:`UserInputError`, which names the metrics that there are.
    """
    name = text.strip()
    if name in METRICS:
        return METRICS[name]
    if ":" in name:
        return load_metric(name)
    for point in installed():
        if point.name == name:
            return _loaded(point)
    raise UserInputError(
        f"There is no metric {name or '(none named)'}. There are {', '.join(names())}; your own is "
        "written path/to/file.py:function."
    )


def find_metrics(texts: Iterable[str]) -> dict[str, Metric]:
    """Several metrics by their names, in the order in which they are written.

    Raises :class:`UserInputError`, also for two different metrics of one name.
    """
    found: dict[str, Metric] = {}
    for text in dict.fromkeys(texts):
        metric = find_metric(text)
        known = found.setdefault(metric.name, metric)
        if known is not metric and known != metric:
            raise UserInputError(f"Two metrics have the name {metric.name}; rename one of them.")
    return found


def names() -> tuple[str, ...]:
    """The metrics that can be named, our own first."""
    others = sorted({point.name for point in installed()} - METRICS.keys())
    return (*METRICS, *others)


def installed() -> tuple[EntryPoint, ...]:
    """What installed packages offer as metrics."""
    return tuple(entry_points(group=GROUP))


def _loaded(point: EntryPoint) -> Metric:
    try:
        found = point.load()
    except Exception as error:  # whatever a package's module raises
        raise UserInputError(
            f"The metric {point.name} ({point.value}) cannot be loaded: "
            f"{type(error).__name__}: {error}."
        ) from error
    release = point.dist.version if point.dist is not None else ""
    return custom_metric(point.name, found, f"{point.value} {release}")
