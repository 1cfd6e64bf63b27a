"""Single lines that may close a goal: the portfolio's tactics, alone and all in one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tools.rewriting.lemmas import lemma_sets
from tools.rewriting.outline import Outline
from tools.rewriting.portfolio import SEARCH, closer

_WIDEST = 70
"""Columns of a tactic with its lemmas."""
_MENDING = ("simp_all", "omega", "assumption", "rfl")
"""What closes most goals that a case distinction leaves."""
_MULTIPLYING = ("Nat.mul_add", "Nat.add_mul")
"""Rules that make products of sums what linear arithmetic can add up."""


@dataclass(frozen=True)
class Closers:
    """What to try on a goal, likeliest first."""

    alone: tuple[str, ...]
    """Tactics, one by one."""
    together: str
    """One tactic that tries them all; empty if there is none."""

    @property
    def quick(self) -> tuple[str, ...]:
        """A few that close most of what is left after a goal was split, and all in one."""
        few = [one for one in self.alone if one.split(" [")[0] in _MENDING or one.startswith("(")]
        return tuple(filter(None, [*few, self.together]))


def closers(outline: Outline, portfolio: Sequence[str]) -> Closers:
    """The closing tactics for goals of a statement, with the functions that it speaks of."""
    promising = sorted(portfolio, key=lambda tactic: -closer(tactic).chance)
    found = list(dict.fromkeys(text for one in promising for text in _with_lemmas(outline, one)))
    trusted = [text for text in found if text != SEARCH]
    # What fails fast comes first.
    swift = sorted(trusted, key=lambda text: text not in ("rfl", "assumption"))
    mixed = list(_arithmetic(outline, portfolio))
    tried = [*swift, *mixed]
    together = f"(first | {' | '.join(tried)})" if tried else ""
    return Closers((*found, *mixed), together)


def _arithmetic(outline: Outline, portfolio: Sequence[str]) -> Iterator[str]:
    """Unfold and multiply out, then leave the rest to linear arithmetic."""
    if not {"simp_all", "omega"} <= set(portfolio) or not outline.blocks:
        return
    statement = outline.slice(0, outline.view.value.start)
    heads = next(iter(lemma_sets(outline, outline.blocks[0], 0)), ())
    if heads:
        yield f"(simp_all [{', '.join(heads)}] <;> omega)"
        yield f"(simp only [{', '.join(heads)}]; repeat first | omega | split)"
    if "*" in statement:
        yield f"(simp_all [{', '.join([*heads, *_MULTIPLYING])}] <;> omega)"


def _with_lemmas(outline: Outline, tactic: str) -> Iterator[str]:
    if closer(tactic).lemma_chance and outline.blocks:
        for lemmas in lemma_sets(outline, outline.blocks[0], 0):
            names = [name.lstrip("← ") for name in lemmas] if tactic == "grind" else lemmas
            text = f"{tactic} [{', '.join(names)}]"
            if len(text) <= _WIDEST:
                yield text
    yield tactic
