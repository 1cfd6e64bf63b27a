"""What an export is asked for."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from tools.errors import UserInputError
from tools.training_data.records import Format, Kind, Style

Human = Literal["include", "exclude", "only"]
_Name = TypeVar("_Name", bound=str)
_LONGEST_LICENCE = 200


@dataclass(frozen=True)
class ExportOptions:
    """The options of the command."""

    collections: tuple[str, ...]
    """Sessions of collections; empty for all that are stored."""
    output: Path
    formats: tuple[Format, ...] = ("jsonl",)
    kinds: tuple[Kind, ...] = ("preference", "sft")
    styles: tuple[Style, ...] = ("conversational",)
    human: Human = "include"
    human_weight: float = 1.0
    """Of a person's preference; a collection's weighs 1."""
    metrics: tuple[str, ...] = ()
    """As collections name them; empty for all."""
    rounds: tuple[int, ...] = ()
    """Empty for all; with some, people's preferences are still in."""
    licence: str | None = None
    limit: int | None = None
    """Rows of a kind at most."""
    seed: int = 0
    force: bool = False
    """Whether an earlier export in the folder may be replaced."""
    leave_out_held: bool = False
    """Whether theorems that are held out are passed over; otherwise they are refused."""

    def __post_init__(self) -> None:
        """Raises :class:`UserInputError` for what cannot be meant."""
        if not (math.isfinite(self.human_weight) and self.human_weight >= 0):
            raise UserInputError("--human-weight is a number of 0 or more.")
        licence = self.licence
        if licence is not None and (
            not licence.strip() or len(licence) > _LONGEST_LICENCE or not licence.isprintable()
        ):
            raise UserInputError(
                f"--licence is one line of at most {_LONGEST_LICENCE} characters, such as "
                "Apache-2.0."
            )
        if self.collections and self.human == "only":
            raise UserInputError("--human only takes no collection: say one or the other.")


def named(option: str, given: str, known: tuple[_Name, ...]) -> tuple[_Name, ...]:
    """The names in a list with commas, in the order in which they are known, each once.

    Raises :class:`UserInputError` for one that is not known, and if there is none.
    """
    wanted = {one.strip() for one in given.split(",")}
    if strange := wanted - set(known):
        raise UserInputError(
            f"{option} is {' or '.join(known)}, or several with commas between; not "
            f"{min(strange)!r}."
        )
    return tuple(one for one in known if one in wanted)
