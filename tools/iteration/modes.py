"""What an eligible theorem brings into a later round: its new candidates, the old ones, or both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tools.iteration.candidate import Candidate, Item

Mode = Literal["mark", "join", "replace"]


@dataclass(frozen=True)
class Brought:
    """An eligible theorem in a round."""

    item: Item
    unused: tuple[Item, ...]
    """The items of earlier rounds that are not in it: the reservoir may have them."""


def brought(item: Item, earlier: Sequence[Item], mode: Mode) -> Brought:
    """The round's own `item` of an eligible theorem and its `earlier` ones, as the mode wants them
    (ImProver 2).

    - `mark`: the new candidates; that they are a replay is only marked.
    - `join`: the union of new and old candidates, each normalized text once, in the form that was
      drawn first. Improvement rate and percentile are then those of the union.
    - `replace`: in their place the candidates of the latest earlier round that improved it, or
      those of the round where none did.
    """
    old = sorted((one for one in earlier if one.round < item.round), key=lambda one: one.round)
    match mode:
        case "mark":
            return Brought(item, tuple(old))
        case "join":
            return Brought(_union([*old, item]), ())
        case "replace":
            latest = next((one for one in reversed(old) if one.figures.improved), None)
            if latest is None:
                return Brought(item, tuple(old))
            return Brought(latest, tuple(one for one in old if one is not latest))


def _union(items: Sequence[Item]) -> Item:
    """The candidates of all, under the round of the last."""
    first: dict[str, Candidate] = {}
    for item in items:
        for one in item.candidates:
            first.setdefault(one.normal, one)
    last = items[-1]
    return Item(last.theorem, last.round, tuple(first.values()), sum(i.unreadable for i in items))
