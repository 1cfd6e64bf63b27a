"""Makes the candidates of a pass and records them as attempts; it judges nothing.

A round begins with single steps from the best proof so far. Where several of them verified, a
second pass puts those together, which is how many small gains are had in two runs of Lean. The
model is asked in rounds of its own (:mod:`agents.sampler`).
"""

from __future__ import annotations

import math
import time
from typing import Any

from langgraph.runtime import Runtime

from agents import passes, sampler
from agents.proposers import Request
from agents.runtime import RunContext
from agents.state import MODELS, ORIGINAL, ROUNDS, State
from storage.records import AttemptRecord
from tools import rewriting
from tools.metrics import LENGTH
from tools.rewriting import Candidate, Region

_MUTUAL = "Command.mutual"
_ONE_BY_ONE = 16
"""Candidates in a pass where each costs a run of Lean: recursive and mutual theorems."""

COMBINED = "combined"
"""The proposer's name under which combinations of verified steps are recorded."""
SUGGESTED = "suggested"
"""The same for what Lean's own search found in place of a candidate that searched."""


def rewrite(state: State, runtime: Runtime[RunContext]) -> dict[str, Any]:
    """Candidates for one run of Lean, recorded; none if there is nothing left to try."""
    context = runtime.context
    context.pause_if_spent()
    begun = time.monotonic()
    round_number = state["rounds"] + (state["mode"] in ROUNDS)
    made = passes.load_pass(context, round_number, state["mode"])
    if made is None and state["mode"] in MODELS:
        assert context.modelling is not None, "only with a model there are such modes"
        made = sampler.sample(state, context, context.modelling, round_number)
    if made is None:
        candidates, open_ended = _candidates(state, context)
        parent = None if state["parent"] == ORIGINAL else state["parent"]
        rows = [
            (_attempt(context, round_number, parent, proposer, candidate), candidate)
            for proposer, candidate in candidates
        ]
        made = passes.store_pass(context, round_number, state["mode"], rows, open_ended)
    return {
        "pending": list(made.attempts),
        "open_ended": made.open_ended,
        "rounds": round_number,
        "samplings": state["samplings"] + (state["mode"] in MODELS & ROUNDS),
        "candidates": state["candidates"] + len(made.attempts),
        "seconds": state["seconds"] + time.monotonic() - begun,
    }


def _candidates(state: State, context: RunContext) -> tuple[list[tuple[str, Candidate]], bool]:
    """What to try, each with its proposer's name, and whether there was more to propose."""
    if context.is_optimal(state["best_score"]):
        return [], False
    attempts = context.attempts()
    tried = {attempt.proof for attempt in attempts.values()} | {context.problem.text}
    view = context.view_of(context.parent(attempts, state["parent"]))
    limit = context.limits.candidates
    if state["rounds"] == 0 and limit > 1:
        limit //= 2  # the best bets often settle it, at half the price
    if context.problem.is_recursive or context.problem.declaration.command.kind == _MUTUAL:
        limit = min(limit, _ONE_BY_ONE)
    if state["mode"] == "combine":
        winners = [attempts[one] for one in state["winners"]]
        base = state["parent_score"][0]
        steps = passes.load_steps(context, state["rounds"], winners, base)
        combined = rewriting.combine(view, steps)
        # Where tactics are counted, steps that do not touch each other add up, so less than the
        # best has is not worth a run.
        needed = state["best_score"][0] - base if _counts_tactics(context) else -math.inf
        fresh = [
            (COMBINED, one)
            for one in combined
            if one.gain > needed and one.declaration not in tried
        ]
        pending = [attempts[one] for one in state["pending"]]
        suggested = [
            (SUGGESTED, Candidate(declaration, (), attempt.rewrites, 0))
            for attempt, declaration in context.suggestions(pending)
            if declaration not in tried
        ]
        return [*fresh, *suggested][:limit], state["open_ended"]
    regions = [Region(start, end) for start, end in state["regions"]] or None
    if not _counts_tactics(context):
        regions = None  # they are where the tactics are, and what is stated goes above them
    made: list[tuple[str, Candidate]] = []
    for proposer in context.proposers:
        request = Request(
            view,
            regions,
            limit - len(made),
            tried,
            metrics=context.scorer.wanted,
            tree=lambda: context.scorer.tree(context.problem, view),
        )
        proposed = proposer.propose(request)
        tried |= {candidate.declaration for candidate in proposed}
        made += [(proposer.name, candidate) for candidate in proposed]
    # What lies outside the regions has not been tried yet either.
    return made, len(made) >= limit or regions is not None


def _counts_tactics(context: RunContext) -> bool:
    return context.scorer.wanted == (LENGTH.name,)


def _attempt(
    context: RunContext, round_number: int, parent: int | None, proposer: str, made: Candidate
) -> AttemptRecord:
    return AttemptRecord(
        problem_id=context.problem_id,
        session_id=context.session,
        round=round_number,
        proposer=proposer,
        proof=made.declaration,
        rewrites=tuple(made.rewrites),
        verdict_key=context.problem.verdict_key(made.declaration),
        parent_attempt_id=parent,
    )
