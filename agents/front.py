"""The Pareto front of a search: what verified and is not worse in everything than another proof."""

from __future__ import annotations

from collections.abc import Sequence

from agents.acceptance import confirm
from agents.runtime import RunContext
from agents.state import ORIGINAL
from tools.lean.verdict import Verified
from tools.metrics.front import Front


def pareto_front(context: RunContext, metrics: Sequence[str]) -> Front | None:
    """The front over some metrics, of the original and of what Lean confirmed in the file.

    Its keys are ids of attempts, :data:`agents.state.ORIGINAL` for the original. ``None`` if one of
    the metrics has no value for the original.
    """
    if not set(metrics) <= context.original_values.keys():
        return None
    front = Front(tuple(metrics)).insert(ORIGINAL, context.original_values)
    for one in context.ranked(list(context.attempts().values())):
        if not set(metrics) <= one.values.keys():
            continue
        grown = front.insert(one.id, one.values)
        # Only what would change the front is compiled; a refused one leaves no trace.
        if grown != front and isinstance(confirm(context, one.attempt), Verified):
            front = grown
    return front
