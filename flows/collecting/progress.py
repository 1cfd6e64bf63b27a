"""Who is told how a collection goes."""

from __future__ import annotations

from flows.collecting.round_outcome import RoundOutcome
from flows.searching import Observer


class CollectObserver(Observer):
    """Is told how the work goes; this one does not care.

    `total` comes once for each round, with the theorems that are searched in it.
    """

    def round(self, number: int, rounds: int, finished: int) -> None:
        """A round begins or goes on, of whose theorems some are finished."""

    def selected(self, outcome: RoundOutcome) -> None:
        """The pairs of a round are stored."""
