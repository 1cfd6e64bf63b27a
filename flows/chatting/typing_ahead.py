"""What is typed while a turn runs: it waits, unseen, for the line editor that comes next."""

from __future__ import annotations

import termios
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def unseen(descriptor: int) -> Iterator[None]:
    """While this lasts, a terminal does not echo what is typed; Ctrl-C works as ever."""
    before = termios.tcgetattr(descriptor)
    quiet = [*before]
    quiet[3] &= ~termios.ECHO
    termios.tcsetattr(descriptor, termios.TCSADRAIN, quiet)
    try:
        yield
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)
