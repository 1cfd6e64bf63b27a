"""The checkpointed state of a chat: ids of attempts and messages, and numbers.

The texts (proofs, what was said, what came of it) live in storage under these ids.
"""

from __future__ import annotations

from typing import TypedDict

from agents.state import ORIGINAL


class ChatState(TypedDict):
    """One chat about one theorem."""

    session: str
    problem: str
    """Id of the problem in storage."""
    turn: int
    """Turns begun."""
    said: int
    """The message of the turn that is worked on, or was last; 0 before the first."""
    answered: int
    """The message that answers it; 0 while there is none."""
    current: int
    """The attempt that the next turn starts from (:data:`agents.state.ORIGINAL` for the original
    proof); Lean confirmed it."""
    undo: list[int]
    """What was current before, oldest first."""
    redo: list[int]
    """What was undone, the latest last."""
    accepted: int
    """The attempt that the user accepted last; :data:`agents.state.ORIGINAL` for none."""
    rejected: list[int]
    """The attempts that the user rejected."""
    asking: str
    """What the last answer asked, to be answered by yes or no; empty for nothing."""


def initial_chat(session: str, problem: str) -> ChatState:
    """The state of a chat in which nothing was said."""
    return ChatState(
        session=session,
        problem=problem,
        turn=0,
        said=0,
        answered=0,
        current=ORIGINAL,
        undo=[],
        redo=[],
        accepted=ORIGINAL,
        rejected=[],
        asking="",
    )
