"""The story of a session, told from what is stored: what was asked, what was tried round by round,
what Lean said, what became best when, and why it stopped.

Nothing is asked of Lean or of a model. Works for sessions in any state, also for one that was
killed before it could say anything.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from flows.history.asking import command_line
from flows.history.listing import ShownState, files_of, state_of
from flows.history.rounds import Round, Tally, Told, Tried, way_of
from flows.results import TheoremResult
from storage.records import AttemptRecord, EventRecord, SessionRecord, TheoremRecord
from storage.repository import Repository
from tools.errors import UserInputError


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
        """The best proof so far: confirmed in its file if there is a result."""
        if self.result is not None and (self.result.improved or self.result.finished):
            return self.result.proof
        return self.best.proof if self.best is not None else self.original

    @property
    def is_confirmed(self) -> bool:
        """Whether a fresh compile of the whole file has accepted :attr:`proof`."""
        return self.result is not None and self.proof == self.result.proof


@dataclass(frozen=True)
class Stretch:
    """A time in which a process worked on the session."""

    begun: str
    ended: str | None
    """``None`` if nothing was heard of it any more: killed, or at work."""
    reason: str
    """Why it ended with work left; empty if nothing was."""


@dataclass(frozen=True)
class Story:
    """One session."""

    record: SessionRecord
    state: ShownState
    command: str | None
    """The command that asked for it."""
    files: tuple[str, ...]
    theorems: tuple[TheoremStory, ...]
    stretches: tuple[Stretch, ...]
    reason: str
    """Why it is not finished; empty if it is, or is being worked on."""
    messages: int
    """How much was said in it: the messages of a chat."""
    preferences: int
    children: tuple[str, ...]
    """Sessions that were forked from it, or are parts of it."""

    @property
    def tally(self) -> Tally:
        """Of all attempts that the session made itself."""
        tallies = [asdict(one.tally) for one in self.theorems]
        names = asdict(Tally())
        return Tally(**{name: sum(one[name] for one in tallies) for name in names})

    def only(self, name: str) -> Story:
        """The same about one theorem, by its name or the end of it.

        Raises :class:`UserInputError` if there is none.
        """
        found = [one for one in self.theorems if f".{one.theorem}".endswith(f".{name}")]
        if not found:
            names = [one.theorem for one in self.theorems]
            near = difflib.get_close_matches(name, names, n=1, cutoff=0.3)
            hint = f"; there is {near[0]}" if near else ""
            raise UserInputError(f"Session {self.record.id} has no theorem {name}{hint}.")
        return replace(self, theorems=tuple(found))

    def to_json(self) -> dict[str, Any]:
        """As plain JSON, with the proofs."""
        record = self.record
        return {
            "session": record.id,
            "kind": record.kind,
            "state": self.state,
            "reason": self.reason,
            "command": self.command,
            "files": list(self.files),
            "settings": record.settings.get("settings", {}),
            "parent": record.parent_session_id,
            "parent_note": record.parent_note,
            "children": list(self.children),
            "created_at": record.created_at,
            "updated_at": record.updated_at,
            "stretches": [asdict(one) for one in self.stretches],
            "messages": self.messages,
            "preferences": self.preferences,
            "tally": asdict(self.tally),
            "theorems": [_theorem_json(one) for one in self.theorems],
        }


def story(repository: Repository, session_id: str) -> Story:
    """The story of a session that is there."""
    record = repository.session(session_id)
    if record is None:
        raise KeyError(session_id)
    events = repository.events_of(session_id)
    state = state_of(repository, record)
    stretches = _stretches(events)
    return Story(
        record=record,
        state=state,
        command=command_line(record),
        files=tuple(files_of(record)),
        theorems=_theorems(repository, record, events),
        stretches=stretches,
        reason=_reason(state, stretches),
        messages=len(repository.messages.of_session(session_id)),
        preferences=len(repository.preferences.of_session(session_id)),
        children=tuple(repository.overview.children(session_id)),
    )


def _theorems(
    repository: Repository, record: SessionRecord, events: Sequence[EventRecord]
) -> tuple[TheoremStory, ...]:
    """Those with a result, then those that a kill left without one."""
    found: list[TheoremStory] = []
    known = repository.theorems_of(record.id)
    reached = {one.problem_id for one in known}
    for one in known:
        found.append(_theorem(repository, record, one, one.problem_id, events))
    for problem in repository.overview.problems(record.id):
        if problem not in reached:
            found.append(_theorem(repository, record, None, problem, events))
    return tuple(found)


def _theorem(
    repository: Repository,
    session: SessionRecord,
    record: TheoremRecord | None,
    problem_id: str | None,
    events: Sequence[EventRecord],
) -> TheoremStory:
    stored = record.result if record is not None else None
    result = TheoremResult.from_json(stored["result"]) if stored is not None else None
    problem = repository.problem(problem_id) if problem_id is not None else None
    attempts = repository.attempts_of(session.id, problem_id) if problem_id is not None else []
    keys = [one.verdict_key for one in attempts if one.verdict_key is not None]
    asks_model = any(one.model is not None for one in attempts)
    answers = repository.answers.of_problem(session.id, problem_id or "") if asks_model else []
    told = Told(attempts, repository.verdicts_for(keys), answers)
    name = result.theorem if result is not None else problem.name if problem is not None else ""
    passes = [one for one in events if one.kind == "pass" and _is_about(one, problem_id, name)]
    by_id = {one.id: one for one in attempts}
    steps = _steps(passes, by_id)
    best = by_id.get(steps[-1].attempt) if steps else None
    return TheoremStory(
        theorem=name,
        file=result.file if result is not None else problem.file if problem is not None else "",
        problem=problem_id,
        state=record.state if record is not None else "running",
        result=result,
        original=result.original
        if result is not None
        else f"{problem.statement}{problem.original}"
        if problem is not None
        else "",
        original_score=tuple(passes[0].data["original_score"]) if passes else (),
        steps=steps,
        rounds=told.rounds(),
        tried=told.tried(),
        tally=told.tally(),
        best=best,
        values=_values(repository, session, best, result),
    )


def _is_about(event: EventRecord, problem: str | None, theorem: str) -> bool:
    """Events of older versions have the theorem's name only."""
    return bool((event.data.get("problem") or problem) == problem) and (
        event.data["theorem"] == theorem
    )


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


def _values(
    repository: Repository,
    session: SessionRecord,
    best: AttemptRecord | None,
    result: TheoremResult | None,
) -> dict[str, float]:
    """The metrics of the best proof; names of a user's own metrics are without their version."""
    if result is not None and (result.improved or best is None):
        return dict(result.values_after)
    if best is None or best.verdict_key is None:
        return {}
    names = session.settings.get("settings", {}).get("metrics", ())
    found: dict[str, float] = {}
    for name in names:
        for value in repository.scores_for(name, [best.verdict_key]).values():
            found[name.partition("@")[0]] = value
    return found


def _stretches(events: Sequence[EventRecord]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for one in events:
        if one.kind == "begun":
            found.append(Stretch(one.at, None, ""))
        elif one.kind == "ended" and found:
            found[-1] = Stretch(found[-1].begun, one.at, one.data.get("reason", ""))
    return tuple(found)


def _reason(state: ShownState, stretches: Sequence[Stretch]) -> str:
    if state == "interrupted":
        return "it was interrupted: the process that worked on it is gone"
    if state == "stopped" and stretches:
        return stretches[-1].reason
    return ""


def _theorem_json(one: TheoremStory) -> dict[str, Any]:
    return {
        "theorem": one.theorem,
        "file": one.file,
        "state": one.state,
        "result": one.result.to_json() if one.result is not None else None,
        "proof": one.proof,
        "confirmed": one.is_confirmed,
        "values": dict(one.values),
        "original_score": list(one.original_score),
        "steps": [asdict(step) for step in one.steps],
        "rounds": [asdict(each) for each in one.rounds],
        "tally": asdict(one.tally),
    }
