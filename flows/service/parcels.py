"""What is sent to workers, and how long they are waited for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tools.errors import BurnishError

UNIT, ROWS = "unit", "rows"
"""Names in a run's mailbox: what is left for the run, and what it leaves."""


class RowsRefused(BurnishError):
    """What a worker sent back cannot be stored; the unit is sent again."""


class UnitsLost(BurnishError):
    """A unit of work came to nothing, whoever did it."""


@dataclass(frozen=True)
class Patience:
    """Seconds."""

    silence: float = 25.0
    """Without a sign of life, after which a run is dead."""
    beat: float = 3.0
    """Between two signs of life."""
    start: float = 90.0
    """That a process may take to start after a worker has taken a run."""
    look: float = 1.5
    """Between two looks."""
    tell: float = 60.0
    """Between two complaints."""
    failures: int = 3
    """Runs of one unit that may fail for a reason of their own."""
    deaths: int = 10
    """Runs of one unit that may end without saying why."""

    @staticmethod
    def of(silence: float) -> Patience:
        """With that much silence, and all else in proportion."""
        return Patience(silence, beat=silence / 8, start=max(60.0, 3.6 * silence))


@dataclass(frozen=True)
class Parcel:
    """One unit of work, for sending."""

    key: str
    """A content key: equal for the same unit after a restart."""
    name: str
    """For people."""
    unit: Callable[[], Any]
    """The unit as plain JSON, made when it is needed."""
    holds: tuple[str, ...] = ()
    """Keys of the theorems in it."""
