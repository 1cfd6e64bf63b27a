"""Who goes first where requests share a model."""

from __future__ import annotations

from enum import IntEnum


class Urgency(IntEnum):
    """Lower goes first, as in vLLM's ``priority``, where 0 is what other clients get."""

    INTERACTIVE = 0
    """Somebody is waiting for it."""
    COLLECTION = 1
    """Work of hours, that yields."""
