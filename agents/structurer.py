"""The formal channel: which parts of the proof are worth attacking for the metric.

A short proof is attacked as a whole. In a long one the blocks that hold the most tactics come
first; every further look at the same proof is wider, until it takes in everything.
"""

from __future__ import annotations

import time
from typing import Any

from langgraph.runtime import Runtime

from agents.runtime import RunContext
from agents.state import State
from storage.keys import content_key
from tools.lean.tactics import is_sequence, tactic_steps
from tools.rewriting import ProofView, Region

_WHOLE = 40
"""Up to so many tactics are looked at together."""
_BLOCKS = 3
"""How many blocks each further look adds."""
_WIDEST = 3
"""The look that takes in the whole proof however long it is."""


def structure(state: State, runtime: Runtime[RunContext]) -> dict[str, Any]:
    """Regions of the parent proof for the next round."""
    context = runtime.context
    context.pause_if_spent()
    begun = time.monotonic()
    focus = state["focus"] + 1
    parent = context.parent(context.attempts(), state["parent"])
    text = context.problem.text if parent is None else parent.proof
    key = content_key("regions", context.problem.verdict_key(text), context.metric.name, str(focus))
    regions: list[list[int]] | None = context.repository.structure(key)
    if regions is None:
        chosen = choose_regions(context.view_of(parent), focus)
        regions = [[region.start, region.end] for region in chosen]
        context.repository.store_structure(key, "regions", regions)
    seconds = state["seconds"] + time.monotonic() - begun
    return {"focus": focus, "regions": regions, "seconds": seconds}


def choose_regions(view: ProofView, focus: int) -> list[Region]:
    """The regions for look number ``focus`` (from 1), the heaviest first; none: all of it."""
    starts = [step.node.start for step in tactic_steps(view.value) if not step.is_combinator]
    if len(starts) <= _WHOLE or focus >= _WIDEST:
        return []
    weights: dict[Region, int] = {}
    for node in view.value.walk():
        if is_sequence(node) and not node.is_empty:
            weight = sum(node.start <= start < node.end for start in starts)
            if weight <= _WHOLE:
                weights[Region(node.start, node.end)] = weight
    heaviest = sorted(weights, key=lambda region: (-weights[region], region.start))
    outermost: list[Region] = []
    for region in heaviest:
        if not any(other.holds(region.start, region.end) for other in outermost):
            outermost.append(region)
    return outermost[: _BLOCKS * focus]
