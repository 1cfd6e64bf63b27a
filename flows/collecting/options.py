"""What a collection is asked to do, and what of it decides about its results."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from agents.modelling import Modelling
from agents.scoring import stored_name
from flows.modelling import SYMBOLIC, ModelOptions, Proposing
from flows.objectives import Wanted
from flows.requests import Settings
from tools.iteration.rules import Rules
from tools.iteration.tickets import ticket
from tools.llm.sampling import Schedule


@dataclass(frozen=True)
class CollectOptions:
    """The options of the command."""

    corpus: str
    """The name of a stored corpus, or a path that is stored as one first."""
    metric: str | None
    rounds: int
    """T."""
    search_rounds: int
    """Of the symbolic proposer for a theorem, as are the candidates in one."""
    candidates: int
    rules: Rules = field(default_factory=Rules)
    """With the seed of everything that is left to chance."""
    guards: tuple[str, ...] = ()
    seconds: float | None = None
    """For the whole command; `None` for no limit."""
    lean: str | None = None
    after: str | None = None
    """A finished collection whose rounds count as earlier ones, for instance of the model before it
    was trained."""
    model: ModelOptions = field(default_factory=ModelOptions)
    """`samples` are n, the answers for a theorem in a round."""

    def to_json(self) -> dict[str, Any]:
        """As plain JSON, for storage and for workers."""
        prompts = self.model.prompts
        model = asdict(self.model) | {"prompts": None if prompts is None else str(prompts)}
        return asdict(self) | {"model": model}

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> CollectOptions:
        """The options that :meth:`to_json` wrote."""
        model = dict(record["model"])
        model["temperatures"] = tuple(model["temperatures"])
        model["prompts"] = None if model["prompts"] is None else Path(model["prompts"])
        return CollectOptions(
            **{
                **record,
                "guards": tuple(record["guards"]),
                "rules": Rules(**record["rules"]),
                "model": ModelOptions(**model),
            }
        )

    def proposing(self, base: Proposing, number: int) -> Proposing:
        """Who proposes in round `number`, given who could.

        The model is asked once for each theorem, for n answers, as the method has it: no repairs,
        no skeletons, nothing that would make one answer depend on another. Its temperature goes
        from the first to the last over the rounds of the collection, and each round has a seed of
        its own.
        """
        modelling = base.modelling
        if modelling is None:
            return SYMBOLIC
        temperature = Schedule(self.rounds, *self.model.temperatures).at(number)
        asked: Modelling = replace(
            modelling,
            schedule=Schedule(1, temperature, temperature),
            rounds=1,
            seed=int(ticket(self.rules.seed, "round", str(number))[:8], 16),
            veto=False,
            repairs=False,
            skeletons=False,
        )
        return Proposing(base.symbolic, asked)

    def settings(self, wanted: Wanted, who: Proposing) -> Settings:
        """What the searches of a round depend on."""
        return Settings(
            wanted.objective.text,
            self.search_rounds if who.symbolic else 1,
            self.candidates if who.symbolic else 1,
            tuple(guard.text for guard in wanted.objective.guards),
            metrics=tuple(map(stored_name, wanted.metrics.values())),
            proposing=who.describe(),
        )

    def describe(self, corpus_id: str, wanted: Wanted, base: Proposing) -> dict[str, Any]:
        """What the pairs depend on, as plain JSON: equal for two commands that ask for the same."""
        return {
            "corpus": corpus_id,
            "after": self.after,
            "rounds": self.rounds,
            "rules": asdict(self.rules),
            "temperatures": list(self.model.temperatures),
            "settings": asdict(self.settings(wanted, self.proposing(base, 1))),
        }
