"""Where the symbolic proposer starts in a later round.

It makes the same of the same proof every time, so from the original it would only repeat the first
round. It starts instead from an improved proof that an earlier round found, that nothing was made
from yet, and that could be better still. Where there is none it has nothing new to say about the
theorem, which is left out of the round unless a model is asked about it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from agents.runtime import RunContext
from agents.search import Seed
from flows.collecting.drawing import START, Drawing
from storage.records import AttemptRecord
from storage.repository import Repository
from tools.iteration.tickets import choose


@dataclass(frozen=True)
class Starts:
    """The starts of one round."""

    repository: Repository
    drawing: Drawing
    number: int
    """Of the round."""
    earlier: Sequence[str]
    """The sessions of the rounds before it."""
    seed: int

    def of(self, problem_id: str) -> AttemptRecord | None:
        """The attempt that the search for a problem starts from, always the same; `None` for
        none."""
        made_from: set[str] = set()
        improved: dict[str, AttemptRecord] = {}
        for session in self.earlier:
            attempts = self.repository.attempts_of(session, problem_id)
            by_id = {one.id: one for one in attempts}
            made_from |= {one.proof for one in attempts if one.proposer == START}
            parents = {one.parent_attempt_id for one in attempts} - {None}
            made_from |= {by_id[one].proof for one in parents}
            for one in self.drawing.improvable(session, problem_id):
                improved.setdefault(one.proof, one)
        left = [one for text, one in improved.items() if text not in made_from]
        chosen = choose(
            left, 1, self.seed, lambda one: ("start", str(self.number), problem_id, one.proof)
        )
        return chosen[0] if chosen else None


def seed_from(start: AttemptRecord, context: RunContext) -> Seed:
    """The seed of a search that starts from an attempt of an earlier round, which is stored with
    the round's own."""
    here = replace(
        start,
        session_id=context.session,
        round=0,
        proposer=START,
        parent_attempt_id=None,
    )
    return Seed(tuple(context.repository.record_attempts([here])))
