"""One theorem in the story of a session: what was tried for it, what became best when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from flows.history.rounds import Round, Tally, Told, Tried, way_of
from flows.results import TheoremResult
from storage.records import (
    AttemptRecord,
    EventRecord,
    ProblemRecord,
    SessionRecord,
    TheoremRecord,
)
from storage.repository import Repository


@dataclass(frozen=True)
class Step:
    """A proof that became the best one."""

    round: int
    attempt: int
    """0 where an older version did not keep it."""
    way: str
    """How it was made; empty where the attempt is not known."""
    score: tuple[float, ...]
    """By the objective, what counts most first."""
    candidates: int
    """Tried until then."""
    at: str


@dataclass(frozen=True)
class TheoremStory:
    """One theorem in a session."""

    theorem: str
    file: str
    problem: str | None
    """Its id in storage; ``None`` for what cannot be searched."""
    state: str
    """``finished``, ``failed``, ``running`` for one with work left."""
    result: TheoremResult | None
    """``None`` if the session was interrupted before it had any."""
    original: str
    original_score: tuple[float, ...]
    """By the objective; empty if it was not measured yet."""
    steps: tuple[Step, ...]
    rounds: tuple[Round, ...]
    tried: tuple[Tried, ...]
    """The ways of all rounds together, the busiest first."""
    tally: Tally
    """Of all attempts that the session made itself."""
    best: AttemptRecord | None
    """The best attempt as the search knows it, which need not be confirmed in the file yet;
    ``None`` for the original."""
    values: Mapping[str, float]
    """Of the metrics, for the best proof; as far as they are known."""

    @property
    def proof(self) -> str:
        """The best proof so far."""
        if self.result is not None and self.is_confirmed:
            return self.result.proof
        return self.best.proof if self.best is not None else self.original

    @property
    def is_confirmed(self) -> bool:
        """Whether :attr:`proof` is what a fresh compile of the whole file has accepted.

        It is not where the session was broken off before that could be asked.
        """
        if self.result is None or self.result.finished or self.best is None:
            return self.result is not None
        after = self.result.after
        return after is None or not self.steps or self.steps[-1].score[0] <= after

    def to_json(self) -> dict[str, Any]:
        """As plain JSON, with the proof."""
        return {
            "theorem": self.theorem,
            "file": self.file,
            "state": self.state,
            "result": self.result.to_json() if self.result is not None else None,
            "proof": self.proof,
            "confirmed": self.is_confirmed,
            "values": dict(self.values),
            "original_score": list(self.original_score),
            "steps": [asdict(step) for step in self.steps],
            "rounds": [asdict(each) for each in self.rounds],
            "tally": asdict(self.tally),
        }


def by_theorem(events: Iterable[EventRecord]) -> dict[str, list[EventRecord]]:
    """The passes of a session's searches, by the problem's id; those of older versions by the
    theorem's name."""
    found: dict[str, list[EventRecord]] = {}
    for one in events:
        if one.kind == "pass":
            found.setdefault(one.data.get("problem") or one.data["theorem"], []).append(one)
    return found


def theorem_story(
    repository: Repository,
    session: SessionRecord,
    record: TheoremRecord | None,
    problem_id: str | None,
    passes_by: Mapping[str, Sequence[EventRecord]],
) -> TheoremStory:
    """One theorem of a session: that of a record, or a problem that a kill left without one.

    ``passes_by`` is what :func:`by_theorem` makes of the session's events.
    """
    stored = record.result if record is not None else None
    result = TheoremResult.from_json(stored["result"]) if stored is not None else None
    problem = repository.problem(problem_id) if problem_id is not None else None
    attempts = repository.attempts_of(session.id, problem_id) if problem_id is not None else []
    keys = [one.verdict_key for one in attempts if one.verdict_key is not None]
    asks_model = any(one.model is not None for one in attempts)
    answers = repository.answers.of_problem(session.id, problem_id or "") if asks_model else []
    told = Told(attempts, repository.verdicts_for(keys), answers)
    name = result.theorem if result is not None else problem.name if problem is not None else ""
    passes = passes_by.get(problem_id or name) or passes_by.get(name, ())
    by_id = {one.id: one for one in attempts}
    steps = _steps(passes, by_id)
    found = TheoremStory(
        theorem=name,
        file=result.file if result is not None else problem.file if problem is not None else "",
        problem=problem_id,
        state=record.state if record is not None and record.state != "pending" else "running",
        result=result,
        original=_original(result, problem),
        original_score=tuple(passes[0].data["original_score"]) if passes else (),
        steps=steps,
        rounds=told.rounds(),
        tried=told.tried(),
        tally=told.tally(),
        best=by_id.get(steps[-1].attempt) if steps else None,
        values={},
    )
    return replace(found, values=_values(repository, session, found))


def _original(result: TheoremResult | None, problem: ProblemRecord | None) -> str:
    if result is not None:
        return result.original
    return f"{problem.statement}{problem.original}" if problem is not None else ""


def _steps(
    passes: Sequence[EventRecord], attempts: Mapping[int | None, AttemptRecord]
) -> tuple[Step, ...]:
    steps: list[Step] = []
    best = tuple(passes[0].data["original_score"]) if passes else ()
    for one in passes:
        score = tuple(one.data["best_score"])
        if score <= best:
            continue
        best = score
        attempt = attempts.get(one.data.get("best"))
        way = way_of(attempt) if attempt is not None else ""
        number = attempt.round if attempt is not None else one.data["round"]
        steps.append(
            Step(number, one.data.get("best", 0), way, score, one.data["candidates"], one.at)
        )
    return tuple(steps)


def _values(repository: Repository, session: SessionRecord, one: TheoremStory) -> dict[str, float]:
    """The metrics of the best proof; a user's own without the version in their names."""
    if one.result is not None and one.is_confirmed:
        return dict(one.result.values_after)
    if one.best is None or one.best.verdict_key is None:
        return {}
    found: dict[str, float] = {}
    for name in session.settings.get("settings", {}).get("metrics", ()):
        for value in repository.scores_for(name, [one.best.verdict_key]).values():
            found[name.partition("@")[0]] = value
    return found
