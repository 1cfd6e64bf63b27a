"""The settings of the rules."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

from tools.errors import UserInputError
from tools.iteration.modes import Mode


@dataclass(frozen=True)
class Rules:
    """How pairs are made of a round. Raises :class:`tools.errors.UserInputError`."""

    replay: Mode = "mark"
    rho: float = 0.5
    """The share of replayed items in a round after the first."""
    pi_max: float = 0.9
    """The highest improvement rate of a theorem that is taught."""
    gamma: float = 50.0
    """The percentile of the round's scores that a winner is above."""
    winners: int = 4
    losers: int = 4
    """Of a theorem."""
    human_weight: float = 0.0
    """What a person's word counts, in the metric's own units."""
    seed: int = 0

    def __post_init__(self) -> None:
        for option, fine, wanted in (
            ("--replay", self.replay in get_args(Mode), "mark, join or replace"),
            ("--rho", 0 <= self.rho <= 1, "from 0 to 1"),
            ("--pi-max", 0 <= self.pi_max <= 1, "from 0 to 1"),
            ("--gamma", 0 <= self.gamma <= 100, "from 0 to 100"),
            ("--winners", self.winners >= 1, "at least 1"),
            ("--losers", self.losers >= 0, "at least 0"),
            ("--human-weight", 0 <= self.human_weight < float("inf"), "0 or more"),
        ):
            if not fine:
                raise UserInputError(f"{option} must be {wanted}.")
