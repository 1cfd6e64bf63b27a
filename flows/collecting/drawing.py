"""The candidates of a round, read from what its session stored: no model, no Lean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from agents.scoring import stored_name
from flows.objectives import Wanted
from flows.results import TheoremResult
from storage.records import AttemptRecord, TheoremRecord, VerdictRecord
from storage.repository import Repository
from tools.iteration.candidate import Candidate, Item

START = "start"
"""The proposer's name under which a round has the proof of an earlier one that it starts from; it
is no candidate of its own."""


@dataclass(frozen=True)
class Drawn:
    """A theorem with what a round drew for it."""

    item: Item
    attempts: list[AttemptRecord]
    """Of the session, oldest first."""
    original: Mapping[str, float]
    """The values of the metrics, for the original proof."""


class Drawing:
    """Reads the rounds of a collection by its objective."""

    def __init__(self, repository: Repository, wanted: Wanted) -> None:
        self._repository = repository
        self._objective = wanted.objective
        self._ceiling = wanted.objective.sums[0].ceiling(wanted.metrics)
        self._ends: dict[str, dict[str, tuple[Mapping[str, float], float | None]]] = {}
        self._stored = {name: stored_name(metric) for name, metric in wanted.metrics.items()}

    def round(self, session: str, number: int) -> Iterator[Drawn]:
        """What was drawn for each theorem that the round has finished, each problem once.

        Left out are theorems that could not be searched, since they do not check or have no value.
        """
        seen: set[str] = set()
        for record in self._repository.theorems_of(session):
            if record.problem_id is not None and record.problem_id not in seen:
                found = self.theorem(record, number)
                if found is not None:
                    seen.add(record.problem_id)
                    yield found

    def theorem(self, record: TheoremRecord, number: int) -> Drawn | None:
        """The same for one theorem."""
        result = _searched(record)
        if result is None or record.problem_id is None:
            return None
        session, problem = record.session_id, record.problem_id
        attempts = self._repository.attempts_of(session, problem)
        answers = self._repository.answers.of_problem(session, problem)
        worth = self._worth(attempts, result.values_before, result.after)
        made = [worth[one.id] for one in attempts if one.model is None and one.proposer != START]
        told = [one for one in answers if one.node == "rewriter"]
        made += [worth[one.attempt_id] for one in told if one.attempt_id in worth]
        unreadable = sum(one.attempt_id not in worth for one in told)
        item = Item(problem, number, tuple(made), unreadable)
        return Drawn(item, attempts, result.values_before)

    def spoken_of(
        self, attempts: Iterable[AttemptRecord], original: Mapping[str, float]
    ) -> list[Candidate]:
        """Attempts of any session as candidates, given the values of the original proof."""
        given = list(attempts)
        return list(self._worth(given, original, None).values())

    def improved(
        self, session: str, problem: str, attempts: list[AttemptRecord]
    ) -> list[AttemptRecord]:
        """Those of a finished session's attempts at a problem that are better than the original,
        but for those that no proof can be better than."""
        if session not in self._ends:
            self._ends[session] = {
                record.problem_id: (result.values_before, result.after)
                for record in self._repository.theorems_of(session)
                if record.problem_id is not None and (result := _searched(record)) is not None
            }
        if problem not in self._ends[session]:
            return []
        worth = self._worth(attempts, *self._ends[session][problem])
        original = self._objective.key(self._ends[session][problem][0])
        return [
            one
            for one in attempts
            if worth[one.id].improved
            and (self._ceiling is None or original[0] + worth[one.id].score < self._ceiling)
        ]

    def _worth(
        self, attempts: list[AttemptRecord], original: Mapping[str, float], after: float | None
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


def _searched(record: TheoremRecord) -> TheoremResult | None:
    """What came of a theorem that was searched to the end."""
    if record.result is None:
        return None
    result = TheoremResult.from_json(record.result["result"])
    return result if result.finished and not result.skipped else None
