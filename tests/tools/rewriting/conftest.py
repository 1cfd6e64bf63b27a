"""Proofs as the rewrites see them: read by a real Lean."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tools.lean.analysis import analyse
from tools.lean.lean import Lean
from tools.lean.source import Source
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
