"""Calls into the C library and the kernel; a refusal is an exception that names the call."""

from __future__ import annotations

import ctypes
import os

LIBC = ctypes.CDLL(None, use_errno=True)

_PR_SET_PDEATHSIG = 1
_PR_SET_NO_NEW_PRIVS = 38
_SIGKILL = 9


class RefusedError(Exception):
    """The kernel does not do what was asked; `str(error)` says what and why."""

    def __init__(self, what: str, code: int) -> None:
        self.code = code
        super().__init__(f"{what}: {os.strerror(code)}")


def call(function: str, *arguments: int | bytes | None, what: str = "") -> int:
    """Calls a function of the C library that returns -1 and sets errno when it fails."""
    converted = [
        ctypes.c_ulong(argument) if isinstance(argument, int) else ctypes.c_char_p(argument)
        for argument in arguments
    ]
    entry = LIBC[function]
    entry.restype = ctypes.c_long
    result = int(entry(*converted))
    if result < 0:
        raise RefusedError(what or function, ctypes.get_errno())
    return result


def die_with_parent(parent: int) -> None:
    """From now on the kernel kills this process when the thread that started it ends.

    If `parent` has ended already, it ends at once in that same way: whoever waits for it is to
    see a process that was killed, not one that could not be guarded. Raises RefusedError.
    """
    call("prctl", _PR_SET_PDEATHSIG, _SIGKILL, 0, 0, 0, what="prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        os.kill(os.getpid(), _SIGKILL)
        os._exit(128 + _SIGKILL)  # the first process of a namespace cannot kill itself


def gain_nothing() -> None:
    """No program that this process starts has more rights than it has itself."""
    call("prctl", _PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, what="prctl(PR_SET_NO_NEW_PRIVS)")
