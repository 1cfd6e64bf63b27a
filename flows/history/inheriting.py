"""What a fork takes over: the attempts of the session that it comes from, as its own round 0."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from agents.runtime import RunContext
from agents.search import Seed
from flows.history.rounds import INHERITED
from flows.tasks import Task
from storage.records import AttemptRecord
from storage.repository import Repository


@dataclass(frozen=True)
class Until:
    """How much of the other session counts; all of it where neither is said."""

    attempt: int | None = None
    """The last attempt."""
    round: int | None = None
    """The last round of each theorem."""

    def to_json(self) -> dict[str, Any]:
        return {"attempt": self.attempt, "round": self.round}

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> Until:
        return Until(record.get("attempt"), record.get("round"))


class Inheritance:
    """What a session's searches take over from the session that it was forked from."""

    def __init__(self, repository: Repository, parent: str, until: Until) -> None:
        self._repository = repository
        self._parent = parent
        self._until = until
        self._problems = self._by_name()

    def seed(self, task: Task, context: RunContext) -> Seed | None:
        """The parent's attempts as attempts of the new session, of round 0; those among them that
        may hold are what the search starts from."""
        taken: list[_Taken] = []
        for problem_id in self._problems.get(context.problem.name, ()):
            if self._is_same(problem_id, context):
                known = self._repository.attempts_of(self._parent, problem_id)
                early = [one for one in known if self._is_early(one)]
                taken += self._worth_taking(early, same_lean=problem_id == context.problem_id)
        return Seed(self._take_over(context, taken)) if taken else None

    def _by_name(self) -> dict[str, list[str]]:
        """The parent's problems by the theorem's name."""
        found: dict[str, list[str]] = {}
        for problem_id in self._repository.overview.problems(self._parent):
            problem = self._repository.problem(problem_id)
            if problem is not None:
                found.setdefault(problem.name, []).append(problem_id)
        return found

    def _is_same(self, problem_id: str, context: RunContext) -> bool:
        """Whether it is the same proof in the same place, perhaps for another Lean."""
        other = self._repository.problem(problem_id)
        problem = context.problem
        return other is not None and (
            (other.context_hash, other.statement, other.original)
            == (problem.context_hash, problem.statement, problem.original)
        )

    def _is_early(self, attempt: AttemptRecord) -> bool:
        if self._until.attempt is not None:
            return (attempt.id or 0) <= self._until.attempt
        return self._until.round is None or attempt.round <= self._until.round

    def _worth_taking(self, attempts: Sequence[AttemptRecord], *, same_lean: bool) -> list[_Taken]:
        """Those that Lean has judged; of another Lean's judgements only those that it accepted."""
        verdicts = self._repository.verdicts_for(
            one.verdict_key for one in attempts if one.verdict_key is not None
        )
        taken: list[_Taken] = []
        for one in attempts:
            verdict = verdicts.get(one.verdict_key or "")
            if verdict is None or not (same_lean or verdict.kind == "verified"):
                continue
            taken.append(_Taken(one, verdict.kind != "rejected"))
        return taken

    def _take_over(self, context: RunContext, taken: Sequence[_Taken]) -> tuple[int, ...]:
        """Record attempts in the new session, in their order; the ids of those that may hold."""
        ids: dict[int | None, int] = {}
        seeds: list[int] = []
        with self._repository.transaction():
            for one in taken:
                copy = replace(
                    one.attempt,
                    problem_id=context.problem_id,
                    session_id=context.session,
                    round=INHERITED,
                    verdict_key=context.problem.verdict_key(one.attempt.proof),
                    parent_attempt_id=ids.get(one.attempt.parent_attempt_id),
                    id=None,
                )
                (ids[one.attempt.id],) = self._repository.record_attempts([copy])
                if one.may_hold:
                    seeds.append(ids[one.attempt.id])
        return tuple(seeds)


@dataclass(frozen=True)
class _Taken:
    """An attempt of the parent that the fork has too."""

    attempt: AttemptRecord
    may_hold: bool
