"""Pipes that are read without waiting, and how much waits in them meanwhile."""

from __future__ import annotations

import fcntl
import os
import struct
import termios


def make_room(pipe: int, size: int) -> bool:
    """Let ``size`` bytes wait in a pipe; whether the kernel allows that."""
    resize = getattr(fcntl, "F_SETPIPE_SZ", None)
    if resize is None:
        return False
    try:
        return fcntl.fcntl(pipe, resize, size) >= size
    except OSError:
        return False  # this user has too many of them


def waiting(pipe: int) -> int:
    """How many bytes can be read now."""
    count: int = struct.unpack("i", fcntl.ioctl(pipe, termios.FIONREAD, bytes(4)))[0]
    return count


def read(descriptor: int, most: int) -> bytes | None:
    """What can be read now; empty at the end, ``None`` if there is nothing yet."""
    try:
        return os.read(descriptor, most)
    except BlockingIOError:
        return None
