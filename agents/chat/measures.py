"""What a turn changed, in every metric: the values of two proofs side by side.

A search measures only what it is to improve. Here a few proofs are measured by all metrics, each
once; the values are stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from agents.chat.outcome import Change
from agents.runtime import RunContext
from agents.scoring import Scorer
from agents.verifier import assess
from storage.keys import content_key
from storage.records import AttemptRecord


class Measures:
    """Measures proofs of one theorem; made once for a chat."""

    def __init__(self, scorer: Scorer) -> None:
        """``scorer`` has all metrics, those of the objective among them."""
        self._scorer = scorer

    def values(self, context: RunContext, attempt: AttemptRecord | None) -> Mapping[str, float]:
        """The metrics that have a value for a verified attempt, or for the original."""
        if attempt is None:
            return self._of_original(context)
        measuring = replace(context, scorer=self._scorer)
        assess(measuring, [attempt])
        key = context.problem.verdict_key(attempt.proof)
        return measuring.values_for([key]).get(key, {})

    def _of_original(self, context: RunContext) -> Mapping[str, float]:
        names = sorted(self._scorer.stored_names.values())
        key = content_key("values", context.problem.key, *names)
        known: Mapping[str, float] | None = context.repository.structure(key)
        if known is None:
            (measured,) = self._scorer.measure(context.problem, [context.original])
            known = measured.values
            context.repository.store_structure(key, "values", dict(known))
        return known

    def changes(
        self, context: RunContext, before: AttemptRecord | None, after: AttemptRecord | None
    ) -> tuple[Change, ...]:
        """Every metric before and after, those of the objective first."""
        original = self.values(context, None)
        old, new = self.values(context, before), self.values(context, after)
        objective = context.objective.metrics
        names = dict.fromkeys([*objective, *self._scorer.metrics])
        return tuple(
            Change(name, old.get(name), new.get(name), original.get(name), name in objective)
            for name in names
            if name in original or name in new
        )
