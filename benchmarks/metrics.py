"""What optimizing the examples gains, metric by metric, with the symbolic proposer alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.overhead import optimize_afresh
from flows.objectives import read_objective
from flows.requests import RequestedFile
from flows.results import TheoremResult

MEASURED = (
    "length", "modularity", "dependency", "declarativity", "heartbeats", "tokens", "brittleness",
)  # fmt: skip
GUARDED = "heartbeats<=1.1x"
_ROOM_FOR_A_SUBPROOF = -5
"""The length of a proof that could hold an effective subproof: one has more than two steps, and
something must be left that uses it."""


@dataclass(frozen=True)
class Gain:
    """One metric over all examples. Shares are of the theorems of the examples."""

    metric: str
    mean: float
    """Of the change, over all theorems; nothing is below 0, for the original stays otherwise."""
    verified: float
    """Share of the theorems with a candidate that Lean verified in the end."""
    improved: float
    improvable: int
    """Theorems where :func:`_improvable` sees room."""
    improved_improvable: float
    """Share of those that were improved."""
    relative: float
    """The sum of all changes by the sum of all originals, for metrics that are amounts."""
    seconds: float
    """Wall time for all."""


def measure_gain(
    files: Sequence[RequestedFile], metric: str, guards: Sequence[str] = ()
) -> tuple[Gain, tuple[TheoremResult, ...]]:
    """Optimize all theorems of ``files`` for a metric, from an empty database."""
    wanted = read_objective(metric, guards)
    # The length is measured beside it: it tells where there is room.
    metrics = wanted.metrics | read_objective("length").metrics
    results, cost = optimize_afresh(files, replace(wanted, metrics=metrics))
    done = [one for one in results if one.before is not None and one.after is not None]
    changes = [(one.after or 0.0) - (one.before or 0.0) for one in done]
    room = [one for one in done if _improvable(metric, one.values_before)]
    total = sum(one.before or 0.0 for one in done)
    gain = Gain(
        metric=" ".join([metric, *guards]),
        mean=sum(changes) / len(done),
        verified=sum(one.verdict == "verified" and one.improved for one in done) / len(done),
        improved=sum(change > 0 for change in changes) / len(done),
        improvable=len(room),
        improved_improvable=_share(room),
        relative=sum(changes) / abs(total) if total else 0.0,
        seconds=cost.wall_seconds,
    )
    return gain, results


def _share(results: Sequence[TheoremResult]) -> float:
    improved = sum((one.after or 0.0) > (one.before or 0.0) for one in results)
    return improved / len(results) if results else 0.0


def _improvable(metric: str, values: Mapping[str, float]) -> bool:
    """Whether a proof with these values can be better at all.

    A proof for modularity that is long enough for a subproof with more than two steps; for
    dependency one that names a theorem; for others one that is below the metric's ceiling.
    """
    if metric == "modularity":
        return values["length"] <= _ROOM_FOR_A_SUBPROOF
    ceiling = read_objective(metric).metrics[metric].ceiling
    return ceiling is None or values[metric] < ceiling
