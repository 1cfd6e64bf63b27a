"""Processes that must not outlive the one that started them, however that one ends (on Linux)."""

from __future__ import annotations

import ctypes
import functools
import os
import signal
import sys
from collections.abc import Callable

_SET_PARENT_DEATH_SIGNAL = 1  # prctl(2)


def ending_with_parent(number: signal.Signals) -> Callable[[], object] | None:
    """What a new process does first (``preexec_fn``) to get a signal when its parent has ended;
    ``None`` where the system has no such thing.

    The signal comes when the *thread* that starts the process ends: start it from one that stays.
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    return functools.partial(prctl, _SET_PARENT_DEATH_SIGNAL, int(number), 0, 0, 0)


def end_with_parent(parent: int, number: signal.Signals) -> bool:
    """The same for a process that runs already; ``False`` if its parent has ended before."""
    ask = ending_with_parent(number)
    if ask is not None:
        ask()
    return os.getppid() == parent
