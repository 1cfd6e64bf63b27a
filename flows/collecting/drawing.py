"""The candidates of a round, read from what its session stored: no model, no Lean."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from agents.scoring import stored_name
from flows.objectives import Wanted
from storage.records import AttemptRecord, SearchedRecord, VerdictRecord
from storage.repository import Repository
from tools.iteration.candidate import Candidate, Item

START = "start"
"""The proposer's name under which a round has the proof of an earlier one that it starts from; it
is no candidate of its own."""


@dataclass(frozen=True)
class Drawn:
    """A theorem with what a round drew for it."""

    item: Item
    attempts: Sequence[AttemptRecord]
    """Of the session, oldest first."""
    original: Mapping[str, float]
    """The values of the metrics, for the original proof."""


class Drawing:
    """Reads the finished rounds of collections by their objective; threads may share it."""

    def __init__(self, repository: Repository, wanted: Wanted) -> None:
        self._repository = repository
        self._objective = wanted.objective
        self._ceiling = wanted.objective.sums[0].ceiling(wanted.metrics)
        self._stored = {name: stored_name(metric) for name, metric in wanted.metrics.items()}
        self._rounds: dict[str, Mapping[str, SearchedRecord]] = {}

    def searched(self, session: str) -> Mapping[str, SearchedRecord]:
        """The problems that a finished round has searched. Left out is what could not be, since it
        does not check or has no value."""
        if session not in self._rounds:
            self._rounds[session] = self._repository.collections.searched(session)
        return self._rounds[session]

    def draw(self, session: str, number: int, problem: str) -> Drawn | None:
        """What round `number` drew for a problem; `None` if it did not search it."""
        end = self.searched(session).get(problem)
        if end is None:
            return None
        attempts = self._repository.attempts_of(session, problem)
        answers = self._repository.answers.of_problem(session, problem)
        worth = self._worth(attempts, end.values_before, end.after)
        made = [worth[one.id] for one in attempts if one.model is None and one.proposer != START]
        told = [one for one in answers if one.node == "rewriter"]
        made += [worth[one.attempt_id] for one in told if one.attempt_id in worth]
        unreadable = sum(one.attempt_id not in worth for one in told)
        return Drawn(Item(problem, number, tuple(made), unreadable), attempts, end.values_before)

    def spoken_of(
        self, attempts: Iterable[AttemptRecord], original: Mapping[str, float]
    ) -> list[Candidate]:
        """Attempts of any session as candidates, given the values of the original proof."""
        return list(self._worth(list(attempts), original, None).values())

    def improvable(self, session: str, problem: str) -> list[AttemptRecord]:
        """The attempts of a finished round that are better than the original, but for those that
        no proof can be better than."""
        end = self.searched(session).get(problem)
        if end is None:
            return []
        attempts = self._repository.attempts_of(session, problem)
        worth = self._worth(attempts, end.values_before, end.after)
        before = self._objective.key(end.values_before)[0]
        return [
            one
            for one in attempts
            if worth[one.id].improved
            and (self._ceiling is None or before + worth[one.id].score < self._ceiling)
        ]

    def _worth(
        self, attempts: Sequence[AttemptRecord], original: Mapping[str, float], after: float | None
    ) -> dict[int | None, Candidate]:
        """Each attempt as a candidate, by its id.

        `after` is what the session accepted in the end: the last word on a proof, a fresh compile
        of its whole file, was asked for from the best downwards, so what is worth more was refused.
        """
        keys = [one.verdict_key for one in attempts if one.verdict_key is not None]
        verdicts = self._repository.verdicts_for(keys)
        values: dict[str, dict[str, float]] = {}
        for name, stored in self._stored.items():
            for key, value in self._repository.scores_for(stored, keys).items():
                values.setdefault(key, {})[name] = value
        return {
            one.id: self._candidate(
                one,
                verdicts.get(one.verdict_key or ""),
                values.get(one.verdict_key or "", {}),
                original,
                after,
            )
            for one in attempts
        }

    def _candidate(
        self,
        attempt: AttemptRecord,
        verdict: VerdictRecord | None,
        values: Mapping[str, float],
        original: Mapping[str, float],
        after: float | None,
    ) -> Candidate:
        objective = self._objective
        if verdict is None or verdict.kind != "verified":
            decided = verdict is not None and verdict.kind == "rejected"
            return _plain(attempt, decided=decided)
        if not values.keys() >= set(objective.metrics):
            return _plain(attempt, decided=False)  # nobody knows what it is worth
        score = objective.key(values)[0]
        gain = score - objective.key(original)[0]
        if objective.broken(values, original):
            gain = min(gain, 0.0)  # what breaks a guard is no improvement
        elif after is not None and score > after:
            return _plain(attempt, decided=True)
        return Candidate(attempt.proof, True, gain, attempt=attempt.id or 0)


def _plain(attempt: AttemptRecord, *, decided: bool) -> Candidate:
    return Candidate(attempt.proof, False, 0.0, decided, attempt.id or 0)
