"""What the model is told in a call: the material that the state points to, made into a prompt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import structlog

from agents import repairs
from agents.channels import Channels
from agents.material import Material, gather, remarks
from agents.modelling import Modelling
from agents.prompting import Prompts
from agents.runtime import RunContext
from agents.scaffold import Budget, PromptTooLong, Rendered
from agents.state import ORIGINAL, State
from storage.keys import content_key
from storage.records import AttemptRecord
from tools.llm.tokens import estimate_tokens

_log = structlog.get_logger(__name__)
Write = Callable[[Material, Channels, Budget, Prompts], Rendered]
"""One of the functions of :mod:`agents.scaffold` that make prompts."""
_DIAGNOSTICS = 4
"""Of the rejected attempts of a round."""


@dataclass(frozen=True)
class Teller:
    """Makes the prompts about one search as it stands."""

    state: State
    context: RunContext
    modelling: Modelling

    def render(self, write: Write, material: Material) -> Rendered | None:
        """The prompt; ``None`` if the theorem does not fit the model, which is then not asked."""
        modelling = self.modelling
        budget = Budget(modelling.context_tokens(), modelling.sampling.max_tokens, estimate_tokens)
        try:
            return write(material, modelling.channels, budget, modelling.prompts)
        except PromptTooLong as error:
            key = unfit_key(self.context)
            if self.context.repository.structure(key) is None:
                _log.warning("model", theorem=material.name, why=str(error))
                self.context.repository.store_structure(key, "unfit", str(error))
            return None

    def parent(self) -> Material:
        """About the proof that the next candidates are to be made from."""
        attempt = self.context.parent(self.context.attempts(), self.state["parent"])
        return self.about(attempt)

    def about(self, attempt: AttemptRecord | None) -> Material:
        """About a verified attempt, or the original; what is known beside it is in it."""
        own = (ORIGINAL if attempt is None else attempt.id) == self.state["parent"]
        given = gather(
            self.context,
            attempt,
            channels=self.modelling.channels,
            regions=[(start, end) for start, end in self.state["regions"]] if own else [],
        )
        return replace(
            given,
            sketch=self._sketch(),
            notes=notes_of(self.context),
            diagnostics=self._diagnostics(),
            symbolic="" if attempt is None or attempt.model is None else self._symbolic(),
        )

    def _symbolic(self) -> str:
        """The best proof that was found without the model, beside one of the model's own."""
        made = [one for one in self.context.attempts().values() if one.model is None]
        ranked = self.context.ranked(made)
        better = ranked and ranked[0].score > self.context.original_score
        return ranked[0].attempt.proof if better else ""

    def _sketch(self) -> str:
        """The model's own; one that is rendered from the proof tells nothing new."""
        stored = self.context.repository.structure(self.state["sketch"])
        return stored["written"] if isinstance(stored, dict) else ""

    def _diagnostics(self) -> tuple[str, ...]:
        """Why Lean rejected what the model proposed last, what is most frequent first."""
        made = [one for one in self.context.attempts().values() if one.model is not None]
        last = max((one.round for one in made), default=0)
        counted: dict[str, int] = {}
        for attempt in made:
            if attempt.round == last:
                for told in complaints(self.context, attempt)[:1]:
                    counted[told] = counted.get(told, 0) + 1
        return tuple(sorted(counted, key=lambda one: -counted[one])[:_DIAGNOSTICS])


def complaints(context: RunContext, attempt: AttemptRecord) -> tuple[str, ...]:
    """Why Lean rejected an attempt; nothing if it did not."""
    verdict = repairs.rejection(context, attempt)
    return () if verdict is None else remarks(verdict, attempt.proof)


def unfit_key(context: RunContext) -> str:
    """Under which it is stored why a theorem does not fit the model, if it does not."""
    return content_key("unfit", context.session, context.problem_id)


def notes_key(context: RunContext) -> str:
    """Under which the critic's notes of a search are stored, each with its round."""
    return content_key("notes", context.session, context.problem_id)


def notes_of(context: RunContext) -> tuple[str, ...]:
    """The critic's notes so far, oldest first."""
    stored: list[tuple[int, str]] = context.repository.structure(notes_key(context)) or []
    return tuple(text for _, text in stored)
