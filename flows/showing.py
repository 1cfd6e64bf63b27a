"""The work of `burnish show`: the proof trees and chains of states of what is pointed at."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flows.checking import describe
from flows.settings import Settings
from flows.targets import Target, find_declaration, read_source, require_lean
from tools.errors import UserInputError
from tools.lean.analysis import analyse, errors_within
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.proof_tree import ProofTree, draw
from tools.lean.source import Source
from tools.lean.states import DEFAULT_LIMITS, Limits, chain_of_states
from tools.lean.toolchain import Toolchain, choose_toolchain


@dataclass(frozen=True)
class ShownProof:
    """One declaration, seen from inside."""

    source: Source
    """The file it stands in."""
    tree: ProofTree
    errors: tuple[Message, ...]

    @property
    def line(self) -> int:
        """Where it begins, counted from 1."""
        return self.source.position(self.tree.start).line

    def states(self, limits: Limits = DEFAULT_LIMITS) -> str:
        """Its text with the goals as comments."""
        return chain_of_states(self.source, self.tree, limits)


@dataclass(frozen=True)
class Shown:
    """The proofs of a target."""

    path: Path
    toolchain: Toolchain
    proofs: tuple[ShownProof, ...]
    seconds: float

    @property
    def lean(self) -> dict[str, str]:
        return describe(self.toolchain)


def show_target(
    target: Target, settings: Settings, named: str | None, progress: Callable[[str], None]
) -> Shown:
    """What Lean sees in the named declaration, or in all that have a proof.

    A proof with errors is shown as far as Lean came. Raises :class:`UserInputError`.
    """
    started = time.monotonic()
    source = read_source(target.path)
    toolchain = choose_toolchain(target.path, named or settings.lean, progress)
    lean = Lean(toolchain, settings.lean_seconds)
    analysis, _ = analyse(lean, source)
    require_lean(target.path, analysis)
    if target.name is not None:
        chosen = [find_declaration(target.path, analysis.declarations, target.name)]
    else:
        chosen = [
            declaration
            for declaration in analysis.declarations
            if declaration.is_theorem or declaration.keyword == "example"
        ]
    if not chosen:
        raise UserInputError(f"There is no theorem in {target.path}.")
    proofs = tuple(
        ShownProof(
            source=source,
            tree=tree,
            errors=tuple(errors_within(source, analysis.diagnostics, tree.start, tree.end + 1)),
        )
        for tree in draw(lean, source, chosen)
    )
    return Shown(target.path, toolchain, proofs, time.monotonic() - started)
