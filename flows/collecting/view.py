"""How a collection, and the estimate of one, look on a terminal."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.collecting.estimate import Estimate
from flows.collecting.outcome import CollectOutcome
from flows.collecting.spans import spoken
from flows.output import visible


def print_collection(console: Console, found: CollectOutcome) -> None:
    """What each round came to, and where it is stored."""
    title = f"{found.corpus}, {found.metric}: {found.theorems} theorems to learn from"
    console.print(Text(visible(title), style="bold"), soft_wrap=True)
    if found.rounds:
        console.print(_rounds(found))
    for name, why in found.left_out.items():
        console.print(Text(f"left out: {visible(name)}: {visible(why)}", "yellow"), soft_wrap=True)
    pairs = ", ".join(f"{count} {rule}" for rule, count in found.pairs.items())
    console.print(f"{sum(found.pairs.values())} pairs: {pairs}" if pairs else "no pairs yet")
    if not found.finished:
        done = f"{len(found.rounds)} of {found.wanted_rounds} rounds are finished"
        told = f"not finished ({found.reason}): {done}; the same command goes on"
        console.print(Text(told, "yellow"), soft_wrap=True)
    console.print(f"session: {found.session}", soft_wrap=True)
    if found.finished and pairs:
        told = f"burnish export {found.session} --output FOLDER"
        console.print(f"`{told}` writes them for training", soft_wrap=True)


def _rounds(found: CollectOutcome) -> Table:
    table = Table(box=None, pad_edge=False)
    names = ("round", "theorems", "candidates", "verified", "improved", "replayed", "too easy")
    for name in (*names, "winners", "losers", "pairs"):
        table.add_column(name, justify="right")
    for one in found.rounds:
        figures = (
            *(one.round, one.theorems, one.candidates, one.verified, one.improved, one.replayed),
            *(one.too_easy, one.winners, one.losers, sum(one.pairs.values())),
        )
        table.add_row(*map(str, figures))
    return table


def print_estimate(console: Console, found: Estimate) -> None:
    """What a collection would take."""
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column()
    table.add_column(overflow="fold")
    how_many = "" if found.is_exact else "about " if found.seconds is not None else "at most "
    table.add_row("corpus", visible(found.corpus))
    table.add_row(
        "theorems", f"{found.theorems}, in {found.files} file{'s' if found.files != 1 else ''}"
    )
    table.add_row("rounds", str(found.rounds))
    table.add_row("candidates", f"{how_many}{found.candidates:,}")
    unknown = "unknown: nothing like it was run here yet"
    table.add_row("time", unknown if found.seconds is None else f"about {spoken(found.seconds)}")
    if found.asks_model:
        told = "unknown: that model was asked nothing here yet"
        if found.prompt_tokens is not None and found.answer_tokens is not None:
            told = (
                f"about {found.prompt_tokens:,} of prompts, "
                f"about {found.answer_tokens:,} of answers"
            )
        table.add_row("tokens", told)
    table.add_row("measured on", visible(found.basis))
    console.print(table)
