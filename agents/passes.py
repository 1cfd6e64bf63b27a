"""The record of a pass: which candidates were made, in which order, and how from their parent.

It is written together with the attempts. So a rewriter that was killed before its checkpoint
finds its own candidates again, and verified steps can later be put together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from agents.runtime import RunContext
from agents.state import ROUNDS, Mode
from storage.keys import content_key
from storage.records import AttemptRecord
from tools.rewriting import Candidate, Edit


@dataclass(frozen=True)
class Pass:
    """Attempts in the order they were proposed, and whether there was more to propose."""

    attempts: tuple[int, ...]
    open_ended: bool


def load_pass(context: RunContext, round_number: int, mode: Mode) -> Pass | None:
    """The pass, if its candidates were recorded."""
    stored = context.repository.structure(_key(context, round_number, mode))
    if stored is None:
        return None
    return Pass(tuple(one for one, _ in stored["made"]), stored["open_ended"])


def has_passes(context: RunContext) -> bool:
    """Whether the search has begun a round here."""
    return any(load_pass(context, 1, mode) is not None for mode in ROUNDS)


def store_pass(
    context: RunContext,
    round_number: int,
    mode: Mode,
    made: Sequence[tuple[AttemptRecord, Candidate]],
    open_ended: bool,
) -> Pass:
    """Record attempts and the pass that made them, both or neither."""
    with context.repository.transaction():
        ids = context.repository.record_attempts(attempt for attempt, _ in made)
        rows = [
            [one, [[e.start, e.end, e.text] for e in candidate.edits]]
            for one, (_, candidate) in zip(ids, made, strict=True)
        ]
        context.repository.store_structure(
            _key(context, round_number, mode), "pass", {"made": rows, "open_ended": open_ended}
        )
    return Pass(tuple(ids), open_ended)


def load_steps(
    context: RunContext, round_number: int, attempts: Sequence[AttemptRecord], base: float
) -> list[Candidate]:
    """The verified candidates behind some attempts of a round's first pass.

    Their gain is what they gained over ``base`` in what counts most, no longer an estimate.
    """
    stored = context.repository.structure(_key(context, round_number, "propose"))
    steps = {} if stored is None else dict(stored["made"])
    return [
        Candidate(
            declaration=one.attempt.proof,
            edits=tuple(Edit(start, end, text) for start, end, text in steps[one.id]),
            rewrites=one.attempt.rewrites,
            gain=one.score[0] - base,
        )
        for one in context.ranked(attempts)
        if one.id in steps
    ]


def pass_keys(session: str, problem_id: str, rounds: int) -> list[str]:
    """Under which the passes of a search's first rounds are stored, if there are any."""
    numbers = range(1, rounds + 1)
    return [_named(session, problem_id, one, mode) for one in numbers for mode in get_args(Mode)]


def _key(context: RunContext, round_number: int, mode: Mode) -> str:
    return _named(context.session, context.problem_id, round_number, mode)


def _named(session: str, problem_id: str, round_number: int, mode: Mode) -> str:
    return content_key("pass", session, problem_id, str(round_number), mode)
