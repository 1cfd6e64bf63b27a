"""Runs the benchmarks on the examples; prints and writes what was measured."""

from __future__ import annotations

import json
import os
import platform
import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.batching import measure_batching
from benchmarks.overhead import measure_overhead
from flows.logging import configure_logging
from flows.output import progress
from flows.requests import RequestedFile, read_targets
from flows.targets import Target
from tools.lean.toolchain import choose_toolchain

_HERE = Path(__file__).resolve().parent
_GOAL_MILLISECONDS = 5.0


def main() -> int:
    """Measure, print, write ``results.json`` and ``results.md``; 1 if a goal is missed."""
    configure_logging(0, as_json=False, color=False)
    paths = sorted((_HERE.parent / "examples").glob("*.lean"))
    toolchain = choose_toolchain(paths[0], None, progress)
    wanted = read_targets([Target(path, None) for path in paths])
    files = [RequestedFile(file, toolchain) for file in wanted]
    batching = measure_batching(next(f for f in files if f.wanted.path.name == "Logic.lean"))
    overhead = measure_overhead(files)
    own = overhead.milliseconds_per_candidate
    values = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "lean": toolchain.version,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
        "overhead": {**asdict(overhead), "milliseconds_per_candidate": own},
        "batching": {**asdict(batching), "ratio": batching.ratio},
    }
    lines = [
        "# Benchmarks",
        "",
        f"Written by `make bench` at {values['at']}: Lean {toolchain.version}, "
        f"Python {values['python']}, {values['cores']} cores.",
        "",
        "| what | measured |",
        "|---|---|",
        f"| processor time outside Lean, per candidate | {own:.2f} ms (goal: at most "
        f"{_GOAL_MILLISECONDS:g} ms) |",
        f"| the examples from an empty database | {overhead.wall_seconds:.1f} s, "
        f"{overhead.theorems} theorems, {overhead.candidates} candidates, "
        f"{overhead.lean_calls} runs of Lean |",
        f"| candidates judged per second, {batching.batch} in one run | {batching.together:.0f} |",
        f"| candidates judged per second, a fresh Lean each | {batching.alone:.1f} |",
        f"| so many times faster together | {batching.ratio:.0f} |",
        f"| both ways agree on every verdict | {'yes' if batching.agree else 'NO'} |",
        "",
    ]
    (_HERE / "results.json").write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    (_HERE / "results.md").write_text("\n".join(lines), encoding="utf-8")
    sys.stdout.write("\n".join(lines))
    return 0 if own <= _GOAL_MILLISECONDS and batching.agree else 1


if __name__ == "__main__":
    sys.exit(main())
