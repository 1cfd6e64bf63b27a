"""The forms of `optimize-file` and `optimize-project`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import Field

from flows.commands import model_options as defaults
from flows.commands.optimize import DEFAULT_SECONDS
from flows.service.parameters import (
    DAY,
    METRIC_HINTS,
    Form,
    Guards,
    Metric,
    ModelForm,
    Name,
    Objective,
    Proposer,
)

if TYPE_CHECKING:
    from flows.optimize import Options


class SearchForm(Form):
    """What every optimization asks for, whatever it is pointed at."""

    metric: Metric = Field(
        default="length", title="Metric", description=f"What is to get better. {METRIC_HINTS}"
    )
    objective: Objective = ""
    guards: Guards = Field(default=[])
    pareto: list[Metric] = Field(
        default=[],
        title="Front",
        description="Keep the best compromises of these metrics too. Empty: no front is kept.",
    )
    proposer: Proposer = "auto"
    seconds: float = Field(
        default=DEFAULT_SECONDS,
        ge=1,
        le=30 * DAY,
        title="Seconds",
        description="Time for the whole run. The same form again goes on where it stopped.",
    )
    rounds: int = Field(
        default=defaults.DEFAULT_ROUNDS,
        ge=1,
        le=1000,
        title="Rounds",
        description="Rounds for each theorem, each from the best so far.",
    )
    candidates: int = Field(
        default=defaults.DEFAULT_CANDIDATES,
        ge=1,
        le=10_000,
        title="Candidates",
        description="Proofs that are tried in a round.",
    )
    write: bool = Field(
        default=False,
        title="Write",
        description="Replace the proofs in the files in the end. Lean has accepted each of them.",
    )
    require_approval: bool = Field(
        default=False,
        title="Require approval",
        description="Wait for a person who accepts or rejects what was found; then write what was "
        "accepted, and nothing else.",
    )
    model: ModelForm = Field(
        default=ModelForm(),
        title="Language model",
        description="Only of use where a model is served.",
    )

    def options(self) -> Options:
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
        default=[],
        title="Theorems",
        description="Names of theorems in the file. Empty: all of them.",
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
        default=[],
        title="Files",
        description="Only files of these names below it, such as Algebra/*.lean. Empty: all.",
    )
