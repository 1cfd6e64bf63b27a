"""`burnish sessions fork`: a new session that starts from what another one has tried.

The proofs in the files stay the originals. What Lean has said is not asked again; a proof that was
refused is not tried again. With another Lean only the proofs that verified are taken over, and are
judged anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from agents.runtime import RunContext
from agents.search import Seed
from flows.history.finding import find_files
from flows.history.resuming import stored_options
from flows.history.rounds import INHERITED
from flows.modelling import ModelOptions
from flows.optimize import Job, OptimizeOutcome, Options, optimize_files
from flows.searching import Observer
from flows.sessions import Origin
from flows.settings import read_settings
from flows.tasks import Task
from storage.records import AttemptRecord, SessionRecord
from storage.repository import Repository
from tools.errors import UserInputError


@dataclass(frozen=True)
class ForkOptions:
    """From where to fork, and what is to be otherwise."""

    attempt: int | None = None
    """Up to this attempt; with ``round`` ``None`` all of them."""
    round: int | None = None
    """Up to this round of each theorem."""
    root: Path | None = None
    """The folder in which the files are now."""
    changes: Mapping[str, Any] = field(default_factory=dict)
    """Fields of :class:`flows.optimize.Options`."""
    model_changes: Mapping[str, Any] = field(default_factory=dict)
    """Fields of :class:`flows.modelling.ModelOptions`."""


def fork_session(
    repository: Repository,
    record: SessionRecord,
    asked: ForkOptions,
    observer: Observer,
    progress: Callable[[str], None],
) -> OptimizeOutcome:
    """Begin a session from another one; the same fork again goes on with it, or recalls it.

    Raises :class:`UserInputError` for a place that the session does not have, and for what cannot
    be searched.
    """
    if "metric" not in record.settings.get("settings", {}):
        raise UserInputError(
            f"{record.id} is a session of `burnish {record.kind}`, which searches nothing itself: "
            "there is nothing to fork."
        )
    note = _place(repository, record, asked)
    options = changed(stored_options(record), asked)
    lean = options.lean or read_settings().lean
    found = find_files(repository, record, asked.root, lean, progress)
    for one in found.notes:
        progress(one)
    command = {"command": f"sessions fork {record.id}", "options": options.to_json()}
    origin = Origin(record.id, note, Inheritance(repository, record.id, asked).seed)
    job = Job(found.files, options, command=command, origin=origin)
    return optimize_files(repository, job, observer, progress)


def changed(options: Options, asked: ForkOptions) -> Options:
    """The options of a session with those put in their place that are asked for now."""
    changes = dict(asked.changes)
    if "metric" in changes and "guards" not in changes and "pareto" not in changes:
        # A front that was asked for by itself said what is better.
        changes |= {"pareto": options.pareto if options.metric is not None else None}
    model = replace(options.model, **asked.model_changes)
    proposer = asked.model_changes.get("proposer")
    if proposer is None and options.model.proposer == "symbolic" and asked.model_changes:
        model = replace(model, proposer="both")
    if model.proposer == "symbolic":
        model = ModelOptions(proposer="symbolic")
    return replace(options, **{"write": False, **changes}, model=model)


def _place(repository: Repository, record: SessionRecord, asked: ForkOptions) -> str:
    """From where the fork starts, for people; part of what is asked for."""
    known = repository.overview.attempts(record.id)
    if asked.attempt is not None:
        if asked.attempt not in {one.id for one in known}:
            raise UserInputError(
                f"Session {record.id} has no attempt {asked.attempt}; `burnish sessions show "
                f"{record.id} --attempts` lists them."
            )
        return f"up to attempt {asked.attempt}"
    if asked.round is not None:
        last = max((one.round for one in known), default=0)
        if asked.round > last:
            raise UserInputError(
                f"Session {record.id} has no round {asked.round}: its last is {last}."
            )
        return f"up to round {asked.round}"
    return f"after {len(known)} attempts"


class Inheritance:
    """What a session's searches take over from the session that it was forked from."""

    def __init__(self, repository: Repository, parent: str, asked: ForkOptions) -> None:
        self._repository = repository
        self._parent = parent
        self._asked = asked
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
        if self._asked.attempt is not None:
            return (attempt.id or 0) <= self._asked.attempt
        return self._asked.round is None or attempt.round <= self._asked.round

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
