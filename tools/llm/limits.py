"""What a server says that it serves, and how long a conversation may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class ModelLimits:
    """Of one model on its server."""

    context_tokens: int | None
    """Of prompt and answer together; ``None`` where the server does not say."""
    served: tuple[str, ...]
    """The names of all models and adapters on this server; empty where it does not say."""


def read_limits(listing: Any, model: str, adapter: str | None) -> ModelLimits:
    """From the reply to ``/v1/models``; whatever has another shape than expected is unsaid.

    An adapter has no limit of its own: its base model's holds.
    """
    data = listing.get("data") if isinstance(listing, Mapping) else None
    cards = [one for one in data if isinstance(one, Mapping)] if isinstance(data, list) else []
    by_name = {one["id"]: one for one in cards if isinstance(one.get("id"), str)}
    for name in (adapter, model):
        tokens = by_name.get(name or "", {}).get("max_model_len")
        if isinstance(tokens, int) and not isinstance(tokens, bool) and tokens > 0:
            return ModelLimits(tokens, tuple(by_name))
    return ModelLimits(None, tuple(by_name))
