"""The channels of the scaffold: what a model is told beside the theorem, its proof and the task.

Each has a switch, so that an ablation is a setting.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from tools.errors import UserInputError


@dataclass(frozen=True)
class Channels:
    """Which channels are open."""

    context: bool = True
    """The declarations that the theorem rests on."""
    states: bool = True
    """The goals after each tactic, as comments in the proof."""
    sketch: bool = True
    """The theorem and its proof in words."""
    examples: bool = True
    """Worked examples for the metric, one of them of what not to do."""
    notes: bool = True
    """What the critic said to try next."""
    diagnostics: bool = True
    """What Lean said of attempts that it rejected."""

    @property
    def names(self) -> tuple[str, ...]:
        """The open ones."""
        return tuple(one.name for one in fields(self) if getattr(self, one.name))

    def without(self, names: str) -> Channels:
        """These channels but for some, named with commas between them.

        Raises :class:`UserInputError` for a name that is none.
        """
        closed = [name.strip() for name in names.split(",") if name.strip()]
        known = [one.name for one in fields(self)]
        for name in closed:
            if name not in known:
                raise UserInputError(
                    f"There is no channel {name} to leave out. There are {', '.join(known)}."
                )
        return replace(self, **dict.fromkeys(closed, False))
