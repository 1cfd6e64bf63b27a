"""How a hand-off looks to people: short, and its commands on lines of their own."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text

from flows.history.handoff import HandOff, TheoremHandOff
from flows.output import visible

_TOLD = 5
"""Theorems, and ways for one of them or for each of several."""
_WAYS = 4
_WAYS_OF_MANY = 2


def print_hand_off(console: Console, handed: HandOff) -> None:
    """What failed, by theorem, and what to try next; nothing where there is neither."""
    barren = [one for one in handed.theorems if one.failures and not one.is_optimal]
    if barren:
        console.print()
        console.print(Text("Tried without success", style="bold"))
        for one in barren[:_TOLD]:
            _print_failures(console, one, _WAYS if len(barren) == 1 else _WAYS_OF_MANY)
        if len(barren) > _TOLD:
            console.print(f"  … and of {len(barren) - _TOLD} more theorems (--json has all)")
    if handed.advice:
        console.print()
        console.print(Text("What to try next", style="bold"))
        for advice in handed.advice:
            console.print(visible(f"  {advice.why}:"), soft_wrap=True)
            console.print(Text(visible(f"    {advice.command}"), style="cyan"), soft_wrap=True)


def _print_failures(console: Console, one: TheoremHandOff, limit: int) -> None:
    console.print(visible(f"  {one.theorem}"), soft_wrap=True)
    for each in one.failures[:limit]:
        said = f": {each.complaint} ({each.place})" if each.complaint else ""
        console.print(visible(f"    {each.way}, {each.attempts}×{said}"), soft_wrap=True)
