"""The time budget of a command, shared by its searches, and the wish to stop early."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable


class Clock:
    """Counts down from ``seconds`` (``None``: no limit); may be stopped from another thread."""

    def __init__(
        self, seconds: float | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._now = now
        self._limit = seconds
        self._end = None if seconds is None else now() + seconds
        self._stopped = threading.Event()

    def stop(self) -> None:
        """Ask all searches to pause at the next occasion."""
        self._stopped.set()

    @property
    def stopped(self) -> bool:
        """Whether somebody asked to stop."""
        return self._stopped.is_set()

    @property
    def reason(self) -> str:
        """Why to pause now, for people; empty while there is time."""
        if self._stopped.is_set():
            return "stopped on request"
        if self._end is not None and self._now() >= self._end:
            return f"the time budget of {self._limit:g} s is spent"
        return ""
