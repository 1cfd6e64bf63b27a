"""The forms from which runs are started: fields that explain themselves, with defaults and bounds.

A form is the parameters of a flow, as the dashboard shows them and as REST takes them. The command
line asks for the same in other words; what both leave out has the defaults of the command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flows.commands import model_options as defaults
from flows.modelling import ModelOptions, read_temperatures
from tools.errors import UserInputError
from tools.metrics import METRICS

DAY = 86_400.0
METRIC_HINTS = (
    "length: fewer tactics; tokens: less text; dependency: fewer theorems from elsewhere; "
    "modularity and declarativity: more steps stated on the way; mixed: stated steps, yet short; "
    "heartbeats: quicker to check; depth, width and branching: the shape of the proof; "
    "brittleness: less that breaks when libraries change; completion: proofs for what does not "
    "check yet."
)

Metric = Annotated[str, Field(json_schema_extra={"enum": list(METRICS)})]
"""The name of one of Burnish's own metrics; :func:`flows.objectives.read_objective` checks it."""
Channel = Literal["context", "states", "sketch", "examples", "notes", "diagnostics"]
Name = Annotated[str, Field(min_length=1)]
Objective = Annotated[
    str,
    Field(
        title="Own objective",
        description="In place of the metric: a sum (length+2*modularity), an order "
        "(length,tokens), or a function of your own (path/to/file.py:function).",
    ),
]
Guards = Annotated[
    list[str],
    Field(
        title="Guards",
        description="What may not get worse, one a line: heartbeats<=1.1x, depth<=original.",
    ),
]
Proposer = Annotated[
    Literal["auto", "symbolic", "model", "both"],
    Field(
        title="Proposer",
        description="Who proposes proofs. symbolic: Burnish's own rewriting, without a model; "
        "auto: both where an endpoint is known, otherwise symbolic.",
    ),
]
AnyForm = TypeVar("AnyForm", bound="Form")


class Form(BaseModel):
    """What all forms have in common: nothing that they do not know, no field left out in JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True, protected_namespaces=())


class AnswersForm(Form):
    """A language model, and how it is asked for answers."""

    endpoint: str = Field(
        default="",
        title="Endpoint",
        description="Where a model is served, such as http://localhost:8000/v1. Empty: the one "
        "that the server was started with, or none.",
    )
    model: str = Field(
        default="",
        title="Name",
        description="The model's name there. Empty: the one that is served, if it is only one.",
    )
    adapter: str = Field(
        default="", title="Adapter", description="A LoRA adapter that is loaded there. Empty: none."
    )
    samples: int = Field(
        default=defaults.DEFAULT_SAMPLES,
        ge=1,
        le=1024,
        title="Answers",
        description="How many answers a round asks for.",
    )
    temperature: str = Field(
        default=defaults.DEFAULT_TEMPERATURE,
        title="Temperature",
        description="A number from 0 to 2, or those of the first and the last round: 1.0-1.4.",
    )
    answer_tokens: int = Field(
        default=defaults.DEFAULT_ANSWER_TOKENS,
        ge=1,
        le=1_000_000,
        title="Tokens",
        description="The longest answer, its thinking included.",
    )
    without: list[Channel] = Field(
        default=[], title="Leave out", description="What the model is not told about a theorem."
    )
    stop_at_tag: bool = Field(
        default=False,
        title="Stop at the tag",
        description="End answers at their closing tag: cheaper, but not for models that think.",
    )

    def options(self, proposer: str | None) -> ModelOptions:
        """What the options of a command would say. Raises :class:`UserInputError`."""
        return ModelOptions(
            proposer=proposer,
            endpoint=self.endpoint or None,
            model=self.model or None,
            adapter=self.adapter or None,
            samples=self.samples,
            temperatures=read_temperatures(self.temperature),
            answer_tokens=self.answer_tokens,
            without=",".join(self.without),
            stops=self.stop_at_tag,
        )


class ModelForm(AnswersForm):
    """The language model that proposes proofs. Nothing here is needed without one."""

    model_config = ConfigDict(title="Language model")

    rounds: int = Field(
        default=defaults.DEFAULT_MODEL_ROUNDS,
        ge=1,
        le=100,
        title="Rounds",
        description="How often the model is asked for each theorem.",
    )
    seed: int = Field(default=0, ge=0, title="Seed", description="Of all that is sampled.")
    veto: bool = Field(
        default=False,
        title="Veto",
        description="Let the model refuse proofs that are hard to read. It can never accept one.",
    )

    def options(self, proposer: str | None) -> ModelOptions:
        asked = super().options(proposer)
        return replace(asked, rounds=self.rounds, seed=self.seed, veto=self.veto)


def form_schema(form: type[Form]) -> dict[str, Any]:
    """The JSON schema of a form as Prefect takes it: references below ``definitions``, and a place
    for each field; what a form has of its own comes before what it shares."""
    schema = form.model_json_schema(ref_template="#/definitions/{model}")
    own = form.__annotations__
    names = sorted(schema["properties"], key=lambda name: name not in own)
    for position, name in enumerate(names):
        schema["properties"][name]["position"] = position
    return {
        "title": "Parameters",
        "type": "object",
        "properties": schema["properties"],
        "required": schema.get("required", []),
        "definitions": schema.get("$defs", {}),
    }


def read_form(form: type[AnyForm], given: Mapping[str, Any]) -> AnyForm:
    """The form as it was filled in. Raises :class:`UserInputError` with the first field that is
    wrong, and why."""
    try:
        return form.model_validate(dict(given))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise UserInputError(f"{place} cannot be used: {first['msg']}.") from error
