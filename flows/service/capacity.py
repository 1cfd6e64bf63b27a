"""How much runs may do at once on this machine, before somebody says otherwise."""

from __future__ import annotations

from flows.modelling import SEARCHES_WITH_MODEL
from flows.service.limits import LEAN, MODEL
from tools.lean.capacity import usable_cores


def usual_limits() -> dict[str, int]:
    """The sizes of the limits that are made; those that exist keep theirs."""
    return {LEAN: max(2, usable_cores()), MODEL: SEARCHES_WITH_MODEL}
