"""The Pareto front of a search: what verified and is not worse in everything than another proof."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from agents.acceptance import confirm, confirmed_before
from agents.runtime import RunContext
from agents.state import ORIGINAL
from tools.lean.verdict import Verified
from tools.metrics.front import Front


@dataclass(frozen=True)
class FoundFront:
    """A front, and whether there was time for all of it."""

    front: Front
    complete: bool


def pareto_front(context: RunContext, metrics: Sequence[str]) -> FoundFront:
    """The front over some metrics, of the original and of what Lean confirmed in the file.

    Its keys are ids of attempts, :data:`agents.state.ORIGINAL` for the original. The metrics must
    have values for the original. When the time is over, only what was confirmed before counts.
    """
    front, complete = Front(tuple(metrics)).insert(ORIGINAL, context.original_values), True
    for one in context.ranked(list(context.attempts().values())):
        if not set(metrics) <= one.values.keys():
            continue
        grown = front.insert(one.id, one.values)
        if grown == front:
            continue  # only what would change the front is compiled; a refused one leaves no trace
        if context.clock.reason and not confirmed_before(context, one.attempt):
            complete = False
        elif isinstance(confirm(context, one.attempt), Verified):
            front = grown
    return FoundFront(front, complete)
