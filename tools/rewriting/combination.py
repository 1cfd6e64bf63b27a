"""Changes that Lean accepted one by one, made together."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tools.rewriting.candidate import Candidate, make_candidate
from tools.rewriting.edits import overlap
from tools.rewriting.view import ProofView


def combine(view: ProofView, winners: Sequence[Candidate]) -> list[Candidate]:
    """Sets of accepted changes that do not touch each other, best first.

    All ``winners`` must come from ``view``. First the greedy choice by gain, then the one that
    prefers small changes (many of those may be worth more than one big one), then smaller sets:
    changes can depend on each other in ways that only Lean sees.
    """
    useful = [winner for winner in winners if winner.gain >= 0]
    by_gain = _greedy(useful, lambda c: (-c.gain, _size(c)))
    by_size = _greedy([c for c in useful if c.gain > 0], lambda c: (_size(c) / c.gain, -c.gain))
    sets = [by_gain, by_size]
    for chosen in (by_gain, by_size):
        gaining = [c for c in chosen if c.gain > 0]
        sets.append(gaining)
        half = (len(gaining) + 1) // 2
        sets += [gaining[:half], gaining[half:]]
        sets += [gaining[:i] + gaining[i + 1 :] for i in range(min(len(gaining), 4))]
    combined: dict[str, Candidate] = {}
    for chosen in sets:
        if len(chosen) < 2:
            continue
        edits = tuple(edit for candidate in chosen for edit in candidate.edits)
        names = tuple(dict.fromkeys(name for c in chosen for name in c.rewrites))
        candidate = make_candidate(view, edits, names, sum(c.gain for c in chosen))
        combined.setdefault(candidate.declaration, candidate)
    return sorted(combined.values(), key=lambda candidate: -candidate.gain)


def _size(candidate: Candidate) -> int:
    return sum(edit.end - edit.start for edit in candidate.edits)


def _greedy(
    winners: Sequence[Candidate], order: Callable[[Candidate], tuple[float, float]]
) -> list[Candidate]:
    chosen: list[Candidate] = []
    for winner in sorted(winners, key=order):
        if not any(overlap(winner.edits, other.edits) for other in chosen):
            chosen.append(winner)
    return chosen
