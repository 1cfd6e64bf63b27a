"""Calling a function that somebody else wrote: one call at a time, each for a limited time."""

from __future__ import annotations

import ctypes
import threading
from collections.abc import Callable
from typing import TypeVar

_Result = TypeVar("_Result")
_GRACE = 0.5
"""Seconds in which a stopped call should have ended."""
_one_at_a_time = threading.Lock()


class TimeLimitReached(Exception):
    """A call took longer than it may, or another one that cannot be stopped is still running."""


class _Stop(BaseException):
    """Raised inside of a call that takes too long."""


_running: list[threading.Thread] = []
"""A call that did not end when it was stopped."""


def call(function: Callable[[], _Result], seconds: float) -> _Result:
    """What a function returns; raises what it raises.

    Raises :class:`TimeLimitReached` after so many seconds. The function is then stopped at its next
    step in Python. One that does not come to any (it waits, or works in C) goes on in the
    background until the program ends, and nothing else is called while it does.
    """
    with _one_at_a_time:
        if _running and _running[0].is_alive():
            raise TimeLimitReached("an earlier call that could not be stopped is still running.")
        _running.clear()
        results: list[_Result] = []
        errors: list[BaseException] = []

        def run() -> None:
            try:
                results.append(function())
            except BaseException as error:  # noqa: BLE001 - it is raised where the call was made
                errors.append(error)

        thread = threading.Thread(target=run, name="metric", daemon=True)
        thread.start()
        thread.join(seconds)
        if thread.is_alive():
            _stop(thread)
            raise TimeLimitReached(f"its function did not return within {seconds:g} seconds.")
    if errors:
        raise errors[0]
    return results[0]


def _stop(thread: threading.Thread) -> None:
    """Raise an exception in a thread, and note the thread if it does not end by it."""
    assert thread.ident is not None
    ctypes.pythonapi.PyThreadState_SetAsyncExc(
        ctypes.c_ulong(thread.ident), ctypes.py_object(_Stop)
    )
    thread.join(_GRACE)
    if thread.is_alive():
        _running.append(thread)
