"""The settings of an evaluation: who proposes, by which metric, and without which channel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from agents.channels import Channels
from flows.modelling import SYMBOLIC, ProposerMode, Proposing
from tools.errors import UserInputError
from tools.llm.sampling import Schedule


@dataclass(frozen=True)
class Arm:
    """One setting that is run in a session of its own."""

    name: str
    metric: str
    """As the user wrote it."""
    proposer: ProposerMode
    without: str = ""
    """The channel of the scaffold that is left out."""
    against: str = ""
    """The arm that it is compared with; none if empty."""

    @property
    def asks_model(self) -> bool:
        return self.proposer != "symbolic"

    def proposing(self, base: Proposing, samples: int) -> Proposing:
        """Who proposes in this arm, given who could.

        The model alone gets one prompt for each theorem, of which `samples` answers are drawn, with
        nothing that would make one depend on another: so any k of them are as good as others. Both
        are the machine as `burnish optimize` runs it.
        """
        modelling = base.modelling
        if not self.asks_model or modelling is None:
            return SYMBOLIC
        modelling = replace(modelling, channels=modelling.channels.without(self.without))
        if self.proposer == "both":
            return Proposing(symbolic=True, modelling=modelling)
        temperature = modelling.schedule.first
        return Proposing(
            symbolic=False,
            modelling=replace(
                modelling,
                sampling=replace(modelling.sampling, n=samples),
                schedule=Schedule(1, temperature, temperature),
                rounds=1,
                thorough=True,
                veto=False,
                repairs=False,
                skeletons=False,
            ),
        )


def plan(
    metrics: Sequence[str], proposers: Sequence[str], ablate: Sequence[str], without: str
) -> tuple[Arm, ...]:
    """The arms of an evaluation, in the order in which they run and are shown.

    Each channel of `ablate` is left out in an arm of its own, which is compared with the one that
    has it; `without` are channels that no arm has. Proposers are compared with the first.
    Raises :class:`UserInputError` for names that are none, and for what would be ablated twice.
    """
    modes = [_mode(name) for name in dict.fromkeys(proposers)]
    channels = Channels().without(without)
    for name in ablate:
        channels.without(name)  # refuses what is no channel
        if name not in channels.names:
            raise UserInputError(f"--ablate {name}: --without leaves it out of all settings.")
    if ablate and not set(modes) - {"symbolic"}:
        raise UserInputError("--ablate leaves out what a model is told, and none is asked here.")
    arms = []
    for metric in dict.fromkeys(metrics):
        for mode in modes:
            arms.append(Arm(mode, metric, mode, against="" if mode == modes[0] else modes[0]))
            if mode != "symbolic":
                arms += [
                    Arm(f"{mode} without {one}", metric, mode, without=one, against=mode)
                    for one in dict.fromkeys(ablate)
                ]
    return tuple(arms)


def _mode(name: str) -> ProposerMode:
    for mode in get_args(ProposerMode):
        if name == mode:
            return mode  # type: ignore[no-any-return]  # get_args is untyped
    raise UserInputError(f"--proposer must be model, symbolic or both, not {name}.")
