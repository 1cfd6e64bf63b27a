"""What it costs to draw proof trees: the examples, flat proofs, and proofs that pile up facts."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from tools.lean.analysis import analyse
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.proof_tree import ProofTreeTooLarge, draw
from tools.lean.source import Source

_EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
_FLAT = (10, 100, 500, 2000)
_PILED = (10, 100, 300)


@dataclass(frozen=True)
class Extraction:
    """One file: seconds of wall time for a plain check and for the trees of its theorems."""

    name: str
    theorems: int
    steps: int
    check_seconds: float
    tree_seconds: float | None
    """With readable goals; ``None`` if the states were too large to draw."""
    raw_seconds: float | None
    """The same with Lean's raw printing, which is what metrics need."""


def flat_proof(steps: int) -> str:
    """A proof of that many tactics whose context does not grow."""
    shows = "  show p 0\n" * (steps - 1)
    return f"theorem flat (p : Nat → Prop) (h : p 0) : p 0 := by\n{shows}  exact h\n"


def piled_proof(facts: int) -> str:
    """A proof that states so many facts, each from the one before."""
    haves = "".join(f"  have h{i + 1} : p := h{i}\n" for i in range(facts))
    return f"theorem piled (p : Prop) (h0 : p) : p := by\n{haves}  exact h{facts}\n"


def measure_extraction(lean: Lean) -> list[Extraction]:
    """The figures for every example and for generated proofs, each measured once."""
    texts = {
        path.stem: path.read_text(encoding="utf-8") for path in sorted(_EXAMPLES.glob("*.lean"))
    }
    texts |= {f"flat {count}": flat_proof(count) for count in _FLAT}
    texts |= {f"piled {count}": piled_proof(count) for count in _PILED}
    return [_measured(lean, name, text) for name, text in texts.items()]


def _measured(lean: Lean, name: str, text: str) -> Extraction:
    source = Source(text)
    analysis, _ = analyse(lean, source)
    theorems = [declaration for declaration in analysis.declarations if declaration.is_theorem]
    started = time.monotonic()
    lean.run(text)
    checked = time.monotonic() - started
    steps, readable = _drawn(lean, source, theorems, readable=True)
    raw_steps, raw = _drawn(lean, source, theorems, readable=False)
    return Extraction(name, len(theorems), max(steps, raw_steps), checked, readable, raw)


def _drawn(
    lean: Lean, source: Source, theorems: list[Declaration], *, readable: bool
) -> tuple[int, float | None]:
    started = time.monotonic()
    try:
        trees = draw(lean, source, theorems, readable=readable)
    except ProofTreeTooLarge:
        return 0, None
    return sum(1 for tree in trees for _ in tree.walk()), time.monotonic() - started
