"""Scores what verified, keeps the best, and decides what happens next. It approves nothing."""

from __future__ import annotations

from typing import Any

from langgraph.runtime import Runtime

from agents.runtime import Progress, Ranked, RunContext
from agents.state import State

_FRONT = 4
"""How many verified proofs as good as the best wait for their turn as a parent."""
_DETOURS = 2
"""How many of them get it before the search gives up; measured on the examples, more rarely pay."""


def criticise(state: State, runtime: Runtime[RunContext]) -> dict[str, Any]:
    """The best so far, the front, and the decision."""
    context = runtime.context
    attempts = context.attempts()
    pending = [attempts[one] for one in state["pending"]]
    ranked = context.ranked(pending)
    update = _keep_best(state, ranked)
    suggested = state["mode"] == "propose" and bool(context.suggestions(pending))
    update |= _decide(state, context, update, ranked, suggested)
    context.notify(
        Progress(
            theorem=context.problem.name,
            round=state["rounds"],
            candidates=state["candidates"],
            objective=context.objective.text,
            original_score=context.original_score,
            best_score=tuple(update["best_score"]),
        )
    )
    return update


def _keep_best(state: State, ranked: list[Ranked]) -> dict[str, Any]:
    best, best_score, front = state["best"], state["best_score"], state["front"]
    if ranked and list(ranked[0].score) > best_score:
        best, best_score, front = ranked[0].id, list(ranked[0].score), []
    equals = [one.id for one in ranked if list(one.score) == best_score and one.id != best]
    return {"best": best, "best_score": best_score, "front": [*front, *equals][:_FRONT]}


def _decide(
    state: State,
    context: RunContext,
    kept: dict[str, Any],
    ranked: list[Ranked],
    suggested: bool,
) -> dict[str, Any]:
    best, best_score = kept["best"], kept["best_score"]
    if context.is_optimal(best_score):
        return {"decision": "stop", "reason": "the metric cannot get better"}
    if state["mode"] == "propose":
        winners = [one.id for one in ranked if list(one.score) > state["parent_score"]]
        if len(winners) > 1 or suggested:
            return {
                "mode": "combine",
                "winners": sorted(winners),
                "decision": "next_round",
                "reason": f"{len(winners)} steps verified: put them together"
                + (", and try what Lean suggests" if suggested else ""),
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
            "detours": 0,
            "decision": "next_round",
            "reason": "go on from the best so far",
        }
    if state["open_ended"]:
        return onward | {"decision": "restructure", "reason": "look at what was not tried yet"}
    if kept["front"] and state["detours"] < _DETOURS:
        parent, *front = kept["front"]
        return onward | {
            "parent": parent,
            "front": front,
            "detours": state["detours"] + 1,
            "regions": [],
            "focus": 0,
            "decision": "restructure",
            "reason": "go on from another proof that is as good",
        }
    return onward | {"decision": "stop", "reason": "nothing is left to try"}
