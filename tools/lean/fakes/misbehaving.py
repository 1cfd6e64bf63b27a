"""A `lean` that misbehaves: ``python -I -S misbehaving.py WAY LIBRARY [LEAN ARGUMENTS...]``.

WAY is ``NAME`` or ``NAME:NUMBER``, ``well`` (or nothing) for the embedded Lean in ``LIBRARY`` as it
is, or ``@PIPE`` for the next way out of a named pipe. Lean runs in this very process, because a
sandbox may forbid to start another; a thread changes its output on the way.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import sys
import threading
from collections.abc import Callable
from pathlib import Path

_HERE = Path(__file__).resolve().parent
# Isolated mode leaves out the folder of the script.
sys.path[:0] = [str(_HERE), str(_HERE.parent / "embedded")]

import alone  # type: ignore[import-not-found]  # noqa: E402
import altered  # type: ignore[import-not-found]  # noqa: E402
import launcher  # type: ignore[import-not-found]  # noqa: E402

_RECORD = 40
_AtExit = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_void_p)
_WELL = ("", "well")


def main(way: str, library: str, arguments: list[str]) -> int:
    """Misbehave in one way and return the exit status, if it comes to that."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if way.startswith("@"):
        way = _next(way[1:])
    name, _, number = way.partition(":")
    if name in alone.WAYS:
        return int(alone.WAYS[name](int(number or 0)))
    if name in altered.WAYS:
        return _altered(altered.WAYS[name], int(number or 0), library, arguments)
    if name not in _WELL:
        sys.exit(f"misbehaving.py: there is no way {name!r}")
    return int(launcher.main(library, arguments))


def _next(pipe: str) -> str:
    """The next way in a named pipe; ``""`` if it is empty."""
    descriptor = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    try:
        with contextlib.suppress(BlockingIOError):
            return os.read(descriptor, _RECORD).decode("ascii").strip()
        return ""
    finally:
        os.close(descriptor)


def _altered(
    alter: Callable[[altered.Lines, int], altered.Lines],
    number: int,
    library: str,
    arguments: list[str],
) -> int:
    """Run Lean with its output going through ``alter``."""
    output = os.dup(1)
    os.set_inheritable(output, True)  # what a child of this process would keep open
    read_end, write_end = os.pipe()
    os.dup2(write_end, 1, inheritable=False)
    os.close(write_end)

    def forward() -> None:
        with os.fdopen(read_end, "rb") as lines:
            for piece in alter(iter(lines), number):
                if not piece:
                    os.close(output)
                while piece:
                    piece = piece[os.write(output, piece) :]

    thread = threading.Thread(target=forward)
    thread.start()
    libc = ctypes.CDLL(None)

    def finish(_: int, __: object) -> None:
        libc.fflush(None)
        os.close(1)  # the end of the lines
        thread.join()

    # Lean may end the process itself, by C's `exit`.
    at_exit = _AtExit(finish)
    libc.on_exit(at_exit, None)
    status = int(launcher.main(library, arguments))
    finish(status, None)
    return status


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit("usage: misbehaving.py WAY LIBRARY [LEAN ARGUMENTS...]")
    # Lean has threads and static destructors of its own; leave without running Python's exit.
    os._exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
