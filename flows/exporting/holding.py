"""What must not be trained on: what a corpus holds out, and what else stands in its files.

:meth:`storage.corpora.Corpora.assert_trainable` knows theorems again by what they state. A theorem
that is in no corpus (one that did not check when its file was stored, or was written since, and
that somebody chatted about) may still stand in a file that is held out as a whole.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from storage.corpora import HeldOut
from storage.records import PreferenceRecord
from storage.repository import Repository
from tools.corpus.splits import HELD_OUT

_NAMED = 5
"""Theorems that a message names."""


class Holding:
    """What the corpora in a database hold out, as they are now."""

    def __init__(self, repository: Repository) -> None:
        self._repository = repository
        self._files = {
            str(Path(corpus.root) / theorem.file)
            for corpus in repository.corpora.all()
            for theorem in repository.corpora.theorems(corpus.id)
            if theorem.split in HELD_OUT
        }

    def assert_trainable(self, problem_ids: Iterable[str]) -> None:
        """Raise :class:`storage.corpora.HeldOut`, with their names, if any of the problems is held
        out or stands in a file that is."""
        ids = list(dict.fromkeys(problem_ids))
        self._repository.corpora.assert_trainable(ids)
        found = (self._repository.problem(one) for one in ids)
        names = tuple(
            one.name
            for one in found
            if one is not None and os.path.realpath(one.file) in self._files
        )
        if names:
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            raise HeldOut(
                "These theorems stand in files of the validation or test split of a stored corpus "
                f"and must never be trained on: {', '.join(names[:_NAMED])}{more}. Leave them out.",
                names,
            )

    def trainable(self, records: Sequence[PreferenceRecord]) -> list[PreferenceRecord]:
        """The preferences about theorems that may be trained on."""
        held: set[str] = set()
        for problem in {one.problem_id for one in records}:
            try:
                self.assert_trainable([problem])
            except HeldOut:
                held.add(problem)
        return [one for one in records if one.problem_id not in held]
