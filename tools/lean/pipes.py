"""Pipes that are read without waiting, and how much waits in them meanwhile."""

from __future__ import annotations

import fcntl
import os


def make_room(pipe: int, size: int) -> bool:
    """Let ``size`` bytes wait in a pipe; whether the kernel allows that."""
    resize = getattr(fcntl, "F_SETPIPE_SZ", None)
    if resize is None:
        return False
    try:
        return fcntl.fcntl(pipe, resize, size) >= size
    except OSError:
        return False  # this user has too many of them


def read(descriptor: int, most: int) -> bytes | None:
    """What can be read now; empty at the end, ``None`` if there is nothing yet."""
    try:
        return os.read(descriptor, most)
    except BlockingIOError:
        return None
