"""The card of a run: everything that its figures depend on, part of every output."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class RunCard:
    """Where figures come from. What a run did without, such as a model, is `None`."""

    model: str | None
    adapter: str | None
    prompts_hash: str | None
    lean: str
    """The version and fingerprint of the Lean that judged."""
    corpus_hash: str
    seed: int | None
    sampling: Mapping[str, Any] = field(hash=False)
    """The settings of sampling as plain JSON."""
    proposer: str
    channels: tuple[str, ...]
    """The channels of the scaffold that were on, by name."""
    version: str
    """Burnish's own."""

    def to_json(self) -> dict[str, Any]:
        return {
            **dataclasses.asdict(self),
            "sampling": dict(self.sampling),
            "channels": list(self.channels),
        }

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> RunCard:
        """The inverse of `to_json`.

        Raises `KeyError` if a field is missing, `TypeError` if there is one too many.
        """
        return cls(**{**value, "channels": tuple(value["channels"])})


FIELDS = tuple(one.name for one in dataclasses.fields(RunCard))


def differing(cards: Sequence[RunCard]) -> tuple[str, ...]:
    """The names of the fields in which some cards differ: what a comparison is about."""
    return tuple(
        name for name in FIELDS if any(getattr(c, name) != getattr(cards[0], name) for c in cards)
    )
