"""What it costs to draw proof trees: the examples, flat proofs, and proofs that pile up facts.

`python -m benchmarks.extraction [NAME...]` prints a table: of the examples the least of three
measurements, taken in turn, so that what else the machine does falls on all alike.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.proof_tree import Drawn, ProofTree, draw_each
from tools.lean.source import Source
from tools.lean.toolchain import EMBEDDED, choose_toolchain

_EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_REPEATS = 3
_FLAT = (10, 100, 500, 2000)
_PILED = (10, 100, 300, 1000)
_T = TypeVar("_T")


@dataclass(frozen=True)
class Extraction:
    """One file: seconds of wall time for a plain check and for the trees of its theorems."""

    name: str
    theorems: int
    drawn: int
    """Theorems whose tree there is: of others the states are too large."""
    steps: int
    check_seconds: float
    tree_seconds: float
    """With readable goals."""
    raw_seconds: float
    """The same with Lean's raw printing, which is what metrics of the shape need."""

    @property
    def ratio(self) -> float:
        """The trees by the plain check."""
        return self.tree_seconds / self.check_seconds

    @property
    def milliseconds(self) -> float:
        """For the readable tree of one theorem."""
        return 1000 * self.tree_seconds / self.theorems


def flat_proof(steps: int) -> str:
    """A proof of that many tactics whose context does not grow."""
    shows = "  show p 0\n" * (steps - 1)
    return f"theorem flat (p : Nat → Prop) (h : p 0) : p 0 := by\n{shows}  exact h\n"


def piled_proof(facts: int) -> str:
    """A proof that states so many facts, each from the one before."""
    haves = "".join(f"  have h{i + 1} : p := h{i}\n" for i in range(facts))
    return f"theorem piled (p : Prop) (h0 : p) : p := by\n{haves}  exact h{facts}\n"


def measure_example(lean: Lean, path: Path) -> Extraction:
    """The figures for one example."""
    return _measured(lean, path.stem, path.read_text(encoding="utf-8"), _REPEATS)


def _measured(lean: Lean, name: str, text: str, repeats: int = 1) -> Extraction:
    source = Source(text)
    analysis, _ = analyse(lean, source)
    theorems = [declaration for declaration in analysis.declarations if declaration.is_theorem]
    trees: tuple[Drawn, ...] = ()
    seconds = [[0.0, 0.0, 0.0] for _ in range(repeats)]
    for measured in seconds:
        measured[0], _ = _timed(lambda: lean.run(text))
        measured[1], trees = _timed(lambda: draw_each(lean, source, theorems))
        measured[2], _ = _timed(lambda: draw_each(lean, source, theorems, readable=False))
    drawn = [tree for tree in trees if isinstance(tree, ProofTree)]
    check, tree, raw = (min(column) for column in zip(*seconds, strict=True))
    steps = sum(1 for made in drawn for _ in made.walk())
    return Extraction(name, len(theorems), len(drawn), steps, check, tree, raw)


def _timed(work: Callable[[], _T]) -> tuple[float, _T]:
    started = time.monotonic()
    made = work()
    return time.monotonic() - started, made


def total(measured: Iterable[Extraction]) -> Extraction:
    """All together."""
    rows = list(measured)
    return Extraction(
        "all examples",
        sum(row.theorems for row in rows),
        sum(row.drawn for row in rows),
        sum(row.steps for row in rows),
        sum(row.check_seconds for row in rows),
        sum(row.tree_seconds for row in rows),
        sum(row.raw_seconds for row in rows),
    )


def _print(row: Extraction) -> None:
    print(
        f"{row.name:14} {row.drawn:5}/{row.theorems:<4} {row.steps:6} {row.check_seconds:8.2f} "
        f"{row.tree_seconds:8.2f} {row.ratio:6.1f} {row.milliseconds:11.0f} {row.raw_seconds:8.2f}",
        flush=True,
    )


def main(names: list[str]) -> None:
    """Measure the examples named, or all and the generated proofs."""
    lean = Lean(choose_toolchain(None, EMBEDDED, lambda line: print(line, file=sys.stderr)))
    lean.run("")  # starts the process that the others are copied from
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    print("file           trees/of     steps  check s  trees s  times  ms/theorem    raw s")
    paths = [p for p in sorted(_EXAMPLES.glob("*.lean")) if not names or p.stem in names]
    measured = []
    for path in paths:
        measured.append(measure_example(lean, path))
        _print(measured[-1])
    _print(total(measured))
    if not names:
        for count in _FLAT:
            _print(_measured(lean, f"flat {count}", flat_proof(count)))
        for count in _PILED:
            _print(_measured(lean, f"piled {count}", piled_proof(count)))


if __name__ == "__main__":
    main(sys.argv[1:])
