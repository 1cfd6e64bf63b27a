"""What people said of the corpus's theorems before a collection began."""

from __future__ import annotations

from collections.abc import Mapping

from flows.collecting.drawing import Drawing
from storage.records import AttemptRecord, PreferenceRecord
from storage.repository import Repository
from tools.iteration.candidate import Candidate
from tools.iteration.normal import normal_text


class People:
    """The opinions of people, by problem; what they say later is for another collection, so that
    one which was interrupted ends as it would have ended."""

    def __init__(self, repository: Repository, drawing: Drawing, before: str) -> None:
        """`before` is a time as storage writes it."""
        self._repository = repository
        self._drawing = drawing
        self._said: dict[str, list[PreferenceRecord]] = {}
        for one in repository.preferences.human():
            if one.created_at < before:
                self._said.setdefault(one.problem_id, []).append(one)

    def opinions(self, problem_id: str) -> dict[str, int]:
        """For a normalized text how many accepted it less how many rejected it."""
        found: dict[str, int] = {}
        for said, attempt in self._attempts(problem_id):
            text = normal_text(attempt.proof)
            found[text] = found.get(text, 0) + (1 if said.rule == "accepted" else -1)
        return found

    def spoken_of(self, problem_id: str, original: Mapping[str, float]) -> list[Candidate]:
        """The verified proofs that people spoke of; `original` are the original's values."""
        found = self._drawing.spoken_of((one for _, one in self._attempts(problem_id)), original)
        return [one for one in found if one.verified]

    def _attempts(self, problem_id: str) -> list[tuple[PreferenceRecord, AttemptRecord]]:
        """What was said, each with the proof that it was said of."""
        found = []
        for one in self._said.get(problem_id, ()):
            number = one.chosen_attempt_id if one.rule == "accepted" else one.rejected_attempt_id
            attempts = self._repository.attempts_of(one.session_id, problem_id)
            found += [(one, attempt) for attempt in attempts if attempt.id == number]
        return found
