"""The checkpointed state of one search: plain JSON, made of ids into storage, numbers and names.

Big texts (proofs, sketches, syntax trees) live in storage under the ids kept here, so that a
checkpoint is small and a search can go on in another process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypedDict

Decision = Literal["next_round", "restructure", "stop"]
"""What the critic can decide."""

Mode = Literal["propose", "combine"]
"""What the rewriter does next: make single steps, or put together the steps that verified."""

ORIGINAL = 0
"""The attempt id that stands for the original proof, which is not an attempt."""


class State(TypedDict):
    """One theorem's search."""

    session: str
    problem: str
    """Id of the problem in storage."""
    sketch: str
    """Storage key of the informal sketch; empty until the sketcher ran."""
    focus: int
    """How many times the structurer has chosen regions; each time it looks wider."""
    regions: list[list[int]]
    """Byte ranges of the parent proof that are worth attacking; empty means all of it."""
    mode: Mode
    parent: int
    """The attempt that candidates are made from (:data:`ORIGINAL` is the original proof)."""
    parent_score: list[float]
    winners: list[int]
    """Verified steps of this round that score better than their parent, to be combined."""
    pending: list[int]
    """Attempts of the current pass, in the order they were proposed."""
    open_ended: bool
    """Whether the proposers had more to say than the pass had room for."""
    best: int
    """The best verified attempt so far, or :data:`ORIGINAL`."""
    best_score: list[float]
    front: list[int]
    """Verified attempts as good as the best that may become parents; emptied by a better one."""
    detours: int
    """Parents taken from the front since the best last improved."""
    rounds: int
    """Rounds begun; a combining pass belongs to the round before it."""
    candidates: int
    """Candidates tried so far."""
    seconds: float
    """Time spent so far, over all processes that worked on it."""
    decision: Decision
    reason: str
    """Why the critic decided so, for people."""


def initial_state(session: str, problem: str, score: Sequence[float]) -> State:
    """The state of a search that has not begun; ``score`` is the original proof's."""
    return State(
        session=session,
        problem=problem,
        sketch="",
        focus=0,
        regions=[],
        mode="propose",
        parent=ORIGINAL,
        parent_score=list(score),
        winners=[],
        pending=[],
        open_ended=False,
        best=ORIGINAL,
        best_score=list(score),
        front=[],
        detours=0,
        rounds=0,
        candidates=0,
        seconds=0.0,
        decision="next_round",
        reason="",
    )
