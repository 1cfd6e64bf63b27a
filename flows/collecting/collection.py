"""A collection that is asked for, begun or not: the composition root of `collect`."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cached_property

from flows.collecting.corpus_files import Training, stored_name_of, training
from flows.collecting.options import CollectOptions
from flows.collecting.task_prompts import TaskPrompts
from flows.modelling import Proposing, proposing
from flows.objectives import Wanted, read_objective
from flows.repositories import stored_here
from flows.settings import read_settings
from storage.keys import content_key
from storage.repository import Repository
from tools.errors import UserInputError
from tools.llm.urgency import Urgency


@dataclass(frozen=True)
class Collection:
    """A collection that is asked for, begun or not."""

    repository: Repository
    options: CollectOptions
    training: Training
    wanted: Wanted
    base: Proposing
    """Who could propose."""
    prompts: TaskPrompts
    before: tuple[str, ...]
    """The sessions of the rounds that it goes on from, of other collections."""
    lean_seconds: float

    @cached_property
    def request(self) -> str:
        """By which the collection is known again."""
        return content_key("collect", json.dumps(self.description, sort_keys=True))

    @cached_property
    def description(self) -> dict[str, object]:
        described = self.options.describe(self.training.corpus.id, self.wanted, self.base)
        return described | {"prompts": self.prompts.describe()}


@contextmanager
def opened(options: CollectOptions, progress: Callable[[str], None]) -> Iterator[Collection]:
    """The collection that some options mean, with its database open.

    Raises :class:`tools.errors.UserInputError` if they mean none.
    """
    wanted = read_objective(options.metric, options.guards)
    settings = read_settings()
    lean = options.lean or settings.lean
    name = stored_name_of(options.corpus, lean, progress)
    with stored_here() as repository:
        model = replace(options.model, seed=options.rules.seed)
        with proposing(model, settings, Urgency.COLLECTION) as base:
            yield Collection(
                repository,
                options,
                training(repository, name, lean, progress),
                wanted,
                base,
                TaskPrompts.of(options, settings, wanted),
                _rounds_of(repository, options.after, wanted.objective.text),
                settings.lean_seconds,
            )


def _rounds_of(repository: Repository, after: str | None, metric: str) -> tuple[str, ...]:
    """The sessions of a finished collection's rounds, and of those that it went on from."""
    if after is None:
        return ()
    collection, session = repository.collections.of(after), repository.session(after)
    if collection is None or session is None:
        raise UserInputError(f"--after {after}: there is no such collection.")
    if session.state != "finished":
        raise UserInputError(f"--after {after}: that collection is not finished.")
    known = collection.settings["settings"]["metric"]
    if known != metric:
        raise UserInputError(f"--after {after}: that collection is about {known}, not {metric}.")
    earlier = _rounds_of(repository, collection.settings["after"], metric)
    return (*earlier, *(one.session_id for one in repository.collections.rounds(after)))
