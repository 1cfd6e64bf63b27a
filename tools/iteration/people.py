"""What people said of proofs, weighed against the metric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tools.iteration.candidate import Candidate, Item


def weighed(
    item: Item, opinions: Mapping[str, int], others: Sequence[Candidate], weight: float
) -> Item:
    """The item with S raised by `weight` for what people accepted, lowered for what they rejected.

    `opinions` has for a normalized text how many accepted it less how many rejected it; only its
    sign counts. `others` are verified proofs of the theorem that people spoke of and the round did
    not draw: they join the candidates. The weight is in the metric's own units, so it says how much
    better a proof must be to be preferred against a person's word. The published method knows
    nothing of the kind; without opinions, or with weight 0, nothing changes.
    """
    if not opinions or not weight:
        return item
    drawn = {one.normal for one in item.candidates}
    joined = [one for one in others if one.normal in opinions and one.normal not in drawn]
    return replace(
        item,
        candidates=tuple(
            _weighed(one, opinions.get(one.normal, 0), weight)
            for one in (*item.candidates, *sorted(joined, key=lambda one: one.order))
        ),
    )


def _weighed(candidate: Candidate, opinion: int, weight: float) -> Candidate:
    if not opinion or not candidate.verified:
        return candidate
    said = weight if opinion > 0 else -weight
    return replace(candidate, score=candidate.score + said, said=said)
