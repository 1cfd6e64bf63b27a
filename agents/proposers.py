"""Who makes candidates: the port that every proposer fills, and the symbolic proposer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

from tools import rewriting
from tools.rewriting import Candidate, ProofView, Region


@dataclass(frozen=True)
class Request:
    """What is asked of a proposer."""

    view: ProofView
    """The proof to start from; it verified."""
    regions: Sequence[Region] | None
    """The parts worth attacking; ``None`` for all of it."""
    limit: int
    """How many candidates at most."""
    skip: Collection[str]
    """Declarations that were tried before."""


class Proposer(Protocol):
    """Makes candidates for one round, the most promising first; it need not know if they hold."""

    @property
    def name(self) -> str: ...

    def propose(self, request: Request) -> Sequence[Candidate]: ...


@dataclass(frozen=True)
class SymbolicProposer:
    """The rewriting search over the syntax tree: no model, the same answer every time."""

    portfolio: tuple[str, ...]
    """The closing tactics that the Lean in use has."""
    name: str = "symbolic"

    def propose(self, request: Request) -> Sequence[Candidate]:
        return rewriting.propose(
            request.view,
            portfolio=self.portfolio,
            regions=request.regions,
            limit=request.limit,
            skip=request.skip,
        )
