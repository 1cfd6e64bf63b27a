"""Scores what verified, keeps the best, and decides what happens next. It approves nothing.

With a model it also writes a note on what to try next, and may refuse what it finds unreadable.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from langgraph.runtime import Runtime

from agents import notes, repairs
from agents.deciding import Pass, decide
from agents.runtime import Progress, Ranked, RunContext
from agents.state import MODELS, ORIGINAL, State
from storage.records import AttemptRecord

_FRONT = 4
"""How many verified proofs as good as the best wait for their turn as a parent."""


def criticise(state: State, runtime: Runtime[RunContext]) -> dict[str, Any]:
    """The best so far, the front, and the decision."""
    context = runtime.context
    attempts = context.attempts()
    pending = [attempts[one] for one in state["pending"]]
    ranked = context.ranked(pending)
    update = _keep_best(state, context, ranked)
    vetoes = context.vetoes()  # also of this pass: what is refused is no step to build on
    ranked = [one for one in ranked if one.id not in vetoes]
    update |= decide(state, _pass(state, context, update, pending, ranked))
    if state["mode"] in MODELS and update.get("mode") in MODELS - {"repair"}:
        notes.take(state, context)
    context.notify(
        Progress(
            theorem=context.problem.name,
            round=state["rounds"],
            candidates=state["candidates"],
            objective=context.objective.text,
            original_score=context.original_score,
            best_score=tuple(update["best_score"]),
            problem=context.problem_id,
            best=update["best"],
        )
    )
    return update


def _keep_best(state: State, context: RunContext, ranked: Sequence[Ranked]) -> dict[str, Any]:
    best, best_score, front = state["best"], state["best_score"], state["front"]
    standing = ranked
    for one in ranked:
        if list(one.score) <= best_score:
            break
        if notes.vetoed(state, context, one):
            standing = [other for other in standing if other is not one]
            continue
        best, best_score, front = one.id, list(one.score), []
        break
    equals = [one.id for one in standing if list(one.score) == best_score and one.id != best]
    return {"best": best, "best_score": best_score, "front": [*front, *equals][:_FRONT]}


def _pass(
    state: State,
    context: RunContext,
    kept: dict[str, Any],
    pending: Sequence[AttemptRecord],
    ranked: Sequence[Ranked],
) -> Pass:
    modelling = context.modelling
    repairing = modelling is not None and modelling.repairs and state["mode"] in ("sample", "fill")
    return Pass(
        best=kept["best"],
        best_score=kept["best_score"],
        front=kept["front"],
        winners=[one.id for one in ranked if list(one.score) > state["parent_score"]],
        suggested=state["mode"] == "propose" and bool(context.suggestions(pending)),
        miss=repairs.nearest_miss(context, pending) if repairing else ORIGINAL,
        optimal=context.is_optimal(kept["best_score"]),
        proposers_left=bool(context.proposers)
        and state["rounds"] - state["samplings"] < context.limits.rounds,
        samplings_left=modelling is not None and state["samplings"] < modelling.rounds,
        skeletons=modelling is not None
        and modelling.skeletons
        and not context.problem.is_recursive
        and context.problem.declaration.command is context.problem.declaration.syntax,
    )
