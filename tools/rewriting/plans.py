"""Which rewrites are worth a try for a metric, and what they are worth there."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tools.rewriting import estimates
from tools.rewriting.estimates import Estimate
from tools.rewriting.outline import Outline
from tools.rewriting.proposal import Rewrite
from tools.rewriting.rewrites import (
    NAMING,
    REWRITES,
    SEARCHES,
    STATING,
    STEPS,
    close_step,
    lift_block,
    lift_tail,
    turn_suffices,
    use_field,
)

_ALMOST_NOTHING = 0.15
"""What a change counts that gains nothing by itself, in units of its plan: it may make room."""


@dataclass(frozen=True)
class Plan:
    """How proofs are changed for the sake of one metric."""

    rewrites: tuple[Rewrite, ...]
    estimate: Callable[[Outline], Estimate]
    unit: float = 1.0
    """The gain that is worth as much as a tactic saved is to the length."""
    makes_room: bool = True
    """Whether changes without a gain of their own are tried too, as they may make room."""
    reads_goals: bool = False
    """Whether a proof tree makes it know more."""

    def worth(self, gain: float, chance: float) -> float:
        """What a change promises: the expected gain, and a little for what only makes room."""
        return max(gain / self.unit, _ALMOST_NOTHING) * chance


_LENGTH = Plan(REWRITES, estimates.tactics)
_EVERYTHING = Plan(
    (*REWRITES, *STEPS, *STATING, *SEARCHES, *NAMING), estimates.tactics, reads_goals=True
)
_PLANS = {
    "length": _LENGTH,
    "modularity": Plan(
        (turn_suffices.REWRITE, lift_block.REWRITE, lift_tail.REWRITE),
        estimates.facts,
        makes_room=False,
        reads_goals=True,
    ),
    "dependency": Plan(
        (*REWRITES, close_step.REWRITE, use_field.REWRITE), estimates.names, makes_room=False
    ),
    "declarativity": Plan(
        (*STATING, *REWRITES), estimates.share_stated, unit=0.1, makes_room=False, reads_goals=True
    ),
    "mixed": Plan((*STATING, *REWRITES), estimates.mixed, makes_room=False, reads_goals=True),
    "heartbeats": Plan((*SEARCHES, *REWRITES), estimates.cost, unit=2.0, makes_room=False),
    "brittleness": Plan(
        (*NAMING, *SEARCHES, *REWRITES), estimates.brittle, makes_room=False, reads_goals=True
    ),
    "tokens": Plan((*REWRITES, *STEPS), estimates.token_count, unit=4.0),
    "completion": Plan((*STEPS, *REWRITES), estimates.anything),
    # What these count comes down with the steps.
    "depth": _LENGTH,
    "width": _LENGTH,
    "branching": _LENGTH,
}


def plan_for(metric: str) -> Plan:
    """The plan for a metric by its name; for one that we do not know (the user's own), all that
    there is, shorter proofs first."""
    return _PLANS.get(metric, _EVERYTHING)
