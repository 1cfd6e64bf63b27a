"""Scores what verified, keeps the best, and decides what happens next. It approves nothing."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime

from agents.runtime import Progress, RunContext
from agents.state import State
from storage.records import AttemptRecord

_FRONT = 4
"""How many verified proofs as good as the best wait for their turn as a parent."""


def criticise(state: State, runtime: Runtime[RunContext]) -> dict[str, Any]:
    """The best so far, the front, and the decision."""
    context = runtime.context
    attempts = context.attempts()
    pending = [attempts[one] for one in state["pending"]]
    scores = context.scores(pending)
    verified = [attempt for attempt in pending if attempt.id in scores]
    ranked = [_id(one) for one in sorted(verified, key=lambda one: _rank(one, scores))]
    update = _keep_best(state, ranked, scores)
    update |= _decide(state, context, update, ranked, scores)
    context.notify(
        Progress(
            theorem=context.problem.name,
            round=state["rounds"],
            candidates=state["candidates"],
            original_score=context.original_score,
            best_score=update["best_score"],
        )
    )
    return update


def _rank(attempt: AttemptRecord, scores: dict[int, float]) -> tuple[float, int, int]:
    """Best score first; of equals the shortest text, then the first proposed."""
    return (-scores[_id(attempt)], len(attempt.proof), _id(attempt))


def _id(attempt: AttemptRecord) -> int:
    assert attempt.id is not None, "an attempt read from storage has an id"
    return attempt.id


def _keep_best(state: State, ranked: list[int], scores: dict[int, float]) -> dict[str, Any]:
    best, best_score, front = state["best"], state["best_score"], state["front"]
    if ranked and scores[ranked[0]] > best_score:
        best, best_score, front = ranked[0], scores[ranked[0]], []
    equals = [one for one in ranked if scores[one] == best_score and one != best]
    return {"best": best, "best_score": best_score, "front": [*front, *equals][:_FRONT]}


def _decide(
    state: State,
    context: RunContext,
    kept: dict[str, Any],
    ranked: list[int],
    scores: dict[int, float],
) -> dict[str, Any]:
    best, best_score = kept["best"], kept["best_score"]
    if context.is_optimal(best_score):
        return {"decision": "stop", "reason": "no proof can score better"}
    if state["mode"] == "propose":
        winners = [one for one in ranked if scores[one] > state["parent_score"]]
        if len(winners) > 1:
            return {
                "mode": "combine",
                "winners": sorted(winners),
                "decision": "next_round",
                "reason": f"{len(winners)} steps verified: put them together",
            }
    onward = {"mode": "propose", "winners": []}
    if state["rounds"] >= context.limits.rounds:
        return onward | {"decision": "stop", "reason": "the budget of rounds is spent"}
    if best_score > state["parent_score"]:
        return onward | {
            "parent": best,
            "parent_score": best_score,
            "regions": [],
            "focus": 0,
            "decision": "next_round",
            "reason": "go on from the best so far",
        }
    if state["open_ended"]:
        return onward | {"decision": "restructure", "reason": "look at what was not tried yet"}
    if kept["front"]:
        parent, *front = kept["front"]
        return onward | {
            "parent": parent,
            "front": front,
            "regions": [],
            "focus": 0,
            "decision": "restructure",
            "reason": "go on from another proof that is as good",
        }
    return onward | {"decision": "stop", "reason": "nothing is left to try"}
