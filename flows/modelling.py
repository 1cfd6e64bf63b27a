"""From options and environment to the model that the nodes ask, or to none."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

from agents.channels import Channels
from agents.modelling import Modelling
from agents.prompting import Prompts
from flows.settings import Settings
from tools.errors import UserInputError
from tools.llm.endpoint import Endpoint
from tools.llm.errors import ModelUnavailable
from tools.llm.sampling import Sampling, Schedule
from tools.llm.urgency import Urgency

ProposerMode = Literal["model", "symbolic", "both"]
_HOTTEST = 2.0
SEARCHES_WITH_MODEL = 16
"""Theorems that are searched at a time with a model."""
_UNSAID_CONTEXT = 16_384
"""Tokens that a model is taken to hold where its server does not say."""


@dataclass(frozen=True)
class ModelOptions:
    """What the options of a command say about the model; ``None`` is what was not said."""

    proposer: str | None = None
    endpoint: str | None = None
    model: str | None = None
    adapter: str | None = None
    samples: int = 16
    rounds: int = 3
    temperatures: tuple[float, float] = (1.0, 1.4)
    """Of the first and the last round."""
    answer_tokens: int = 4096
    seed: int = 0
    without: str = ""
    """Channels of the scaffold to leave out."""
    prompts: Path | None = None
    veto: bool = False
    stops: bool = False
    """Whether answers end at their closing tags."""
    do_without: str = "`--proposer symbolic` does without a model."
    """What to do where the model's server is not there, as a sentence."""

    def to_json(self) -> dict[str, Any]:
        """All but where the model is served, which is never stored."""
        record = {name: value for name, value in asdict(self).items() if name != "endpoint"}
        prompts = None if self.prompts is None else str(self.prompts)
        return record | {"prompts": prompts, "temperatures": list(self.temperatures)}

    @staticmethod
    def from_json(record: Mapping[str, Any]) -> ModelOptions:
        """The options that :meth:`to_json` wrote."""
        names = {one.name for one in fields(ModelOptions)} - {"endpoint"}
        known = {name: record[name] for name in names & record.keys()}
        first, last = known.get("temperatures", ModelOptions.temperatures)
        prompts = known.get("prompts")
        known |= {"temperatures": (first, last), "prompts": Path(prompts) if prompts else None}
        return ModelOptions(**known)


@dataclass(frozen=True)
class Proposing:
    """Who proposes: the symbolic proposer, a model, or both."""

    symbolic: bool
    modelling: Modelling | None

    def check(self) -> None:
        """Raises :class:`UserInputError` if the model is not served, and
        :class:`tools.llm.errors.ModelUnavailable` if its server is not there."""
        if self.modelling is not None:
            with _saying(ModelOptions.do_without):
                self.modelling.context_tokens()

    @property
    def searches(self) -> int:
        """How many theorems are searched at a time. Lean has a queue of its own; a model wants many
        requests to be kept busy, and its threads do nothing but wait."""
        return (
            SEARCHES_WITH_MODEL
            if self.modelling is not None
            else max(2, min(4, os.cpu_count() or 2))
        )

    def describe(self) -> dict[str, Any]:
        """What results depend on, as plain JSON. Where the model is served is no part of it."""
        if self.modelling is None:
            return {"proposer": "symbolic"}
        one = self.modelling
        return {
            "proposer": "both" if self.symbolic else "model",
            "model": one.model.name,
            "adapter": one.model.adapter,
            "sampling": one.sampling.to_json(),
            "temperatures": [one.schedule.first, one.schedule.last],
            "rounds": one.rounds,
            "seed": one.seed,
            "channels": list(one.channels.names),
            "prompts": one.prompts.fingerprint,
            "stops": one.stops,
            "thorough": one.thorough,
            "veto": one.veto,
            "repairs": one.repairs,
            "skeletons": one.skeletons,
        }


SYMBOLIC = Proposing(symbolic=True, modelling=None)


@contextmanager
def proposing(
    options: ModelOptions, settings: Settings, urgency: Urgency = Urgency.INTERACTIVE
) -> Iterator[Proposing]:
    """Who proposes, with the connection to the model closed in the end.

    Without ``--proposer`` both do where an endpoint is named, otherwise the symbolic one alone.
    A server is asked nothing before it is needed, if the model's name is known: what is stored can
    be recalled without it. Raises :class:`UserInputError` for options that do not go together.
    """
    address = options.endpoint or settings.model_url
    mode = options.proposer or ("both" if address else "symbolic")
    if mode not in get_args(ProposerMode):
        raise UserInputError(f"--proposer must be model, symbolic or both, not {mode}.")
    if mode == "symbolic":
        if options.endpoint:
            raise UserInputError("--proposer symbolic asks no model: leave --endpoint out.")
        yield SYMBOLIC
        return
    if not address:
        raise UserInputError(
            f"--proposer {mode} asks a model: say where it is served with --endpoint URL or "
            "BURNISH_MODEL_URL. `burnish serve-model` serves one."
        )
    channels = Channels().without(options.without)
    prompts = Prompts(options.prompts or settings.prompts)
    sampling = Sampling(n=options.samples, max_tokens=options.answer_tokens)
    first, last = options.temperatures
    schedule = Schedule(options.rounds, first, last)
    # Behind the checks: the library of the client takes a second to load.
    from tools.llm.served import ServedModel

    name = options.model or settings.model or _served(address, options.do_without)
    with ServedModel(Endpoint(address, name, options.adapter)) as model:

        @cache
        def context_tokens() -> int:
            limits = model.limits()
            _require(address, limits.served, [name, options.adapter])
            tokens = limits.context_tokens or _UNSAID_CONTEXT
            if tokens <= options.answer_tokens:
                raise UserInputError(
                    f"--answer-tokens {options.answer_tokens} leaves no room for a prompt: {name} "
                    f"holds {tokens} tokens, prompt and answer together."
                )
            return tokens

        yield Proposing(
            mode == "both",
            Modelling(
                model=model,
                channels=channels,
                prompts=prompts,
                sampling=sampling,
                schedule=schedule,
                context_tokens=context_tokens,
                rounds=options.rounds,
                seed=options.seed,
                urgency=urgency,
                veto=options.veto,
                stops=options.stops,
            ),
        )


def read_temperatures(text: str) -> tuple[float, float]:
    """``1.0-1.4`` as two numbers, ``0.8`` as the same twice. Raises :class:`UserInputError`."""
    first, dash, last = text.partition("-")
    try:
        found = float(first), float(last if dash else first)
    except ValueError:
        found = (math.nan, math.nan)
    if not all(0 <= one <= _HOTTEST for one in found):
        raise UserInputError(
            f"--temperature must be a number from 0 to {_HOTTEST:g}, or two as in 1.0-1.4, "
            f"not {text}."
        )
    return found


def _served(address: str, do_without: str) -> str:
    """The model on a server that has only one."""
    from tools.llm.served import ServedModel

    with ServedModel(Endpoint(address, "any")) as anything, _saying(do_without):
        served = anything.limits().served
    if len(served) == 1:
        return served[0]
    there = f"there are {', '.join(served)}" if served else "the server does not say which it has"
    raise UserInputError(f"Name the model of {address} with --model: {there}.")


@contextmanager
def _saying(do_without: str) -> Iterator[None]:
    try:
        yield
    except ModelUnavailable as error:
        raise ModelUnavailable(f"{error} {do_without}") from error


def _require(address: str, served: Sequence[str], names: Sequence[str | None]) -> None:
    missing = [name for name in names if name is not None and name not in served]
    if served and missing:
        raise UserInputError(
            f"{address} does not serve {' or '.join(missing)}: there are {', '.join(served)}."
        )
