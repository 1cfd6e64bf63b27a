"""The form of `evaluate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from flows.commands import model_options as defaults
from flows.service.parameters import DAY, METRIC_HINTS, Form, Metric, ModelForm, Name

if TYPE_CHECKING:
    from flows.evaluate import Options


class Evaluate(Form):
    """How well a model, the symbolic proposer, or both do over a corpus."""

    targets: list[Name] = Field(
        min_length=1,
        title="Targets",
        description="Lean files, theorems in them (FILE:NAME), folders, Lake projects, or stored "
        "corpora (`burnish corpus list` has their names), one a line.",
    )
    metrics: list[Metric] = Field(
        default=["length"],
        min_length=1,
        title="Metrics",
        description=f"What is to get better. {METRIC_HINTS}",
    )
    proposers: list[Literal["symbolic", "model", "both"]] = Field(
        default=[],
        title="Proposers",
        description="Who proposes; the others are compared with the first. Empty: the model where "
        "an endpoint is known, otherwise symbolic.",
    )
    at: list[Annotated[int, Field(ge=1, le=100_000)]] = Field(
        default=[1, 2, 4, 8, 16],
        min_length=1,
        title="Samples",
        description="best@k is told for each of these k.",
    )
    ablate: list[Literal["context", "states", "sketch", "examples"]] = Field(
        default=[], title="Ablations", description="Run without each of these channels too."
    )
    split: Literal["all", "train", "validation", "test"] = Field(
        default="all", title="Split", description="Of a stored corpus."
    )
    rounds: int = Field(
        default=defaults.DEFAULT_ROUNDS,
        ge=1,
        le=1000,
        title="Rounds",
        description="Of the symbolic proposer, for each theorem.",
    )
    candidates: int = Field(
        default=defaults.DEFAULT_CANDIDATES,
        ge=1,
        le=10_000,
        title="Candidates",
        description="Of the symbolic proposer, in a round.",
    )
    seconds: float = Field(
        default=0,
        ge=0,
        le=30 * DAY,
        title="Seconds",
        description="Time for the whole run; 0 for no limit. The same form again goes on.",
    )
    model: ModelForm = Field(
        default=ModelForm(),
        title="Language model",
        description="Only of use where a model is served.",
    )

    def options(self) -> Options:
        """What the options of `burnish evaluate` would say. Raises :class:`UserInputError`."""
        from flows.evaluate import Options

        return Options(
            metrics=tuple(dict.fromkeys(self.metrics)),
            proposers=tuple(dict.fromkeys(self.proposers)),
            ks=tuple(sorted(set(self.at))),
            ablate=tuple(self.ablate),
            rounds=self.rounds,
            candidates=self.candidates,
            seconds=self.seconds or None,
            lean=None,
            split=None if self.split == "all" else self.split,
            model=self.model.options(None),
        )
