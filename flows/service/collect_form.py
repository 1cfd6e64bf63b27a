"""The form of `collect`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import ConfigDict, Field

from flows.commands import model_options as defaults
from flows.service.parameters import (
    DAY,
    METRIC_HINTS,
    AnswersForm,
    Form,
    Guards,
    Metric,
    Objective,
    Proposer,
)

if TYPE_CHECKING:
    from flows.collecting.options import CollectOptions


class RulesForm(Form):
    """How preference pairs are made of a round; docs/collecting.md says it at length."""

    model_config = ConfigDict(title="Rules")

    replay: Literal["mark", "join", "replace"] = Field(
        default="mark",
        title="Replay",
        description="What a theorem that improved before has in a later round. mark: its new "
        "candidates; join: new and old ones; replace: the old ones.",
    )
    rho: float = Field(
        default=0.5, ge=0, le=1, title="Share", description="Of such theorems in a round."
    )
    pi_max: float = Field(
        default=0.9,
        ge=0,
        le=1,
        title="Ease",
        description="Theorems of whose candidates a greater share improve are too easy.",
    )
    gamma: float = Field(
        default=50.0,
        ge=0,
        le=100,
        title="Percentile",
        description="Winners score above this percentile of the round.",
    )
    winners: int = Field(
        default=4, ge=1, le=1000, title="Winners", description="Of a theorem, at most."
    )
    losers: int = Field(
        default=4, ge=0, le=1000, title="Losers", description="Of a theorem, at most."
    )
    human_weight: float = Field(
        default=0.0,
        ge=0,
        title="Human weight",
        description="How much better a proof counts that people accepted, in the metric's units, "
        "and how much worse one that they rejected.",
    )


class SampledForm(AnswersForm):
    """The language model that draws candidates. Nothing here is needed without one."""

    model_config = ConfigDict(title="Language model")

    temperature: str = Field(
        default="1.0",
        title="Temperature",
        description="A number from 0 to 2, or those of the first and the last round: 1.0-1.4.",
    )


class Collect(Form):
    """Candidate proofs for a whole corpus, and preference pairs made of them, for training."""

    corpus: str = Field(
        min_length=1,
        title="Corpus",
        description="A stored corpus (`burnish corpus list` has their names), or a folder, Lake "
        "project or LeanDojo trace on the server's machine, which is stored as one first. Only "
        "theorems of its training split are searched.",
    )
    metric: Metric = Field(
        default="length",
        title="Metric",
        description=f"What a better proof is better by. {METRIC_HINTS}",
    )
    objective: Objective = ""
    guards: Guards = Field(default=[])
    proposer: Proposer = "auto"
    rounds: int = Field(
        default=1, ge=1, le=1000, title="Rounds", description="Over the whole corpus."
    )
    after: str = Field(
        default="",
        title="After",
        description="The session of a finished collection whose rounds count as earlier ones: of "
        "the model before it was trained, say. Empty: none.",
    )
    pool: str = Field(
        default="",
        title="Work pool",
        description="Let the workers of this pool search (`burnish worker --pool NAME`, on any "
        "machine). Empty: this machine.",
    )
    search_rounds: int = Field(
        default=defaults.DEFAULT_ROUNDS,
        ge=1,
        le=1000,
        title="Search rounds",
        description="Of the symbolic proposer, for each theorem.",
    )
    candidates: int = Field(
        default=defaults.DEFAULT_CANDIDATES,
        ge=1,
        le=10_000,
        title="Candidates",
        description="Of the symbolic proposer, in a search round.",
    )
    seconds: float = Field(
        default=0,
        ge=0,
        le=365 * DAY,
        title="Seconds",
        description="Time for the whole run; 0 for no limit. The same form again goes on, and "
        "ends with the same pairs.",
    )
    seed: int = Field(default=0, ge=0, title="Seed", description="Of all that is left to chance.")
    rules: RulesForm = Field(
        default=RulesForm(), title="Rules", description="How pairs are made of a round."
    )
    model: SampledForm = Field(
        default=SampledForm(),
        title="Language model",
        description="Only of use where a model is served.",
    )

    def options(self) -> CollectOptions:
        """What the options of `burnish collect` would say. Raises
        :class:`tools.errors.UserInputError`."""
        from dataclasses import replace

        from flows.collecting.options import CollectOptions
        from tools.iteration.rules import Rules

        model = self.model.options(None if self.proposer == "auto" else self.proposer)
        return CollectOptions(
            corpus=self.corpus,
            metric=self.objective.strip() or self.metric,
            rounds=self.rounds,
            search_rounds=self.search_rounds,
            candidates=self.candidates,
            rules=Rules(**self.rules.model_dump(), seed=self.seed),
            guards=tuple(guard.strip() for guard in self.guards if guard.strip()),
            seconds=self.seconds or None,
            after=self.after or None,
            model=replace(model, rounds=1, seed=self.seed),
        )
