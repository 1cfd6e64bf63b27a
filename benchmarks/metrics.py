"""What optimizing the examples gains, metric by metric, with the symbolic proposer alone.

`python -m benchmarks.metrics [METRIC...]` writes ``results/metrics.{json,md}``.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.overhead import optimize_afresh
from flows.logging import configure_logging
from flows.objectives import read_objective
from flows.output import progress
from flows.requests import RequestedFile, read_targets
from flows.results import TheoremResult
from flows.targets import Target
from tools.lean.toolchain import choose_toolchain

_HERE = Path(__file__).resolve().parent

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


def main() -> int:
    """Measure, print, write; 1 if a guard was broken."""
    configure_logging(0, as_json=False, color=False)
    paths = sorted((_HERE.parent / "examples").glob("*.lean"))
    toolchain = choose_toolchain(paths[0], None, progress)
    wanted = read_targets([Target(path, None) for path in paths])
    files = [RequestedFile(file, toolchain) for file in wanted]
    gains: list[Gain] = []
    for metric in sys.argv[1:] or MEASURED:
        progress(f"benchmark: the examples for {metric}")
        gains.append(measure_gain(files, metric)[0])
    progress(f"benchmark: the examples for length with the guard {GUARDED}")
    guarded, results = measure_gain(files, "length", [GUARDED])
    gains.append(guarded)
    broken = [one.theorem for one in results if one.improved and _costs_more(one)]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    lines = [
        "# What each metric gains on the examples",
        "",
        f"Written by `python -m benchmarks.metrics` at {at}: Lean {toolchain.version}, an empty "
        "database for each row, no model. The change is the mean over all theorems; *improvable* "
        "are those where a better proof is not ruled out (modularity: proofs of at least "
        f"{-_ROOM_FOR_A_SUBPROOF} tactics; others: below the metric's ceiling).",
        "",
        "| metric | mean change | of the original's sum | verified and better | "
        "of the improvable | seconds |",
        "|---|---|---|---|---|---|",
        *(
            f"| {gain.metric} | {gain.mean:+.3g} | {gain.relative:+.1%} | {gain.verified:.0%} | "
            f"{gain.improved_improvable:.0%} of {gain.improvable} | {gain.seconds:.0f} |"
            for gain in gains
        ),
        "",
        f"Proofs accepted under the guard {GUARDED} that cost more than it says: "
        f"{', '.join(broken) or 'none'}.",
        "",
    ]
    folder = _HERE / "results"
    record = {"at": at, "gains": [asdict(gain) for gain in gains], "guard_broken": broken}
    (folder / "metrics.json").write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    (folder / "metrics.md").write_text("\n".join(lines), encoding="utf-8")
    sys.stdout.write("\n".join(lines))
    return 1 if broken else 0


def _costs_more(result: TheoremResult) -> bool:
    return result.values_after["heartbeats"] < 1.1 * result.values_before["heartbeats"]


if __name__ == "__main__":
    sys.exit(main())
