"""Ending the whole process at once on a signal, with the Leans that it runs.

Waiting for threads is what this is not: whatever was judged is stored already, as after a kill.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

Handler = Callable[[int, FrameType | None], None]
_SHOW_CURSOR = b"\x1b[?25h"
_NO_BRACKETED_PASTE = b"\x1b[?2004l"


def end_at_once(number: int, frame: FrameType | None) -> None:
    """A signal's handler: kill all Leans and leave with 128 and the signal's number."""
    from tools.lean import asking, process

    process.stop_all()
    asking.stop_all()
    if sys.stderr.isatty():
        os.write(2, b"\r" + _SHOW_CURSOR)  # a progress bar hides the cursor
    _give_back_keyboard()
    os.write(2, b"burnish: interrupted\n")
    os._exit(128 + number)


def _give_back_keyboard() -> None:
    """Undo what a line editor does to the terminal while it waits, if the terminal is ours."""
    import termios

    try:
        # A process in the background that sets modes is stopped by the kernel.
        if not os.isatty(0) or os.tcgetpgrp(0) != os.getpgrp():
            return
        modes = termios.tcgetattr(0)
        if not modes[3] & termios.ECHO:
            modes[0] |= termios.ICRNL | termios.IXON
            modes[3] |= termios.ECHO | termios.ICANON | termios.ISIG | termios.IEXTEN
            termios.tcsetattr(0, termios.TCSANOW, modes)
            os.write(0, _NO_BRACKETED_PASTE)
    except (OSError, termios.error):
        return  # the terminal is gone


@contextmanager
def handling(handler: Handler, *numbers: signal.Signals) -> Iterator[None]:
    """While this lasts, some signals go to a handler; only the main thread may ask for that."""
    previous = {number: signal.signal(number, handler) for number in numbers}
    try:
        yield
    finally:
        for number, before in previous.items():
            signal.signal(number, before)


@contextmanager
def raising_on_request() -> Iterator[None]:
    """While this lasts, a request to end (SIGTERM, or a terminal that closes) is an exception in
    the main thread, for work that has more to end than Leans; the exit status is the same."""

    def leave(number: int, frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    with handling(leave, signal.SIGTERM, signal.SIGHUP):
        yield


@contextmanager
def ending_on_request() -> Iterator[None]:
    """While this lasts, a request to end (SIGTERM) is obeyed at once."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread can hear signals
        return
    with handling(end_at_once, signal.SIGTERM):
        yield
