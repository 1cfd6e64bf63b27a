"""Who makes candidates: the port that every proposer fills, and the symbolic proposer."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import Protocol

from tools import rewriting
from tools.lean.structure.tree import ProofTree
from tools.rewriting import Candidate, ProofView, Region
from tools.rewriting.proving import Draft, prove


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
    metrics: tuple[str, ...] = ("length",)
    """What is to become better, what counts most first; at least one."""
    tree: Callable[[], ProofTree | None] = lambda: None
    """The proof tree of ``view``, drawn when it is asked for; ``None`` if there is none."""


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
        """Of several metrics each gets its turn."""
        lists = [self._for(metric, request) for metric in request.metrics]
        chosen: dict[str, Candidate] = {}
        for one in chain.from_iterable(zip_longest(*lists)):
            if one is not None:
                chosen.setdefault(one.declaration, one)
        return list(chosen.values())[: request.limit]

    def _for(self, metric: str, request: Request) -> list[Candidate]:
        return rewriting.propose(
            request.view,
            portfolio=self.portfolio,
            regions=request.regions,
            limit=request.limit,
            skip=request.skip,
            metric=metric,
            tree=request.tree() if rewriting.plan_for(metric).reads_goals else None,
        )


@dataclass(frozen=True)
class ProvingProposer:
    """Looks for a proof of a statement that has none, and mends the one that fails."""

    draft: Draft | None
    """The proof that fails, if Lean could read it."""
    portfolio: tuple[str, ...]
    name: str = "symbolic"

    def propose(self, request: Request) -> Sequence[Candidate]:
        """``request.view`` is the statement with ``by sorry``."""
        return prove(
            request.view,
            draft=self.draft,
            tree=request.tree(),
            portfolio=self.portfolio,
            limit=request.limit,
            skip=request.skip,
        )
