"""The work of `burnish show`: the proof trees and chains of states of what is pointed at."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from flows.checking import describe
from flows.settings import Settings
from flows.targets import Target, find_proofs, read_source, require_lean
from tools.drawing.picture import picture
from tools.errors import UserInputError
from tools.lean.analysis import Analysis, analyse, errors_within
from tools.lean.check import uses_sorry
from tools.lean.declarations import Declaration
from tools.lean.lean import Lean
from tools.lean.messages import Message
from tools.lean.proof_tree import ProofTree, draw_each
from tools.lean.source import Source
from tools.lean.states import DEFAULT_LIMITS, Limits, chain_of_states
from tools.lean.structure.context import ContextSlice, FileContext
from tools.lean.toolchain import Toolchain, choose_toolchain
from tools.metrics.metric import MeasuredProof
from tools.metrics.modularity import effective_facts
from tools.rewriting.view import view_of

CONTEXT_TOKENS = 4_000
"""How much context is shown, in tokens of four characters."""


@dataclass(frozen=True)
class ShownProof:
    """One declaration, seen from inside."""

    source: Source
    """The file it stands in."""
    declaration: Declaration
    tree: ProofTree
    errors: tuple[Message, ...]
    """Lean's, with terms as people write them."""
    has_sorry: bool
    context: ContextSlice | None
    """What it rests on, if that was asked for."""

    @property
    def line(self) -> int:
        """Where it begins, counted from 1."""
        return self.source.position(self.tree.start).line

    @property
    def checks(self) -> bool:
        return not self.errors and not self.has_sorry

    def states(self, limits: Limits = DEFAULT_LIMITS) -> str:
        """Its text with the goals as comments."""
        return chain_of_states(self.source, self.tree, limits)

    def picture(self) -> str:
        """Its tree as an SVG file, in which effective goals are marked."""
        view = view_of(self.source, self.declaration)
        facts = effective_facts(MeasuredProof(view, self.tree.name, tree=self.tree))
        return picture(self.tree, [fact.goal.id for fact in facts if fact.goal is not None])


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

    @property
    def all_check(self) -> bool:
        return all(proof.checks for proof in self.proofs)

    @property
    def only_proof(self) -> ShownProof:
        """The one proof of the target; raises :class:`UserInputError` if there are several."""
        if len(self.proofs) > 1:
            names = ", ".join(proof.tree.name for proof in self.proofs if proof.tree.name)
            raise UserInputError(
                f"A picture is of one proof, and {self.path} has {len(self.proofs)}: name one, "
                f"as in {self.path}:NAME. There are {names}."
            )
        return self.proofs[0]


def show_target(
    target: Target,
    settings: Settings,
    named: str | None,
    progress: Callable[[str], None],
    *,
    with_context: bool = False,
) -> Shown:
    """What Lean sees in the named declaration, or in all that have a proof.

    A proof with errors is shown as far as Lean came; of several, one whose tree cannot be had is
    left out, which ``progress`` is told. Raises :class:`UserInputError`, and why there is no tree.
    """
    started = time.monotonic()
    source = read_source(target.path)
    toolchain = choose_toolchain(target.path, named or settings.lean, progress)
    lean = Lean(toolchain, settings.lean_seconds)
    analysis, _ = analyse(lean, source)
    require_lean(target.path, analysis)
    chosen = find_proofs(target, analysis.declarations)
    messages = _readable(lean, analysis)
    names = FileContext(lean, source, analysis.declarations)
    proofs: list[ShownProof] = []
    for declaration, tree in zip(chosen, draw_each(lean, source, chosen), strict=True):
        if isinstance(tree, ProofTree):
            errors = errors_within(source, messages, tree.start, tree.end + 1)
            has_sorry = uses_sorry(source, messages, declaration)
            context = names.slice(declaration, CONTEXT_TOKENS) if with_context else None
            proofs.append(ShownProof(source, declaration, tree, tuple(errors), has_sorry, context))
        elif len(chosen) == 1:
            raise tree
        else:
            progress(str(tree))
    return Shown(target.path, toolchain, tuple(proofs), time.monotonic() - started)


def _readable(lean: Lean, analysis: Analysis) -> Sequence[Message]:
    """What Lean has to say of a file; the analysis has terms printed raw."""
    if not any(message.severity == "error" for message in analysis.diagnostics):
        return analysis.diagnostics
    return lean.run(analysis.source.text, ("maxErrors=0",)).messages
