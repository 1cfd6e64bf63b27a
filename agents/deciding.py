"""What the critic decides: a pure function of the state and of what the pass brought.

The proposers without a model come first and go on until they have nothing left. Then the model is
asked for whole proofs; the nearest miss of its round gets one repair, and what it found is polished
by the others before it is asked again. A round of the model that brought nothing is followed by one
that fills a skeleton.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from agents.state import MODELS, ORIGINAL, State

_DETOURS = 2
"""How many proofs as good as the best become parents before the search gives up; measured on the
examples, more rarely pay."""


OPTIMAL = "the metric cannot get better"
SPENT = "the budget of rounds is spent"
NOTHING_LEFT = "nothing is left to try"
"""Why a search ends."""


@dataclass(frozen=True)
class Pass:
    """What a pass brought, and what is left to do."""

    best: int
    best_score: Sequence[float]
    front: Sequence[int]
    winners: Sequence[int]
    """Verified attempts of the pass that are better than their parent."""
    suggested: bool
    """Whether Lean's own search suggests something."""
    miss: int
    """The rejected attempt of the pass that is to be repaired; :data:`ORIGINAL` for none."""
    optimal: bool
    """Whether nothing can be better than the best."""
    proposers_left: bool
    """Whether the proposers without a model have rounds left."""
    samplings_left: bool
    """The same for the model."""
    skeletons: bool
    """Whether the model may be asked for skeletons."""


def decide(state: State, made: Pass) -> dict[str, Any]:
    """The update of the state that says what happens next, and why."""
    if made.optimal:
        return _stop(OPTIMAL)
    if state["mode"] == "propose" and (len(made.winners) > 1 or made.suggested):
        return {
            "mode": "combine",
            "winners": sorted(made.winners),
            "decision": "next_round",
            "reason": f"{len(made.winners)} steps verified: put them together"
            + (", and try what Lean suggests" if made.suggested else ""),
        }
    if state["mode"] in MODELS and made.miss != ORIGINAL:
        return {
            "mode": "repair",
            "miss": made.miss,
            "decision": "next_round",
            "reason": "try once to repair the nearest miss",
        }
    onward = {"mode": "propose", "winners": [], "miss": ORIGINAL}
    if list(made.best_score) > state["parent_score"]:
        return _from_best(made, onward)
    if state["mode"] not in MODELS and made.proposers_left:
        if state["open_ended"]:
            reason = "look at what was not tried yet"
            return onward | {"decision": "restructure", "reason": reason}
        if made.front and state["detours"] < _DETOURS:
            parent, *front = made.front
            return onward | {
                "parent": parent,
                "front": front,
                "detours": state["detours"] + 1,
                "regions": [],
                "focus": 0,
                "decision": "restructure",
                "reason": "go on from another proof that is as good",
            }
    if made.samplings_left:
        return onward | _ask_model(state, made)
    if state["mode"] in MODELS or made.proposers_left:
        return onward | _stop(NOTHING_LEFT)
    return onward | _stop(SPENT)


def _from_best(made: Pass, onward: dict[str, Any]) -> dict[str, Any]:
    onward = onward | {
        "parent": made.best,
        "parent_score": list(made.best_score),
        "regions": [],
        "focus": 0,
        "detours": 0,
        "skeleton": "",
    }
    reason = "go on from the best so far"
    if made.proposers_left:
        return onward | {"decision": "next_round", "reason": reason}
    if made.samplings_left:
        return onward | {"mode": "sample", "decision": "next_round", "reason": reason}
    return onward | _stop(SPENT)


def _ask_model(state: State, made: Pass) -> dict[str, Any]:
    """The best so far is what it works on, wherever a detour has led."""
    parent = {"parent": made.best, "parent_score": list(made.best_score)}
    if state["mode"] in MODELS and not state["skeleton"] and made.skeletons:
        reason = "whole proofs brought nothing: fill a skeleton"
        return parent | {"mode": "fill", "decision": "restructure", "reason": reason}
    reason = "ask the model"
    return parent | {"mode": "sample", "skeleton": "", "decision": "next_round", "reason": reason}


def _stop(reason: str) -> dict[str, Any]:
    return {"decision": "stop", "reason": reason}
