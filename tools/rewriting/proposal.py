"""What a rewrite is, and what it proposes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tools.rewriting.edits import Edit
from tools.rewriting.outline import Outline


@dataclass(frozen=True)
class Proposal:
    """One change of a proof that may or may not check."""

    edits: tuple[Edit, ...]
    gain: int
    """Tactics that it saves, by estimate; 0 or less where it only makes room for other rewrites."""
    chance: float
    """How often a change of this sort checks, by experience."""
    facts: int = 0
    """Facts that it states which were not stated before and take more than two steps to show."""


@dataclass(frozen=True)
class Rewrite:
    """A named way to change proofs."""

    name: str
    find: Callable[[Outline, Sequence[str]], Iterable[Proposal]]
    """Given a proof and the tactics that may close goals, every single use of the rewrite."""
