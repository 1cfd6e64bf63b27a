"""Goals and hypotheses of a proof, with the identities that tell one from another like it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Hypothesis:
    """One hypothesis of a goal."""

    name: str
    """As Lean shows it; an inaccessible one has Lean's dagger."""
    id: str
    """Lean's id of it, which stays the same from goal to goal until a tactic changes it."""
    type: str
    value: str | None
    """What a `let` or `set` variable stands for."""
    is_accessible: bool
    """Whether the proof's text could name it."""

    def __str__(self) -> str:
        return f"{self.name} : {self.type}" + ("" if self.value is None else f" := {self.value}")


@dataclass(frozen=True)
class Goal:
    """One goal of a proof."""

    id: str
    """Ours, unique in the tree: stock Lean prints no metavariable ids in its trace."""
    case: str
    """The goal's tag; empty if it has none."""
    hypotheses: tuple[Hypothesis, ...]
    target: str
    """What is to be shown, without the ``⊢``; in ``conv``, the term that is rewritten."""
    is_conversion: bool = False
    """Whether it is a goal of ``conv``, which shows ``|`` for the turnstile."""

    @property
    def mark(self) -> str:
        """What Lean shows before the target."""
        return "|" if self.is_conversion else "⊢"

    @property
    def lines(self) -> tuple[str, ...]:
        """The hypotheses as Lean shows them: neighbours of one type share a line."""
        return tuple(
            f"{' '.join(h.name for h in group)} : {key[0]}"
            + ("" if key[1] is None else f" := {key[1]}")
            for key, group in (
                (key, list(members))
                for key, members in groupby(self.hypotheses, key=lambda h: (h.type, h.value))
            )
        )

    def __str__(self) -> str:
        return "\n".join(
            [
                *([f"case {self.case}"] if self.case else []),
                *self.lines,
                f"{self.mark} {self.target}",
            ]
        )
