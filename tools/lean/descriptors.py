"""What is asked of the kernel about a running process and its pipes."""

from __future__ import annotations

import fcntl
import os


def handle_of(process: int) -> int | None:
    """A descriptor that becomes readable when the process ends; ``None`` on an old system."""
    if not hasattr(os, "pidfd_open"):
        return None
    try:
        return os.pidfd_open(process)
    except OSError:
        return None


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
