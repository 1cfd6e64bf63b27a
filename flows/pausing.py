"""The first wish to end a command pauses its searches, so that the same command can go on."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

from agents.clock import Clock
from flows.ending import end_at_once, handling


@contextmanager
def pausing_on_interrupt(clock: Clock, progress: Callable[[str], None]) -> Iterator[None]:
    """Let the first Ctrl-C (or a request to end) pause the searches; a second one breaks off."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread can hear signals
        return

    def pause(number: int, frame: FrameType | None) -> None:
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, end_at_once)
        clock.stop()
        progress("Pausing; the same command will go on from here. Once more breaks off at once.")

    with handling(pause, signal.SIGINT, signal.SIGTERM):
        yield
