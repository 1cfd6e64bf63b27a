"""The samples of an evaluation, read from what its sessions stored: no model, no Lean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from agents.rewriter import COMBINED, SUGGESTED
from agents.scoring import stored_name
from flows.objectives import Wanted
from flows.results import TheoremResult
from storage.records import AnswerRecord, AttemptRecord
from storage.repository import Repository
from tools.evaluation.samples import Sample, TheoremSamples

_LATER = frozenset({COMBINED, SUGGESTED, "repair"})
"""Proposers and purposes of a round's second pass."""


@dataclass(frozen=True)
class Sampled:
    """What a session has for a table."""

    theorems: tuple[TheoremSamples, ...]
    left_out: Mapping[str, str]
    """Theorems that nothing was tried for since they do not check, and why."""
    unfinished: tuple[str, ...]
    """Theorems that the session has not come to the end of."""


def sampled(
    repository: Repository, session: str, wanted: Wanted, paths: Mapping[str, str], *, alike: bool
) -> Sampled:
    """The samples of a session's theorems.

    `paths` has for each file's absolute path how it is to be called. `alike` says that the session
    drew answers to one prompt, so that fewer than were asked for are not all that there could be.
    """
    theorems: list[TheoremSamples] = []
    left_out: dict[str, str] = {}
    unfinished: list[str] = []
    for record in repository.theorems_of(session):
        if record.result is None:
            continue
        result = TheoremResult.from_json(record.result["result"])
        name = f"{paths[record.result['path']]}:{result.theorem}"
        if not result.finished:
            unfinished.append(name)
        elif result.failed or record.problem_id is None:
            left_out[name] = result.note
        else:
            reader = _Reader(repository, session, record.problem_id, wanted, result)
            theorems.append(reader.samples(name, alike=alike))
    return Sampled(tuple(theorems), left_out, tuple(unfinished))


@dataclass(frozen=True)
class _Drawn:
    """A candidate in the order in which it was made."""

    attempt: AttemptRecord | None
    """`None` for an answer that could not be read."""
    tokens: int


class _Reader:
    """Reads the samples of one theorem."""

    def __init__(
        self,
        repository: Repository,
        session: str,
        problem: str,
        wanted: Wanted,
        result: TheoremResult,
    ) -> None:
        self._attempts = repository.attempts_of(session, problem)
        self._answers = repository.answers.of_problem(session, problem)
        keys = [one.verdict_key for one in self._attempts if one.verdict_key is not None]
        self._verdicts = repository.verdicts_for(keys)
        self._values: dict[str, dict[str, float]] = {}
        for name in wanted.objective.metrics:
            stored = stored_name(wanted.metrics[name])
            for key, value in repository.scores_for(stored, keys).items():
                self._values.setdefault(key, {})[name] = value
        self._objective = wanted.objective
        self._result = result

    def samples(self, name: str, *, alike: bool) -> TheoremSamples:
        original = self._objective.key(self._result.values_before)[0]
        calls: dict[str, int] = {}
        for answer in self._answers:
            calls[answer.call] = max(calls.get(answer.call, 0), answer.prompt_tokens)
        aside = [one.completion_tokens for one in self._answers if one.node != "rewriter"]
        return TheoremSamples(
            name,
            original,
            tuple(self._samples(name, original)),
            exhausted=not alike,
            prompt_tokens=sum(calls.values()),
            aside_tokens=sum(aside),
        )

    def _samples(self, name: str, original: float) -> Iterator[Sample]:
        judged: set[str] = set()
        for position, drawn in enumerate(_in_order(self._attempts, self._answers)):
            key = "" if drawn.attempt is None else drawn.attempt.verdict_key or ""
            verdict = self._verdicts.get(key)
            score = self._score(key)
            verified = verdict is not None and verdict.kind == "verified"
            if score is not None and self._is_refuted(score):
                verified = False
            yield Sample(
                theorem=name,
                position=position,
                verified=verified,
                score=score - original if verified and score is not None else 0.0,
                readable=drawn.attempt is not None,
                tokens=drawn.tokens,
                lean_seconds=0.0 if verdict is None or key in judged else verdict.seconds,
            )
            judged.add(key)

    def _score(self, key: str) -> float | None:
        """Of a candidate that has a value in all metrics of the objective; others gain nothing."""
        values = self._values.get(key, {})
        if not set(self._objective.metrics) <= values.keys():
            return None
        return self._objective.key(values)[0]

    def _is_refuted(self, score: float) -> bool:
        """Whether the last word on a candidate, a fresh compile of its whole file, was no: the
        search asked for it from the best downwards, and kept the first that stood."""
        after = self._result.after
        return after is not None and score > after


def _in_order(
    attempts: Sequence[AttemptRecord], answers: Sequence[AnswerRecord]
) -> Iterator[_Drawn]:
    """All candidates by round and pass. Each answer is one, also where several are the same proof
    or one could not be read; each attempt of a proposer without a model is one."""
    by_id = {attempt.id: attempt for attempt in attempts}
    made = [
        ((one.round, one.proposer in _LATER, one.id or 0), _Drawn(one, 0))
        for one in attempts
        if one.model is None
    ]
    told = [
        (
            (one.round, one.purpose in _LATER, one.id or 0),
            _Drawn(by_id.get(one.attempt_id), one.completion_tokens),
        )
        for one in answers
        if one.node == "rewriter"
    ]
    for _, drawn in sorted([*made, *told], key=lambda item: item[0]):
        yield drawn
