"""Preferences as they are stored, made into ones that can be written: with their texts.

What cannot be taught is left out and counted: a chosen proof must be verified, by the verdict that
is stored for it here, and both proofs must be such as a model could answer with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.exporting.options import ExportOptions
from flows.exporting.prompts import StoredPrompts
from storage.keys import proof_hash
from storage.records import (
    AttemptRecord,
    CollectionRecord,
    PreferenceRecord,
    ProblemRecord,
    VerdictRecord,
)
from storage.repository import Repository
from tools.training_data.completion import completion, says_sorry
from tools.training_data.records import ORIGINAL, Answer, Preference, Task, Verdict

NO_PROMPT = "no prompt is stored for the theorem and the metric"
NOT_VERIFIED = "the chosen proof is not verified here"
NO_ANSWER = "a proof is none that a model could answer with"
GONE = "an attempt is not stored any more"
FileOf = Callable[[str, ProblemRecord], str]
"""What a problem's file is called outside of this machine, given its id too."""


@dataclass(frozen=True)
class Gathered:
    """What is stored and can be written."""

    preferences: tuple[Preference, ...]
    left_out: Counter[str]
    sampling: Mapping[str, Mapping[str, Any]]
    """How a model was sampled for an answer, by the hash of its proof."""
    prompts: Mapping[str, int]
    """The characters of each prompt, by its hash."""


def stored(
    repository: Repository, collections: Sequence[CollectionRecord], options: ExportOptions
) -> list[PreferenceRecord]:
    """The preferences that are asked for."""
    found: list[PreferenceRecord] = []
    if options.human != "only":
        for collection in collections:
            ones = repository.preferences.of_collection(collection.session_id)
            found += [
                one
                for one in ones
                if one.source == "collection"
                and (not options.rounds or one.round in options.rounds)
            ]
    if options.human != "exclude":
        found += repository.preferences.human()
    return [one for one in found if not options.metrics or one.metric in options.metrics]


class Gathering:
    """Reads what preferences are about; each problem, attempt and prompt once."""

    def __init__(
        self,
        repository: Repository,
        records: Sequence[PreferenceRecord],
        file_of: FileOf,
        human_weight: float,
    ) -> None:
        self._records = records
        self._file_of = file_of
        self._human_weight = human_weight
        ids = {one.problem_id for one in records}
        found = ((one, repository.problem(one)) for one in ids)
        self._problems = {one: problem for one, problem in found if problem is not None}
        attempts = {
            one
            for record in records
            for one in (record.chosen_attempt_id, record.rejected_attempt_id)
            if one is not None
        }
        self._attempts = repository.attempts_by_id(attempts)
        keys = {one.verdict_key for one in self._attempts.values() if one.verdict_key}
        self._verdicts = repository.verdicts_for(keys)
        self._answers: dict[tuple[str, int | None, float | None], Answer | str] = {}
        self._shared: dict[tuple[str, str, str], Task] = {}
        self._prompts = StoredPrompts(repository, records)

    def gathered(self) -> Gathered:
        """The preferences with their texts."""
        left_out: Counter[str] = Counter()
        found: list[Preference] = []
        for record in self._records:
            made = self._preference(record)
            if isinstance(made, str):
                left_out[made] += 1
            else:
                found.append(made)
        sampling = {
            proof_hash(one.proof): one.sampling
            for one in self._attempts.values()
            if one.sampling is not None
        }
        return Gathered(tuple(found), left_out, sampling, self._prompts.lengths())

    def _preference(self, record: PreferenceRecord) -> Preference | str:
        """One with its texts, or why there is none."""
        problem = self._problems[record.problem_id]
        prompt = self._prompts.of(record)
        if prompt is None:
            return NO_PROMPT
        chosen = self._answer(record, record.chosen_attempt_id, record.chosen_score)
        rejected = self._answer(record, record.rejected_attempt_id, record.rejected_score)
        if isinstance(chosen, str) or isinstance(rejected, str):
            return chosen if isinstance(chosen, str) else str(rejected)
        if chosen.verdict != "verified":
            return NOT_VERIFIED
        return Preference(
            task=self._task(record.problem_id, problem, record.metric, prompt),
            chosen=chosen,
            rejected=rejected,
            source=record.source,
            rule=record.rule,
            round=record.round,
            weight=self._human_weight if record.source == "human" else 1.0,
        )

    def _task(self, problem_id: str, problem: ProblemRecord, metric: str, prompt: str) -> Task:
        key = (problem_id, metric, prompt)
        if key not in self._shared:
            self._shared[key] = Task(
                theorem=problem.name,
                problem=problem_id,
                file=self._file_of(problem_id, problem),
                lean=problem.lean_fingerprint,
                metric=metric,
                prompt=prompt,
            )
        return self._shared[key]

    def _answer(
        self, record: PreferenceRecord, attempt_id: int | None, score: float | None
    ) -> Answer | str:
        """The answer with an attempt, or with the original proof; or why there is none.

        Of a theorem's many pairs the same few answers are made once.
        """
        key = (record.problem_id, attempt_id, score)
        if key not in self._answers:
            self._answers[key] = self._made(record.problem_id, attempt_id, score)
        return self._answers[key]

    def _made(self, problem_id: str, attempt_id: int | None, score: float | None) -> Answer | str:
        problem = self._problems[problem_id]
        attempt = None
        if attempt_id is not None:
            attempt = self._attempts.get(attempt_id)
            if attempt is None or attempt.problem_id != problem_id:
                return GONE
        proof = problem.statement + problem.original if attempt is None else attempt.proof
        text = completion(problem.name, problem.statement, problem.original, proof)
        if text is None:
            return NO_ANSWER
        verdict: Verdict = "unknown"
        if says_sorry(proof):
            verdict = "rejected"  # also the original of a theorem that is to be proved
        elif attempt is None:
            verdict = "verified"
        elif (known := self._verdict(attempt)) is not None:
            verdict = known.kind
        return Answer(
            completion=text,
            proof_hash=proof_hash(proof),
            verdict=verdict,
            score=0.0 if attempt is None else score,
            proposer=ORIGINAL if attempt is None else attempt.proposer,
            model=None if attempt is None else attempt.model,
            adapter=None if attempt is None else attempt.adapter,
        )

    def _verdict(self, attempt: AttemptRecord) -> VerdictRecord | None:
        return self._verdicts.get(attempt.verdict_key) if attempt.verdict_key else None


def files_in(repository: Repository) -> FileOf:
    """What a problem's file is called outside of this machine: its path below the root of a stored
    corpus, the shortest of several, or else its bare name."""
    known: dict[str, str] = {}
    for corpus in repository.corpora.all():
        for theorem in repository.corpora.theorems(corpus.id):
            other = known.get(theorem.problem_id, theorem.file)
            known[theorem.problem_id] = min(theorem.file, other, key=lambda one: (len(one), one))
    return lambda problem_id, problem: known.get(problem_id) or Path(problem.file).name
