"""Where the graph goes next: pure functions of the state."""

from __future__ import annotations

from typing import Literal

from agents.state import State


def after_sketcher(state: State) -> Literal["structurer", "verifier"]:
    """Attempts that a search is given to start from are judged first."""
    return "verifier" if state["pending"] else "structurer"


def after_critic(state: State) -> Literal["rewriter", "structurer", "stop"]:
    """The critic's decision as a place in the graph."""
    match state["decision"]:
        case "next_round":
            return "rewriter"
        case "restructure":
            return "structurer"
        case "stop":
            return "stop"
