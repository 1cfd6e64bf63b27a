"""Which changes of a proof to try, and in which order.

Every rewrite names all its uses; the order is by expected gain, with each family of rewrites
losing weight as it is used, so that the first hundred candidates are a mixture of a few big hopes
and many small certainties. The small ones are what :mod:`tools.rewriting.combination` adds up.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from tools.lean.structure.tree import ProofTree
from tools.rewriting.candidate import Candidate, make_candidate
from tools.rewriting.outline import Outline
from tools.rewriting.plans import Plan, plan_for
from tools.rewriting.proposal import Proposal
from tools.rewriting.view import ProofView, Region

_DECAY = 0.06
"""How much less each further use of a rewrite counts against the others'."""


def propose(
    view: ProofView,
    *,
    portfolio: Sequence[str],
    regions: Sequence[Region] | None = None,
    limit: int,
    skip: Collection[str] = (),
    metric: str = "length",
    tree: ProofTree | None = None,
) -> list[Candidate]:
    """At most ``limit`` single changes of a proof, best bets first.

    ``metric`` is the name of what is to become better; the gains of the candidates are estimates
    in it. ``tree`` is the proof tree of this very proof, with goals as Lean prints them for
    people: without it, what needs to know goals is not tried.

    ``portfolio`` holds the tactics that this Lean has; ``regions`` (if given) bound where changes
    may be; texts in ``skip`` are left out, and no text comes twice.

    Raises :class:`tools.rewriting.goals.TreeOfAnotherProof` if the tree is not of this proof.
    """
    seen = {view.text.text, *skip}
    chosen: list[Candidate] = []
    for bet in _ordered(Outline(view, tree), plan_for(metric), portfolio, regions):
        candidate = make_candidate(view, bet.proposal.edits, (bet.rewrite,), bet.gain)
        if candidate.declaration not in seen:
            seen.add(candidate.declaration)
            chosen.append(candidate)
            if len(chosen) == limit:
                break
    return chosen


@dataclass(frozen=True)
class _Bet:
    """A proposal with what it is worth for the metric."""

    rewrite: str
    proposal: Proposal
    gain: float
    worth: float


def _ordered(
    outline: Outline, plan: Plan, portfolio: Sequence[str], regions: Sequence[Region] | None
) -> list[_Bet]:
    estimate = plan.estimate(outline)
    ranked: list[tuple[float, int, _Bet]] = []
    for rewrite in plan.rewrites:
        found: list[_Bet] = []
        for proposal in rewrite.find(outline, portfolio):
            if _allowed(proposal, outline.view, regions):
                gain = estimate(proposal)
                if gain > 0 or plan.makes_room:
                    worth = plan.worth(gain, proposal.chance)
                    found.append(_Bet(rewrite.name, proposal, gain, worth))
        found.sort(key=lambda bet: -bet.worth)
        for place, bet in enumerate(found):
            ranked.append((-bet.worth / (1 + _DECAY * place), len(ranked), bet))
    ranked.sort(key=lambda entry: entry[:2])
    return [bet for _, _, bet in ranked]


def _allowed(proposal: Proposal, view: ProofView, regions: Sequence[Region] | None) -> bool:
    ordered = sorted(proposal.edits)
    if ordered[0].start < view.value.start:
        return False
    if any(left.end > right.start for left, right in itertools.pairwise(ordered)):
        return False
    if regions is None:
        return True
    start, end = ordered[0].start, max(edit.end for edit in ordered)
    return any(region.holds(start, end) for region in regions)
