"""The forms from which runs are started: fields that explain themselves, with defaults and bounds.

A form is the parameters of a flow, as the dashboard shows them and as REST takes them. The command
line asks for the same in other words; what both leave out has the defaults of the command line.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from flows.commands import model_options as defaults
from flows.commands.optimize import DEFAULT_SECONDS
from flows.modelling import ModelOptions, read_temperatures
from tools.errors import UserInputError
from tools.metrics import METRICS

if TYPE_CHECKING:
    from flows.evaluate import Options as EvaluateOptions
    from flows.optimize import Options as OptimizeOptions

_DAY = 86_400.0
_HINTS = (
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
AnyForm = TypeVar("AnyForm", bound="Form")


class Form(BaseModel):
    """What all forms have in common: nothing that they do not know, no field left out in JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True, protected_namespaces=())


class ModelForm(Form):
    """The language model that proposes proofs. Nothing here is needed without one."""

    model_config = ConfigDict(title="Language model")

    endpoint: str = Field(
        "",
        title="Endpoint",
        description="Where a model is served, such as http://localhost:8000/v1. Empty: the one "
        "that the server was started with, or none.",
    )
    model: str = Field(
        "",
        title="Name",
        description="The model's name there. Empty: the one that is served, if it is only one.",
    )
    adapter: str = Field(
        "", title="Adapter", description="A LoRA adapter that is loaded there. Empty: none."
    )
    samples: int = Field(
        defaults.DEFAULT_SAMPLES,
        ge=1,
        le=1024,
        title="Answers",
        description="How many answers a round asks for.",
    )
    rounds: int = Field(
        defaults.DEFAULT_MODEL_ROUNDS,
        ge=1,
        le=100,
        title="Rounds",
        description="How often the model is asked for each theorem.",
    )
    temperature: str = Field(
        defaults.DEFAULT_TEMPERATURE,
        title="Temperature",
        description="A number from 0 to 2, or those of the first and the last round: 1.0-1.4.",
    )
    answer_tokens: int = Field(
        defaults.DEFAULT_ANSWER_TOKENS,
        ge=1,
        le=1_000_000,
        title="Tokens",
        description="The longest answer, its thinking included.",
    )
    seed: int = Field(0, ge=0, title="Seed", description="Of all that is sampled.")
    without: list[Channel] = Field(
        [], title="Leave out", description="What the model is not told about a theorem."
    )
    veto: bool = Field(
        False,
        title="Veto",
        description="Let the model refuse proofs that are hard to read. It can never accept one.",
    )
    stop_at_tag: bool = Field(
        False,
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
            rounds=self.rounds,
            temperatures=read_temperatures(self.temperature),
            answer_tokens=self.answer_tokens,
            seed=self.seed,
            without=",".join(self.without),
            veto=self.veto,
            stops=self.stop_at_tag,
        )


class SearchForm(Form):
    """What every optimization asks for, whatever it is pointed at."""

    metric: Metric = Field("length", title="Metric", description=f"What is to get better. {_HINTS}")
    objective: str = Field(
        "",
        title="Own objective",
        description="In place of the metric: a sum (length+2*modularity), an order "
        "(length,tokens), or a function of your own (path/to/file.py:function).",
    )
    guards: list[str] = Field(
        [],
        title="Guards",
        description="What may not get worse, one a line: heartbeats<=1.1x, depth<=original.",
    )
    pareto: list[Metric] = Field(
        [],
        title="Front",
        description="Keep the best compromises of these metrics too. Empty: no front is kept.",
    )
    proposer: Literal["auto", "symbolic", "model", "both"] = Field(
        "auto",
        title="Proposer",
        description="Who proposes proofs. symbolic: Burnish's own rewriting, without a model; "
        "auto: both where an endpoint is known, otherwise symbolic.",
    )
    seconds: float = Field(
        DEFAULT_SECONDS,
        ge=1,
        le=30 * _DAY,
        title="Seconds",
        description="Time for the whole run. The same form again goes on where it stopped.",
    )
    rounds: int = Field(
        defaults.DEFAULT_ROUNDS,
        ge=1,
        le=1000,
        title="Rounds",
        description="Rounds for each theorem, each from the best so far.",
    )
    candidates: int = Field(
        defaults.DEFAULT_CANDIDATES,
        ge=1,
        le=10_000,
        title="Candidates",
        description="Proofs that are tried in a round.",
    )
    write: bool = Field(
        False,
        title="Write",
        description="Replace the proofs in the files in the end. Lean has accepted each of them.",
    )
    require_approval: bool = Field(
        False,
        title="Require approval",
        description="Wait for a person who accepts or rejects what was found; then write what was "
        "accepted, and nothing else.",
    )
    model: ModelForm = Field(
        ModelForm(),
        title="Language model",
        description="Only of use where a model is served.",
    )

    def options(self) -> OptimizeOptions:
        """What the options of `burnish optimize` would say. With approval nothing is written by
        the search. Raises :class:`UserInputError`."""
        from flows.optimize import Options

        return Options(
            metric=self.objective.strip() or (None if self._is_front else self.metric),
            rounds=self.rounds,
            candidates=self.candidates,
            seconds=self.seconds,
            write=self.write and not self.require_approval,
            lean=None,
            guards=tuple(guard.strip() for guard in self.guards if guard.strip()),
            pareto=",".join(self.pareto) or None,
            model=self.model.options(None if self.proposer == "auto" else self.proposer),
        )

    @property
    def _is_front(self) -> bool:
        """Whether the front says what counts most: a metric that nobody chose does not."""
        return bool(self.pareto) and "metric" not in self.model_fields_set


class OptimizeFile(SearchForm):
    """Better proofs for the theorems of one Lean file."""

    file: str = Field(
        min_length=1,
        title="File",
        description="A Lean file on the server's machine; a path that is not absolute begins in "
        "the folder where the server was started.",
    )
    theorems: list[Name] = Field(
        [], title="Theorems", description="Names of theorems in the file. Empty: all of them."
    )

    @property
    def targets(self) -> tuple[str, ...]:
        """What `burnish optimize` would be pointed at."""
        return tuple(f"{self.file}:{name}" for name in self.theorems) or (self.file,)


class OptimizeProject(SearchForm):
    """Better proofs for the theorems of a folder of Lean files, or of a Lake project."""

    project: str = Field(
        min_length=1,
        title="Project",
        description="A folder of Lean files or a Lake project on the server's machine; a path "
        "that is not absolute begins in the folder where the server was started.",
    )
    files: list[str] = Field(
        [],
        title="Files",
        description="Only files of these names below it, such as Algebra/*.lean. Empty: all.",
    )


class Evaluate(Form):
    """How well a model, the symbolic proposer, or both do over a corpus."""

    targets: list[Name] = Field(
        min_length=1,
        title="Targets",
        description="Lean files, theorems in them (FILE:NAME), folders, Lake projects, or stored "
        "corpora (`burnish corpus list` has their names), one a line.",
    )
    metrics: list[Metric] = Field(
        ["length"], min_length=1, title="Metrics", description=f"What is to get better. {_HINTS}"
    )
    proposers: list[Literal["symbolic", "model", "both"]] = Field(
        [],
        title="Proposers",
        description="Who proposes; the others are compared with the first. Empty: the model where "
        "an endpoint is known, otherwise symbolic.",
    )
    at: list[Annotated[int, Field(ge=1, le=100_000)]] = Field(
        [1, 2, 4, 8, 16],
        min_length=1,
        title="Samples",
        description="best@k is told for each of these k.",
    )
    ablate: list[Literal["context", "states", "sketch", "examples"]] = Field(
        [], title="Ablations", description="Run without each of these channels too."
    )
    split: Literal["all", "train", "validation", "test"] = Field(
        "all", title="Split", description="Of a stored corpus."
    )
    rounds: int = Field(
        defaults.DEFAULT_ROUNDS,
        ge=1,
        le=1000,
        title="Rounds",
        description="Of the symbolic proposer, for each theorem.",
    )
    candidates: int = Field(
        defaults.DEFAULT_CANDIDATES,
        ge=1,
        le=10_000,
        title="Candidates",
        description="Of the symbolic proposer, in a round.",
    )
    seconds: float = Field(
        0,
        ge=0,
        le=30 * _DAY,
        title="Seconds",
        description="Time for the whole run; 0 for no limit. The same form again goes on.",
    )
    model: ModelForm = Field(
        ModelForm(),
        title="Language model",
        description="Only of use where a model is served.",
    )

    def options(self) -> EvaluateOptions:
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


def form_schema(form: type[Form]) -> dict[str, Any]:
    """The JSON schema of a form as Prefect takes it: references below ``definitions``, and a place
    for each field; what a form has of its own comes before what it shares."""
    schema = form.model_json_schema(ref_template="#/definitions/{model}")
    own = form.__annotations__
    names = sorted(schema["properties"], key=lambda name: name not in own)
    for position, name in enumerate(names):
        schema["properties"][name]["position"] = position
    return {
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
