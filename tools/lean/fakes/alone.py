"""Ways to misbehave in which no Lean runs at all.

Each function takes the number behind the colon (0 if there is none) and returns an exit status, if
it returns. Only the standard library is used: :mod:`tools.lean.fakes.misbehaving` loads this.
"""

from __future__ import annotations

import ctypes
import json
import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from typing import NoReturn

_PIECE = 1 << 16
_MEMORY = 8192
_LINE = 64


def hangs(_: int) -> NoReturn:
    """Does nothing for ever, and does not even read what it is given."""
    while True:
        signal.pause()


def hangs_reading(number: int) -> NoReturn:
    """Reads the text, then does nothing for ever."""
    sys.stdin.buffer.read()
    hangs(number)


def ignores_termination(number: int) -> NoReturn:
    """Hangs, and cannot be ended by any signal that a process may ignore."""
    for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGPIPE, signal.SIGXCPU):
        signal.signal(one, signal.SIG_IGN)
    hangs(number)


def closes_stdout(number: int) -> NoReturn:
    """Closes its output and its input, then hangs."""
    for descriptor in (0, 1, 2):
        os.close(descriptor)
    hangs(number)


def spins(_: int) -> NoReturn:
    """Takes all the processor time that it gets."""
    while True:
        pass


def crashes(number: int) -> int:
    """Dies by the signal of this number, by default a segmentation fault."""
    sys.stdin.buffer.read()
    os.kill(os.getpid(), number or signal.SIGSEGV)
    return 0


def exits(number: int) -> int:
    """Ends at once with this status, having read and said nothing."""
    return number


def overflows_stack(_: int) -> int:
    """Calls itself, in native code, until the stack is full."""
    sys.setrecursionlimit(1 << 30)

    def again() -> None:
        native()

    native = ctypes.CFUNCTYPE(None)(again)
    native()
    return 0


def exhausts_memory(number: int) -> int:
    """Fills this many MB (by default 8192); then it is killed, as by a system that has no more."""
    taken: list[bytes] = []
    try:
        for _ in range(number or _MEMORY):
            taken.append(os.urandom(1 << 10) * (1 << 10))
    except MemoryError:
        sys.stderr.write("out of memory\n")
        os.abort()
    os.kill(os.getpid(), signal.SIGKILL)
    return 0


def floods_stdout(_: int) -> NoReturn:
    """Writes noise without end."""
    _flood(1, b"noise " * 10 + b"\n")


def floods_stderr(_: int) -> NoReturn:
    """Writes complaints without end."""
    _flood(2, b"complaint " * 6 + b"\n")


def floods_messages(_: int) -> NoReturn:
    """Writes messages of Lean's form without end."""
    place = {"line": 1, "column": 0}
    message = {"severity": "information", "data": "again", "pos": place, "endPos": None, "kind": ""}
    _flood(1, json.dumps(message).encode() + b"\n")


def garbage(_: int) -> int:
    """Reads the text, writes bytes that mean nothing, and ends as if all were well."""
    sys.stdin.buffer.read()
    _write(1, random.Random(0).randbytes(1 << 20))
    return 0


def long_line(number: int) -> int:
    """Writes one line of this many MB (by default 64) and ends as if all were well."""
    sys.stdin.buffer.read()
    for _ in range((number or _LINE) * (1 << 20) // _PIECE):
        _write(1, b"x" * _PIECE)
    return 0


def _flood(descriptor: int, line: bytes) -> NoReturn:
    # The text is read meanwhile, so that only the flood is wrong.
    threading.Thread(target=sys.stdin.buffer.read, daemon=True).start()
    piece = line * (_PIECE // len(line))
    while True:
        _write(descriptor, piece)


def _write(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


WAYS: dict[str, Callable[[int], int]] = {
    "hangs": hangs,
    "hangs-reading": hangs_reading,
    "ignores-termination": ignores_termination,
    "closes-stdout": closes_stdout,
    "spins": spins,
    "crashes": crashes,
    "exits": exits,
    "overflows-stack": overflows_stack,
    "exhausts-memory": exhausts_memory,
    "floods-stdout": floods_stdout,
    "floods-stderr": floods_stderr,
    "floods-messages": floods_messages,
    "garbage": garbage,
    "long-line": long_line,
}
