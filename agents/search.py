"""Runs the machine on one theorem: from the start, or from where a killed or paused run was."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver

from agents import passes
from agents.acceptance import Accepted, accept_best
from agents.graph import Machine
from agents.runtime import RunContext
from agents.state import Mode, State, initial_state, seeded

_STEPS = 10_000
"""LangGraph's own guard against endless loops; the budgets of the search end it long before."""


@dataclass(frozen=True)
class Seed:
    """Attempts of the search's session that it starts from, instead of from the original."""

    attempts: tuple[int, ...]
    """Judged and measured before anything is proposed; none: as without a seed."""


@dataclass(frozen=True)
class Outcome:
    """How a search ended, or where it paused."""

    accepted: Accepted | None
    """``None``: the original proof stays."""
    candidates: int
    rounds: int
    seconds: float
    finished: bool
    """``False`` if it paused, by request or because its time was over; it can go on."""
    reason: str


def search(machine: Machine, context: RunContext, *, seed: Seed | None = None) -> Outcome:
    """Search until the critic stops or the clock pauses it; ``machine`` has a checkpointer.

    The thread of the checkpoints is the session and the theorem's content, so the same search
    in another process goes on after the last node that was completed; a ``seed`` then says nothing
    new.
    """
    config = _config(context)
    begun = _saver(machine).get_tuple(config) is not None
    mode: Mode = "sample" if context.modelling and not context.proposers else "propose"
    start = initial_state(context.session, context.problem_id, context.original_score, mode)
    if seed is not None and seed.attempts:
        start = seeded(start, seed.attempts)
    machine.invoke(None if begun else start, config, context=context, durability="sync")
    snapshot = machine.get_state(config)
    state: State = snapshot.values  # type: ignore[assignment]  # LangGraph gives a plain dict
    paused = bool(snapshot.next)
    return Outcome(
        accepted=accept_best(context),
        candidates=state["candidates"],
        rounds=state["rounds"],
        seconds=state["seconds"],
        finished=not paused,
        reason=context.clock.reason if paused else state["reason"],
    )


def started_elsewhere(machine: Machine, context: RunContext) -> Seed | None:
    """The attempts of a search that came from another database without its checkpoints and passes:
    those that may hold, for it to go on from. ``None`` for any other search."""
    if _saver(machine).get_tuple(_config(context)) is not None or passes.has_passes(context):
        return None
    attempts = context.attempts()
    keys = {one: context.problem.verdict_key(attempt.proof) for one, attempt in attempts.items()}
    known = context.repository.verdicts_for(keys.values())
    refused = {key for key, verdict in known.items() if verdict.kind == "rejected"}
    context.repository.record_attempts(  # which keep their records, and can be found as judged
        replace(attempt, verdict_key=keys[one])
        for one, attempt in attempts.items()
        if attempt.verdict_key is None
    )
    return Seed(tuple(one for one, key in keys.items() if key not in refused))


def forget(machine: Machine, context: RunContext) -> None:
    """Drop the checkpoints of a search whose outcome is stored."""
    _saver(machine).delete_thread(_thread(context))


def _config(context: RunContext) -> RunnableConfig:
    return {"configurable": {"thread_id": _thread(context)}, "recursion_limit": _STEPS}


def _thread(context: RunContext) -> str:
    return f"{context.session}/{context.problem_id[:16]}"


def _saver(machine: Machine) -> BaseCheckpointSaver[Any]:
    saver = machine.checkpointer
    if saver is None or isinstance(saver, bool):
        raise ValueError("a search needs a machine with a checkpointer")
    return saver
