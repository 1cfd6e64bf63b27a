"""Runs the benchmarks; prints and writes what was measured. Ratios are of one run."""

from __future__ import annotations

import json
import os
import platform
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks import judging
from benchmarks.judging import HEAVY, LIGHT, LONG, Growth, LastWord, Throughput
from benchmarks.overhead import Overhead, measure_overhead
from flows.logging import configure_logging
from flows.output import progress
from flows.requests import RequestedFile, read_targets
from flows.targets import Target
from tools.lean.toolchain import Toolchain, choose_toolchain

_HERE = Path(__file__).resolve().parent
_CORES = (2, 4, 8, 16)


@dataclass(frozen=True)
class Line:
    """One figure, and whether it reaches its goal where it has one."""

    what: str
    measured: str
    goal: str = ""
    reached: bool = True


def main() -> int:
    """Measure, print, write ``results.json`` and ``results.md``; 1 if a goal is missed."""
    configure_logging(0, as_json=False, color=False)
    paths = sorted((_HERE.parent / "examples").glob("*.lean"))
    toolchain = choose_toolchain(paths[0], None, progress)
    values: dict[str, Any] = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "lean": toolchain.version,
        "python": platform.python_version(),
        "cores": os.cpu_count(),
    }
    lines = list(_measured(toolchain, paths, values))
    head = (
        f"# Benchmarks\n\nWritten by `make bench` at {values['at']}: Lean {toolchain.version}, "
        f"Python {values['python']}, {values['cores']} cores.\n\n"
        "| what | measured | goal |\n|---|---|---|\n"
    )
    rows = (
        f"| {line.what} | {line.measured} | {line.goal}{'' if line.reached else ': MISSED'} |\n"
        for line in lines
    )
    text = head + "".join(rows)
    (_HERE / "results.json").write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    (_HERE / "results.md").write_text(text, encoding="utf-8")
    sys.stdout.write(text)
    return 0 if all(line.reached for line in lines) else 1


def _measured(toolchain: Toolchain, paths: list[Path], values: dict[str, Any]) -> Iterator[Line]:
    wanted = read_targets([Target(path, None) for path in paths])
    progress("benchmark: the examples from an empty database")
    overhead = measure_overhead([RequestedFile(file, toolchain) for file in wanted])
    values["overhead"] = asdict(overhead)
    yield from _overhead(overhead)
    values["throughput"] = []
    for kind, lines, faster, floor in (
        (LIGHT, 0, 10, 3.0), (LIGHT, LONG, 40, 3.0), (HEAVY, 0, 0, 1.4), (HEAVY, LONG, 0, 1.4),
    ):  # fmt: skip
        progress(f"benchmark: candidates of {kind.name} after {lines} lines")
        throughput = judging.measure_throughput(toolchain, kind, lines)
        values["throughput"].append(asdict(throughput))
        yield from _throughput(throughput, faster, floor)
    values["last_word"] = []
    for lines, compiles in ((0, 2.5), (LONG, 1.5)):
        progress(f"benchmark: the last word after {lines} lines")
        last_word = judging.measure_last_word(toolchain, lines)
        values["last_word"].append(asdict(last_word))
        yield _last_word(last_word, compiles)
    progress("benchmark: how the cost grows")
    growth = judging.measure_growth(toolchain)
    values["growth"] = asdict(growth)
    yield from _growth(growth)


def _overhead(found: Overhead) -> Iterator[Line]:
    own = found.milliseconds_per_candidate
    yield Line(
        "a whole optimization, processor time outside Lean", f"{own:.2f} ms a candidate",
        "at most 5 ms", own <= 5,
    )  # fmt: skip
    yield Line(
        "the examples from an empty database",
        f"{found.wall_seconds:.1f} s, {found.theorems} theorems, {found.candidates} candidates, "
        f"{found.lean_calls} runs of Lean",
    )


def _throughput(found: Throughput, faster: float, floor: float) -> Iterator[Line]:
    where = f"candidates of {found.kind}, {found.lines} lines above"
    yield Line(
        f"{where}: judged per second", f"{1 / found.judged:.0f} ({1000 * found.judged:.2f} ms each)"
    )
    yield Line(
        f"{where}: times as many as with a fresh process each", f"{found.times_faster:.0f}",
        f"at least {faster:g}" if faster else "", found.times_faster >= faster,
    )  # fmt: skip
    yield Line(
        f"{where}: time, as a multiple of Lean's own on two cores", f"{found.over_floor:.2f}",
        f"at most {floor:g}", found.over_floor <= floor,
    )  # fmt: skip
    yield Line(
        f"{where}: processor time outside Lean", f"{1000 * found.own:.2f} ms a candidate",
        "at most 0.5 ms", found.own <= 0.0005,
    )  # fmt: skip


def _last_word(found: LastWord, compiles: float) -> Line:
    return Line(
        f"the last word, {found.lines} lines above",
        f"{found.compiles:.2f} fresh compiles of {1000 * found.compile:.0f} ms, and "
        f"{1000 * found.replay:.0f} ms of replay",
        f"at most {compiles:g}, and the replay",
        found.compiles <= compiles,
    )


def _growth(found: Growth) -> Iterator[Line]:
    def listed(values: dict[int, float]) -> str:
        return ", ".join(f"{size}: {1000 * value:.2f} ms" for size, value in values.items())

    yield Line("a candidate by the lines above it, after the first", listed(found.by_lines), "flat")
    yield Line("a candidate by how many are judged together", listed(found.by_count), "flat")
    gains = ", ".join(f"{cores}: {found.speedup(cores):.1f}" for cores in _CORES)
    yield Line(
        f"on more cores, computed from a serial share of {found.serial:.0%}", f"times {gains}"
    )


if __name__ == "__main__":
    sys.exit(main())
