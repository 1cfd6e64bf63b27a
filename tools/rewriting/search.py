"""Which changes of a proof to try, and in which order.

Every rewrite names all its uses; the order is by expected gain, with each family of rewrites
losing weight as it is used, so that the first hundred candidates are a mixture of a few big hopes
and many small certainties. The small ones are what :mod:`tools.rewriting.combination` adds up.
"""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from tools.rewriting.candidate import Candidate, make_candidate
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Proposal
from tools.rewriting.rewrites import REWRITES
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
) -> list[Candidate]:
    """At most ``limit`` single changes of a proof, best bets first.

    ``portfolio`` holds the tactics that this Lean has; ``regions`` (if given) bound where changes
    may be; texts in ``skip`` are left out, and no text comes twice.
    """
    seen = {view.text.text, *skip}
    chosen: list[Candidate] = []
    for name, proposal in _ordered(view, portfolio, regions):
        candidate = make_candidate(view, proposal.edits, (name,), proposal.gain)
        if candidate.declaration not in seen:
            seen.add(candidate.declaration)
            chosen.append(candidate)
            if len(chosen) == limit:
                break
    return chosen


def _ordered(
    view: ProofView, portfolio: Sequence[str], regions: Sequence[Region] | None
) -> list[tuple[str, Proposal]]:
    outline = Outline(view)
    ranked: list[tuple[float, int, str, Proposal]] = []
    for rewrite in REWRITES:
        found = [p for p in rewrite.find(outline, portfolio) if _allowed(p, view, regions)]
        found.sort(key=lambda proposal: -proposal.worth)
        for place, proposal in enumerate(found):
            ranked.append(
                (-proposal.worth / (1 + _DECAY * place), len(ranked), rewrite.name, proposal)
            )
    ranked.sort(key=lambda entry: entry[:2])
    return [(name, proposal) for _, _, name, proposal in ranked]


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
