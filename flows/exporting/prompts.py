"""The prompts that stored preferences are about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from storage.records import PreferenceRecord
from storage.repository import Repository
from tools.llm.prompt import Prompt


class StoredPrompts:
    """Finds the prompt of a preference; each prompt is looked at once."""

    def __init__(self, repository: Repository, records: Sequence[PreferenceRecord]) -> None:
        """``records`` are the preferences that will be asked about."""
        self._repository = repository
        self._lengths: dict[str, int | None] = {}
        self._tasks = _tasks(repository, records)

    def of(self, record: PreferenceRecord) -> str | None:
        """The hash of the prompt: its own, or that of the task as a collection asks it; ``None`` if
        neither is stored."""
        for one in (record.prompt_hash, self._tasks.get((record.problem_id, record.metric))):
            if one is not None and self._is_stored(one):
                return one
        return None

    def lengths(self) -> dict[str, int]:
        """The characters of each prompt that was found, by its hash."""
        return {one: length for one, length in self._lengths.items() if length is not None}

    def _is_stored(self, prompt: str) -> bool:
        if prompt not in self._lengths:
            found = self._repository.answers.prompt(prompt)
            self._lengths[prompt] = None if found is None else _characters(found)
        return self._lengths[prompt] is not None


def prompt_of(repository: Repository, prompt_hash: str) -> Prompt:
    """A prompt that was found."""
    found = repository.answers.prompt(prompt_hash)
    assert found is not None, "it was looked for before"
    return Prompt.from_json(found)


def _tasks(
    repository: Repository, records: Sequence[PreferenceRecord]
) -> dict[tuple[str, str], str]:
    """For each problem and metric that people spoke of, the prompt of a collection's pairs; of
    several, the least hash."""
    wanted = {(one.problem_id, one.metric) for one in records if one.source == "human"}
    found: dict[tuple[str, str], str] = {}
    for collection in repository.collections.all() if wanted else ():
        for one in repository.preferences.of_collection(collection.session_id):
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
    is_whole = messages and all(
        one.role in ("system", "user", "assistant") and isinstance(one.content, str)
        for one in messages
    )
    return sum(len(one.content) for one in messages) if is_whole else None
