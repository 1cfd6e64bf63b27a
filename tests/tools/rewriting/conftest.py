"""Proofs as the rewrites see them: read by a real Lean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tools.lean import proof_tree
from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.structure.tree import ProofTree
from tools.rewriting import ProofView
from tools.rewriting.view import view_of

CONTEXT = """\
variable {p q r : Prop} {α : Type} {P Q : α → Prop}
def double : Nat → Nat
  | 0 => 0
  | n + 1 => double n + 2
"""


@pytest.fixture(scope="session")
def context() -> str:
    """What stands before the theorems of the tests."""
    return CONTEXT


@pytest.fixture(scope="session")
def views(lean: Lean) -> Callable[[list[str]], list[ProofView]]:
    """The views of some theorems, all read in one run of Lean."""

    def read(theorems: list[str]) -> list[ProofView]:
        source = Source(CONTEXT + "".join(f"{theorem}\n" for theorem in theorems))
        analysis, run = analyse(lean, source)
        assert run.complete
        found = [d for d in analysis.declarations if d.is_theorem]
        assert len(found) == len(theorems), [m.text for m in analysis.diagnostics]
        return [view_of(source, declaration) for declaration in found]

    return read


@pytest.fixture(scope="session")
def drawn(lean: Lean) -> Callable[[list[str]], list[tuple[ProofView, ProofTree]]]:
    """The views of some theorems with their proof trees, all from one file."""

    def read(theorems: list[str]) -> list[tuple[ProofView, ProofTree]]:
        source = Source(CONTEXT + "".join(f"{theorem}\n" for theorem in theorems))
        analysis, _ = analyse(lean, source)
        found = [d for d in analysis.declarations if d.is_theorem]
        assert len(found) == len(theorems), [m.text for m in analysis.diagnostics]
        trees = proof_tree.draw(lean, source, found)
        return [(view_of(source, d), tree) for d, tree in zip(found, trees, strict=True)]

    return read
