"""Progress of `burnish optimize` on standard error: a bar on a terminal, plain lines otherwise."""

from __future__ import annotations

import threading
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from agents.runtime import Progress
from flows.results import TheoremResult
from flows.searching import Observer


class BarObserver(Observer):
    """A bar that counts theorems and says what is being worked on."""

    def __init__(self, console: Console) -> None:
        self._bar = Bar(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[now]}"),
            console=console,
            transient=True,
        )
        self._task = self._bar.add_task("theorems", total=None, now="asking Lean")

    def __enter__(self) -> BarObserver:
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def total(self, theorems: int) -> None:
        self._bar.update(self._task, total=theorems, now="")

    def advanced(self, progress: Progress) -> None:
        score = f"{progress.original_score[0]:g} → {progress.best_score[0]:g}"
        now = f"{progress.theorem}  {score}  ({progress.candidates} tried)"
        self._bar.update(self._task, now=now)

    def done(self, result: TheoremResult) -> None:
        self._bar.advance(self._task)


class LineObserver(Observer):
    """One line for each theorem that is done."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._lock = threading.Lock()
        self._total = 0
        self._done = 0

    def __enter__(self) -> LineObserver:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing is left open."""

    def total(self, theorems: int) -> None:
        self._total = theorems

    def done(self, result: TheoremResult) -> None:
        with self._lock:
            self._done += 1
            count = f"[{self._done}/{self._total}]"
            if result.before is None or result.after is None:
                told = "skipped"
            elif result.proved:
                told = "proved"
            elif result.verdict != "verified":
                told = "not proved"
            else:
                told = f"{result.metric} {result.before:g} → {result.after:g}"
            self._console.print(f"{count} {result.theorem}: {told}", soft_wrap=True)


def observer_for(console: Console) -> BarObserver | LineObserver:
    """A bar if the console is a terminal."""
    return BarObserver(console) if console.is_terminal else LineObserver(console)
