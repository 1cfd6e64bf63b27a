"""What the verifier costs, as ratios: to fresh processes, to Lean's own time, to a fresh compile.

Candidates are short proofs of one theorem, no two alike, every second one wrong. The theorem
stands alone or after 1,600 lines of others.
"""

from __future__ import annotations

import json
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tools.lean.analysis import analyse
from tools.lean.check import check
from tools.lean.judge import BATCH, Judge
from tools.lean.lean import Lean
from tools.lean.pool import Pool
from tools.lean.problem import Problem
from tools.lean.source import Source
from tools.lean.toolchain import Toolchain

CORES = 2
LONG = 1600
"""Lines of the long context."""
_AT_ONCE = 1000
_LINES = (0, 400, 800, LONG)
_COUNTS = (100, 400, 1600)
_ALONE = 40
_REPEATS = 5
_ABOVE = """\
theorem above{i} (a b c : Nat) (h : a + b = c) : b + a = c := by
  rw [Nat.add_comm]
  exact h

"""
_CATEGORY = re.compile(r"^\t(?P<name>[^\t]+?) (?P<value>[0-9.]+)(?P<unit>ms|s)$", re.MULTILINE)
_NOT_LEANS = ("import", "initialization")


@dataclass(frozen=True)
class Kind:
    """A family of candidates: the theorem, and a proof for each number, right or wrong."""

    name: str
    statement: str
    proof: Callable[[int, bool], str]


def _light(number: int, right: bool) -> str:
    last = "hq" if right else "hp"
    return (
        f":= by\n  have h{number} : p := hp\n  constructor\n  · exact h{number}\n  · exact {last}"
    )


def _heavy(number: int, right: bool) -> str:
    last = "omega" if right else "exact h"
    return f":= by\n  have h{number} : a + {number} ≤ b + {number} := by omega\n  {last}"


LIGHT = Kind("about 1 ms", "theorem target (p q : Prop) (hp : p) (hq : q) : p ∧ q ", _light)
HEAVY = Kind(
    "5 ms and more",
    "theorem target (a b c : Nat) (h : a ≤ b) (k : b ≤ c) : a + b ≤ c + c ",
    _heavy,
)


@dataclass(frozen=True)
class Throughput:
    """Seconds of wall time per candidate, two processes at a time."""

    kind: str
    lines: int
    """Of the context."""
    judged: float
    alone: float
    """One fresh process each, without the start of the Python that stands for a native `lean`."""
    own: float
    """Processor time of this process."""
    floor: float
    """Half of what ``--profile`` reports for the candidates, import and initialization left out."""

    @property
    def times_faster(self) -> float:
        return self.alone / self.judged

    @property
    def over_floor(self) -> float:
        return self.judged / self.floor


@dataclass(frozen=True)
class LastWord:
    """Medians of wall seconds; one compile is a fresh one of the same file."""

    lines: int
    confirm: float
    compile: float
    replay: float

    @property
    def compiles(self) -> float:
        """How many fresh compiles it costs, the replay left out."""
        return (self.confirm - self.replay) / self.compile


class Bench:
    """One theorem after a context, ready to be judged."""

    def __init__(
        self, toolchain: Toolchain, kind: Kind, lines: int, pool: Pool | None = None
    ) -> None:
        self.kind = kind
        self.lines = lines
        self.lean = Lean(toolchain, pool=pool)
        above = "".join(_ABOVE.format(i=i) for i in range(lines // 4))
        source = Source(f"{above}{kind.statement}{kind.proof(0, True)}\n")
        analysis, _ = analyse(self.lean, source)
        declaration, report = analysis.declarations[-1], check(self.lean, analysis)[-1]
        self.problem = Problem(
            source, declaration, self.lean.fingerprint, report.statement or "", ()
        )
        self.judge = Judge(self.lean, analysis)

    def candidates(self, first: int, count: int) -> list[str]:
        proofs = (
            self.kind.proof(number, number % 2 == 0) for number in range(first, first + count)
        )
        return [self.problem.statement + proof for proof in proofs]

    def judged(self, first: int, count: int) -> tuple[float, float]:
        """Wall and own processor seconds per candidate."""
        texts = self.candidates(first, count)
        wall, own = time.perf_counter(), time.process_time()
        outcomes = self.judge.screen(self.problem, texts)
        spent = time.perf_counter() - wall, time.process_time() - own
        kinds = [outcome.verdict.kind for outcome in outcomes]
        assert kinds == ["verified", "rejected"] * (count // 2), "not the verdicts expected"
        return spent[0] / count, spent[1] / count

    def alone(self) -> float:
        """Wall seconds per candidate with a fresh process for each, two at a time."""
        texts = [self.problem.splice(c).text for c in self.candidates(10**6, _ALONE)]
        argv = [*self.lean.toolchain.argv, "--stdin", "--json"]

        def run(text: str) -> None:
            self._run(argv, text)

        begun = time.perf_counter()
        with ThreadPoolExecutor(CORES) as pool:
            list(pool.map(run, texts))
        spent = (time.perf_counter() - begun) / _ALONE
        return (
            spent - _median(lambda: self._run([sys.executable, "-I", "-S", "-c", ""], "")) / CORES
        )

    def floor(self) -> float:
        """Seconds of Lean's own work per candidate, spread over the cores."""
        texts = self.candidates(2 * 10**6, BATCH)
        renamed = (
            text.replace("theorem target", f"theorem target{number}")
            for number, text in enumerate(texts)
        )
        argv = [*self.lean.toolchain.argv, "--stdin", "--profile", "-DmaxErrors=0"]
        text = "\n".join(renamed)
        found = [_profiled(self._run(argv, text)) for _ in range(_REPEATS)]
        return statistics.median(found) / BATCH / CORES

    def last_word(self) -> LastWord:
        """After a first one, which also compiles the original."""
        candidate = self.candidates(0, 1)[0]
        self.judge.confirm(self.problem, candidate)
        argv = [*self.lean.toolchain.argv, "--stdin", "--json"]
        text = self.problem.splice(candidate).text
        return LastWord(
            lines=self.lines,
            confirm=_median(lambda: self.judge.confirm(self.problem, candidate)),
            compile=_median(lambda: self._run(argv, text)),
            replay=self._replay(text),
        )

    def _replay(self, text: str) -> float:
        """Seconds that reading back and replaying takes, without the start of its process."""
        toolchain = self.lean.toolchain
        with tempfile.TemporaryDirectory() as folder:
            compiled = Path(folder) / "Candidate.olean"
            self._run([*toolchain.argv, "--stdin", "-o", str(compiled)], text)
            question = json.dumps({"theorem": ["target"], "declared": []})
            argv = [*toolchain.replay, str(compiled), str(compiled)]
            started = _median(lambda: self._run([*toolchain.argv, "--version"], ""))
            return _median(lambda: self._run(argv, question)) - started

    def _run(self, argv: Sequence[str], text: str) -> str:
        run = subprocess.run(
            argv,
            input=text,
            capture_output=True,
            text=True,
            env=dict(self.lean.toolchain.environment),
            check=False,
        )
        return run.stdout + run.stderr


def _median(action: Callable[[], object]) -> float:
    times = []
    for _ in range(_REPEATS):
        begun = time.perf_counter()
        action()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def _profiled(output: str) -> float:
    """Seconds of all categories that are about the text."""
    return sum(
        float(match["value"]) / (1000 if match["unit"] == "ms" else 1)
        for match in _CATEGORY.finditer(output)
        if match["name"] not in _NOT_LEANS
    )


def measure_throughput(toolchain: Toolchain, kind: Kind, lines: int) -> Throughput:
    """After a first batch, which also makes the snapshot where one pays."""
    bench = Bench(toolchain, kind, lines)
    bench.judged(0, _AT_ONCE)
    # Before and after, because a machine that others use changes its pace.
    before = bench.floor()
    judged, own = bench.judged(_AT_ONCE, _AT_ONCE)
    floor = (before + bench.floor()) / 2
    return Throughput(kind.name, lines, judged, bench.alone(), own, floor)


def measure_last_word(toolchain: Toolchain, lines: int) -> LastWord:
    """What the last word costs for one candidate."""
    return Bench(toolchain, LIGHT, lines).last_word()


@dataclass(frozen=True)
class Growth:
    """How the wall time for a candidate changes, and what more cores would give."""

    by_lines: dict[int, float]
    """Seconds per candidate by the lines of the context, after the first batch."""
    by_count: dict[int, float]
    """Seconds per candidate by how many are judged in one call, on a short file."""
    serial: float
    """Share of the work that does not run beside itself, from one and two workers (Amdahl)."""

    def speedup(self, workers: int) -> float:
        """By Amdahl's law, against one worker."""
        return 1 / (self.serial + (1 - self.serial) / workers)


def measure_growth(toolchain: Toolchain) -> Growth:
    """Light candidates after contexts of several lengths, and in calls of several sizes."""
    by_lines = {}
    for lines in _LINES:
        bench = Bench(toolchain, LIGHT, lines)
        bench.judged(0, _AT_ONCE)
        by_lines[lines] = bench.judged(_AT_ONCE, _AT_ONCE)[0]
    bench = Bench(toolchain, LIGHT, 0)
    bench.judged(0, BATCH)
    by_count = {count: bench.judged(10_000 * count, count)[0] for count in _COUNTS}
    one, two = (
        Bench(toolchain, LIGHT, 0, Pool(workers)).judged(0, _AT_ONCE)[0] for workers in (1, 2)
    )
    return Growth(by_lines, by_count, max(0.0, 2 * two / one - 1))
