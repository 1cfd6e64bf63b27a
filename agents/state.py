"""The checkpointed state of one search: plain JSON, made of ids into storage, numbers and names.

Big texts (proofs, sketches, syntax trees) live in storage under the ids kept here, so that a
checkpoint is small and a search can go on in another process.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypedDict

Decision = Literal["next_round", "restructure", "stop"]
"""What the critic can decide."""

Mode = Literal["propose", "combine", "sample", "fill", "repair"]
"""What the rewriter does next: make single steps, put together the steps that verified; ask the
model for whole proofs, to fill the holes of a skeleton, or to repair the nearest miss."""

ROUNDS: frozenset[Mode] = frozenset({"propose", "sample", "fill"})
"""The modes that begin a round; the others go on with it."""

MODELS: frozenset[Mode] = frozenset({"sample", "fill", "repair"})
"""The modes that ask the model."""

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
    skeleton: str
    """Storage key of the skeleton that the model's last round was to fill; empty for none."""
    miss: int
    """The attempt to repair, or :data:`ORIGINAL` for none."""
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
    """Rounds begun; a pass that combines or repairs belongs to the round before it."""
    samplings: int
    """How many of them asked the model."""
    candidates: int
    """Candidates tried so far."""
    seconds: float
    """Time spent so far, over all processes that worked on it."""
    decision: Decision
    reason: str
    """Why the critic decided so, for people."""


def initial_state(
    session: str, problem: str, score: Sequence[float], mode: Mode = "propose"
) -> State:
    """The state of a search that has not begun; ``score`` is the original proof's."""
    return State(
        session=session,
        problem=problem,
        sketch="",
        focus=0,
        regions=[],
        mode=mode,
        parent=ORIGINAL,
        parent_score=list(score),
        skeleton="",
        miss=ORIGINAL,
        winners=[],
        pending=[],
        open_ended=False,
        best=ORIGINAL,
        best_score=list(score),
        front=[],
        detours=0,
        rounds=0,
        samplings=0,
        candidates=0,
        seconds=0.0,
        decision="next_round",
        reason="",
    )


def seeded(state: State, attempts: Sequence[int]) -> State:
    """The state of a search that begins by judging some attempts, as if a pass had made them that
    was not the last one."""
    return {**state, "mode": "combine", "pending": list(attempts), "open_ended": True}
