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
from storage.keys import proof_hash
from storage.records import (
    AttemptRecord,
    CollectionRecord,
    PreferenceRecord,
    ProblemRecord,
    VerdictRecord,
)
from storage.repository import Repository
from tools.llm.prompt import Prompt
from tools.training_data.completion import completion, says_sorry
from tools.training_data.records import ORIGINAL, Answer, Preference, Task

NO_PROMPT = "no prompt is stored for the theorem and the metric"
NOT_VERIFIED = "the chosen proof is not verified here"
NO_ANSWER = "a proof is none that a model could answer with"
GONE = "an attempt is not stored any more"


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
        file_of: Callable[[ProblemRecord], str],
        human_weight: float,
    ) -> None:
        """``file_of`` says what a problem's file is called outside of this machine."""
        self._repository = repository
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
        self._answers: dict[tuple[str, str], str | None] = {}
        self._prompts: dict[str, int | None] = {}
        self._tasks = self._stored_tasks()

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
        prompts = {one: size for one, size in self._prompts.items() if size is not None}
        return Gathered(tuple(found), left_out, sampling, prompts)

    def _preference(self, record: PreferenceRecord) -> Preference | str:
        """One with its texts, or why there is none."""
        problem = self._problems[record.problem_id]
        prompt = self._prompt(record)
        if prompt is None:
            return NO_PROMPT
        chosen = self._answer(problem, record.chosen_attempt_id, record.chosen_score)
        rejected = self._answer(problem, record.rejected_attempt_id, record.rejected_score)
        if isinstance(chosen, str) or isinstance(rejected, str):
            return chosen if isinstance(chosen, str) else str(rejected)
        if chosen.verdict != "verified" or says_sorry(chosen.completion):
            return NOT_VERIFIED
        return Preference(
            task=Task(
                theorem=problem.name,
                problem=record.problem_id,
                file=self._file_of(problem),
                lean=problem.lean_fingerprint,
                metric=record.metric,
                prompt=prompt,
            ),
            chosen=chosen,
            rejected=rejected,
            source=record.source,
            rule=record.rule,
            round=record.round,
            weight=self._human_weight if record.source == "human" else 1.0,
        )

    def _answer(
        self, problem: ProblemRecord, attempt_id: int | None, score: float | None
    ) -> Answer | str:
        """The answer with an attempt, or with the original proof; or why there is none."""
        attempt = None
        if attempt_id is not None:
            attempt = self._attempts.get(attempt_id)
            if attempt is None or attempt.problem_id != problem.id:
                return GONE
        proof = problem.statement + problem.original if attempt is None else attempt.proof
        key = (problem.id, proof)
        if key not in self._answers:
            self._answers[key] = completion(
                problem.name, problem.statement, problem.original, proof
            )
        text = self._answers[key]
        if text is None:
            return NO_ANSWER
        if attempt is None:
            return Answer(text, proof_hash(proof), "verified", 0.0, ORIGINAL)
        verdict = self._verdict(attempt)
        return Answer(
            completion=text,
            proof_hash=proof_hash(proof),
            verdict="unknown" if verdict is None else verdict.kind,
            score=score,
            proposer=attempt.proposer,
            model=attempt.model,
            adapter=attempt.adapter,
        )

    def _verdict(self, attempt: AttemptRecord) -> VerdictRecord | None:
        return self._verdicts.get(attempt.verdict_key) if attempt.verdict_key else None

    def _prompt(self, record: PreferenceRecord) -> str | None:
        """The hash of the prompt: its own, or that of the task as a collection asks it."""
        for one in (record.prompt_hash, self._tasks.get((record.problem_id, record.metric))):
            if one is not None and self._is_stored(one):
                return one
        return None

    def _is_stored(self, prompt: str) -> bool:
        if prompt not in self._prompts:
            found = self._repository.answers.prompt(prompt)
            self._prompts[prompt] = None if found is None else _characters(found)
        return self._prompts[prompt] is not None

    def _stored_tasks(self) -> dict[tuple[str, str], str]:
        """For problem and metric the prompt of a collection's pairs; of several, the least hash."""
        wanted = {(one.problem_id, one.metric) for one in self._records if one.source == "human"}
        found: dict[tuple[str, str], str] = {}
        if wanted:
            for collection in self._repository.collections.all():
                for one in self._repository.preferences.of_collection(collection.session_id):
                    key = (one.problem_id, one.metric)
                    if key in wanted and one.prompt_hash is not None:
                        found[key] = min(one.prompt_hash, found.get(key, one.prompt_hash))
        return found


def _characters(stored: Mapping[str, Any]) -> int | None:
    """The length of a prompt; ``None`` for what is none, as an archive from elsewhere may hold."""
    try:
        messages = Prompt.from_json(stored).messages
    except (LookupError, TypeError):
        return None
    whole = messages and all(
        one.role in ("system", "user", "assistant") and isinstance(one.content, str)
        for one in messages
    )
    return sum(len(one.content) for one in messages) if whole else None


def prompt_of(repository: Repository, prompt_hash: str) -> Prompt:
    """A prompt that is stored."""
    found = repository.answers.prompt(prompt_hash)
    assert found is not None, "it was looked for when preferences were gathered"
    return Prompt.from_json(found)


def files_in(repository: Repository) -> Callable[[ProblemRecord], str]:
    """What a problem's file is called outside of this machine: its path below the root of a stored
    corpus, the shortest of several, or else its bare name."""
    known: dict[str, str] = {}
    for corpus in repository.corpora.all():
        for theorem in repository.corpora.theorems(corpus.id):
            other = known.get(theorem.problem_id, theorem.file)
            known[theorem.problem_id] = min(theorem.file, other, key=lambda one: (len(one), one))
    return lambda problem: known.get(problem.id) or Path(problem.file).name
