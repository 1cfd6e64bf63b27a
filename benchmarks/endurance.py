"""Many candidates through the pool: does anything grow or leak? ``python -m benchmarks.endurance``.

The candidates are those of the symbolic proposer for the longest theorem of an example, over and
over, until there are 20,000 (or as many as the argument says).
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from itertools import cycle, islice
from pathlib import Path

from benchmarks.process_tree import Watch, descendants, descriptors, resident_bytes
from tools.lean.analysis import analyse
from tools.lean.check import check
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.pool import Pool
from tools.lean.problem import Problem
from tools.lean.source import Source
from tools.lean.toolchain import EMBEDDED, choose_toolchain
from tools.rewriting import propose
from tools.rewriting.portfolio import PORTFOLIO
from tools.rewriting.view import view_of

_HERE = Path(__file__).resolve().parent
_EXAMPLE = _HERE.parent / "examples" / "Logic.lean"
_RESULTS = _HERE / "results"
_COUNT = 20_000
_STEP = 1_000
_GROWTH = 1.10
_MB = 1_000_000


@dataclass(frozen=True)
class Step:
    """The state after so many candidates."""

    candidates: int
    seconds: float
    own_mb: float
    """Resident memory of the orchestrating process."""
    tree_mb: float
    """Of it and all Leans, shared pages counted once: the mean over this step."""
    tree_peak_mb: float
    descriptors: int
    threads: int


@dataclass(frozen=True)
class Endurance:
    """A whole run, and what was there at its end that was not at its beginning."""

    steps: tuple[Step, ...]
    kinds: dict[str, int]
    workers: int
    leans: int
    processes_left: int
    descriptors_left: int
    files_left: int

    @property
    def growth(self) -> float:
        """The tree's memory in the last step, as a multiple of that right after the first."""
        return self.steps[-1].tree_mb / self.steps[1].tree_mb

    @property
    def own_growth(self) -> float:
        """The same of the orchestrating process."""
        return self.steps[-1].own_mb / self.steps[0].own_mb

    @property
    def reached(self) -> bool:
        left = self.processes_left + self.descriptors_left + self.files_left
        return left == 0 and self.growth <= _GROWTH and self.own_growth <= _GROWTH


def measure_endurance(count: int) -> Endurance:
    """Screen ``count`` candidates in one stream; at least 2,000."""
    toolchain = choose_toolchain(None, EMBEDDED, print)
    pool = Pool()
    lean = Lean(toolchain, pool=pool, owner="endurance")
    problem, judge, texts = _prepared(lean)
    before = (descriptors(), _scratch())
    calls = lean.calls
    kinds: Counter[str] = Counter()
    steps: list[Step] = []
    begun = time.perf_counter()
    with Watch() as watch:
        stream = judge.stream(problem, islice(cycle(texts), count), expected=count)
        for number, outcome in enumerate(stream, start=1):
            kinds[outcome.verdict.kind] += 1
            if number % _STEP == 0:
                steps.append(_step(number, time.perf_counter() - begun, watch.take()))
    return Endurance(
        steps=tuple(steps),
        kinds=dict(kinds),
        workers=pool.size,
        leans=lean.calls - calls,
        processes_left=len(descendants()),
        descriptors_left=max(0, descriptors() - before[0]),
        files_left=max(0, _scratch() - before[1]),
    )


def _prepared(lean: Lean) -> tuple[Problem, Judge, list[str]]:
    analysis, _ = analyse(lean, Source(_EXAMPLE.read_text(encoding="utf-8")))
    problems = [
        Problem(
            analysis.source, declaration, lean.fingerprint, report.statement, report.axioms or ()
        )
        for declaration, report in zip(analysis.declarations, check(lean, analysis), strict=True)
        if declaration.is_theorem and declaration.value is not None and report.statement
    ]
    problem = max(problems, key=lambda one: len(one.original))
    made = propose(
        view_of(problem.source, problem.declaration),
        portfolio=tuple(closer.tactic for closer in PORTFOLIO),
        regions=None,
        limit=_STEP,
        skip=(),
    )
    return problem, Judge(lean, analysis), [candidate.declaration for candidate in made]


def _step(number: int, seconds: float, samples: list[int]) -> Step:
    return Step(
        candidates=number,
        seconds=round(seconds, 1),
        own_mb=round(resident_bytes() / _MB, 1),
        tree_mb=round(statistics.fmean(samples or [0]) / _MB, 1),
        tree_peak_mb=round(max(samples, default=0) / _MB, 1),
        descriptors=descriptors(),
        threads=threading.active_count(),
    )


def _scratch() -> int:
    """How many scratch folders of Burnish there are."""
    return len(list(Path(tempfile.gettempdir()).glob("burnish-*")))


def main() -> int:
    """Measure, print, write ``results/endurance.{json,md}``; 1 if something grew or leaked."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else _COUNT
    found = measure_endurance(count)
    last = found.steps[-1]
    at = datetime.now(UTC).isoformat(timespec="seconds")
    lines = [
        "# Endurance",
        "",
        f"Written by `python -m benchmarks.endurance` at {at}: {count:,} candidates for one "
        f"theorem in one stream, {found.workers} Leans at once, {found.leans:,} runs of Lean, "
        f"{last.seconds:.0f} s. Verdicts: "
        + ", ".join(f"{kind} {number:,}" for kind, number in sorted(found.kinds.items()))
        + ".",
        "",
        "| candidates | seconds | own memory | whole tree, mean | whole tree, peak | descriptors "
        "| threads |",
        "|---|---|---|---|---|---|---|",
        *(
            f"| {step.candidates:,} | {step.seconds:.0f} | {step.own_mb:.0f} MB "
            f"| {step.tree_mb:.0f} MB | {step.tree_peak_mb:.0f} MB | {step.descriptors} "
            f"| {step.threads} |"
            for step in found.steps
        ),
        "",
        f"The whole tree at the end is {found.growth:.2f} times what it was right after the first "
        f"1,000, this process {found.own_growth:.2f} times (goal: at most {_GROWTH:.2f}). Left at "
        f"the end: {found.processes_left} processes, {found.descriptors_left} descriptors, "
        f"{found.files_left} scratch folders.",
        "",
    ]
    values = {"at": at, **asdict(found), "growth": found.growth, "own_growth": found.own_growth}
    _RESULTS.mkdir(exist_ok=True)
    (_RESULTS / "endurance.json").write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    (_RESULTS / "endurance.md").write_text("\n".join(lines), encoding="utf-8")
    sys.stdout.write("\n".join(lines))
    return 0 if found.reached else 1


if __name__ == "__main__":
    sys.exit(main())
