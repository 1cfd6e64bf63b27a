"""The prompt that a pair is an answer to: the rewriter's, about a theorem with its original proof.

A model that was asked about the original got it. For proofs that no model wrote it is rendered all
the same, without asking one, so that they can be taught to one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from agents.channels import Channels
from agents.material import gather
from agents.prompting import Prompts
from agents.runtime import RunContext
from agents.sampler import PROPOSER
from agents.scaffold import Budget, PromptTooLong, rewriter_prompt
from flows.collecting.options import CollectOptions
from flows.objectives import Wanted
from flows.settings import Settings
from storage.keys import content_key
from storage.records import AttemptRecord
from storage.repository import Repository
from tools.llm.tokens import estimate_tokens

_CONTEXT_TOKENS = 16_384
"""What a model that is to learn from the pairs is taken to hold, prompt and answer together."""


@dataclass(frozen=True)
class TaskPrompts:
    """The task prompts of a collection."""

    prompts: Prompts
    channels: Channels
    answer_tokens: int
    wanted: Wanted

    @staticmethod
    def of(options: CollectOptions, settings: Settings, wanted: Wanted) -> TaskPrompts:
        """Those that the options mean. Raises :class:`tools.errors.UserInputError`."""
        model = options.model
        return TaskPrompts(
            Prompts(model.prompts or settings.prompts),
            Channels().without(model.without),
            model.answer_tokens,
            wanted,
        )

    def key(self, problem_id: str) -> str:
        """Under which the hash of a problem's prompt is stored."""
        return content_key("task prompt", problem_id, *self._settings)

    def describe(self) -> dict[str, Any]:
        """What the prompts depend on beside the theorem and the metric, as plain JSON."""
        return {
            "files": self.prompts.fingerprint,
            "channels": list(self.channels.names),
            "answer_tokens": self.answer_tokens,
        }

    def keep(self, context: RunContext) -> None:
        """Render the prompt of a theorem and store it, if it was not before.

        Nothing is kept of one that is too long for any model of that size.
        """
        repository = context.repository
        key = self.key(context.problem_id)
        if repository.structure(key) is not None:
            return
        budget = Budget(_CONTEXT_TOKENS, self.answer_tokens, estimate_tokens)
        material = gather(context, None, channels=self.channels)
        try:
            rendered = rewriter_prompt(material, self.channels, budget, self.prompts)
        except PromptTooLong:
            repository.store_structure(key, "task prompt", "")
            return
        about = {"channels": rendered.channels_used, "cut": rendered.cut}
        with repository.transaction():
            repository.answers.keep_prompt(
                rendered.prompt.digest, rendered.prompt.to_json() | about
            )
            repository.store_structure(key, "task prompt", rendered.prompt.digest)

    def hash_for(
        self, repository: Repository, problem_id: str, attempts: list[AttemptRecord]
    ) -> str | None:
        """The hash of a theorem's prompt, given a session's attempts; `None` if it has none."""
        for one in attempts:
            if one.proposer == PROPOSER and one.parent_attempt_id is None and one.prompt_hash:
                return one.prompt_hash
        return repository.structure(self.key(problem_id)) or None

    @cached_property
    def _settings(self) -> tuple[str, ...]:
        objective = self.wanted.objective
        return (
            self.prompts.fingerprint,
            ",".join(self.channels.names),
            str(self.answer_tokens),
            objective.text,
        )
