"""Progress of `burnish collect` on standard error: a bar on a terminal, plain lines otherwise."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
from rich.progress import Progress as Bar

from agents.runtime import Progress
from flows.collecting.progress import CollectObserver
from flows.collecting.round_outcome import RoundOutcome
from flows.collecting.spans import spoken
from flows.output import visible
from flows.results import TheoremResult


class TimeLeft:
    """How long a round will still take, by how fast this command went so far."""

    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._begun = now()
        self._total = self._done = self._found = 0

    def begin(self, finished: int) -> None:
        """A round begins, of whose theorems some were finished before."""
        self._begun = self._now()
        self._found = self._done = finished

    def total(self, theorems: int) -> None:
        """How many it has in all."""
        self._total = theorems

    def advance(self) -> None:
        """One more is finished."""
        self._done += 1

    @property
    def count(self) -> str:
        return f"[{self._done}/{self._total}]"

    @property
    def left(self) -> str:
        """For people; empty as long as nothing is known, and in the end."""
        done = self._done - self._found
        if not done or self._done >= self._total:
            return ""
        each = (self._now() - self._begun) / done
        return f"about {spoken(each * (self._total - self._done))} left"


class _Shown(CollectObserver):
    """What both kinds of progress know."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._time = TimeLeft()
        self._round = ""

    def round(self, number: int, rounds: int, finished: int) -> None:
        self._round = f"round {number} of {rounds}"
        self._time.begin(finished)

    def total(self, theorems: int) -> None:
        self._time.total(theorems)

    def selected(self, outcome: RoundOutcome) -> None:
        told = f"{sum(outcome.pairs.values())} pairs of {outcome.candidates} candidates"
        self._console.print(f"round {outcome.round}: {told}", soft_wrap=True)


class _Lines(_Shown):
    """One line for each theorem that is done."""

    def __init__(self, console: Console) -> None:
        super().__init__(console)
        self._lock = threading.Lock()

    def done(self, result: TheoremResult) -> None:
        with self._lock:
            self._time.advance()
            told = f"{self._round} {self._time.count} {result.theorem}: {_what_came_of(result)}"
            left = f" ({self._time.left})" if self._time.left else ""
            self._console.print(visible(told + left), soft_wrap=True)


class _Bar(_Shown):
    """A bar for the round that is searched."""

    def __init__(self, console: Console, bar: Bar) -> None:
        super().__init__(console)
        self._bar = bar
        self._task = bar.add_task("reading the corpus", total=None, now="", left="")

    def round(self, number: int, rounds: int, finished: int) -> None:
        super().round(number, rounds, finished)
        self._bar.update(self._task, description=self._round, completed=finished, now="", left="")

    def total(self, theorems: int) -> None:
        super().total(theorems)
        self._bar.update(self._task, total=theorems)

    def advanced(self, progress: Progress) -> None:
        self._bar.update(
            self._task, now=visible(f"{progress.theorem} ({progress.candidates} tried)")
        )

    def done(self, result: TheoremResult) -> None:
        self._time.advance()
        self._bar.update(self._task, advance=1, left=self._time.left)


@contextmanager
def observing(console: Console) -> Iterator[CollectObserver]:
    """Progress: a bar if the console is a terminal, lines otherwise."""
    if not console.is_terminal:
        yield _Lines(console)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TextColumn("{task.fields[left]}"),
        TextColumn("{task.fields[now]}"),
    )
    with Bar(*columns, console=console, transient=True) as bar:
        yield _Bar(console, bar)


def _what_came_of(result: TheoremResult) -> str:
    if result.before is None or result.after is None:
        return "left out"
    return f"{result.metric} {result.before:g} → {result.after:g}, {result.candidates} tried"
