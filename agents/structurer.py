"""The formal channel: which parts of the proof are worth attacking for the metric.

The first look at a proof takes in all of it. If that finds nothing, and the proof is long, the
next one goes to the blocks that hold the most tactics, where a change is most likely to pay; every
later one takes in all of it again, for what was not tried yet.

With a model it also makes skeletons, where whole proofs brought nothing (:mod:`agents.skeletons`).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

from langgraph.runtime import Runtime

from agents import skeletons
from agents.runtime import RunContext
from agents.state import State
from storage.keys import content_key
from tools.lean.syntax import Syntax
from tools.lean.tactics import is_sequence, sequence_items, tactic_steps
from tools.rewriting import ProofView, Region

_WHOLE = 40
"""A proof of so many tactics or fewer is never looked at in parts; no part is bigger."""
_BLOCKS = 3
"""How many parts are looked at together."""
_FOCUSED = 2
"""The look that goes to parts."""


def structure(state: State, runtime: Runtime[RunContext]) -> dict[str, Any]:
    """Regions of the parent proof for the next round, or a skeleton for the model's."""
    context = runtime.context
    context.pause_if_spent()
    begun = time.monotonic()
    if state["mode"] == "fill":
        assert context.modelling is not None, "only with a model there are skeletons"
        skeleton = skeletons.make(state, context, context.modelling)
        seconds = state["seconds"] + time.monotonic() - begun
        return {
            "skeleton": skeleton,
            "mode": "fill" if skeleton else "sample",
            "seconds": seconds,
        }
    focus = state["focus"] + 1
    parent = context.parent(context.attempts(), state["parent"])
    text = context.problem.text if parent is None else parent.proof
    key = content_key(
        "regions", context.problem.verdict_key(text), context.objective.text, str(focus)
    )
    regions: list[list[int]] | None = context.repository.structure(key)
    if regions is None:
        chosen = choose_regions(context.view_of(parent), focus)
        regions = [[region.start, region.end] for region in chosen]
        context.repository.store_structure(key, "regions", regions)
    seconds = state["seconds"] + time.monotonic() - begun
    return {"focus": focus, "regions": regions, "seconds": seconds}


def choose_regions(view: ProofView, focus: int) -> list[Region]:
    """The regions for look number ``focus`` (from 1), the heaviest first; none: all of it."""
    steps = [step.node for step in tactic_steps(view.value) if not step.is_combinator]
    if len(steps) <= _WHOLE or focus != _FOCUSED:
        return []
    weights: dict[Region, int] = {}
    for node in view.value.walk():
        if is_sequence(node) and not node.is_empty:
            for region in _parts(sequence_items(node), steps):
                weights[region] = _weight(region, steps)
    chosen: list[Region] = []
    for region in sorted(weights, key=lambda one: (-weights[one], one.start)):
        if not any(region.start < other.end and other.start < region.end for other in chosen):
            chosen.append(region)
    return chosen[:_BLOCKS]


def _parts(items: Sequence[Syntax], steps: Sequence[Syntax]) -> Iterator[Region]:
    """Runs of neighbouring tactics of a block, each as long as a region may be."""
    current: Region | None = None
    for item in items:
        grown = Region(item.start if current is None else current.start, item.end)
        if _weight(grown, steps) <= _WHOLE:
            current = grown
            continue
        if current is not None:
            yield current
        own = Region(item.start, item.end)
        # A single tactic that is too big, such as an induction, has blocks of its own.
        current = own if _weight(own, steps) <= _WHOLE else None
    if current is not None:
        yield current


def _weight(region: Region, steps: Sequence[Syntax]) -> int:
    return sum(region.start <= step.start < region.end for step in steps)
