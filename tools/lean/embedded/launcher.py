"""Runs the `lean` program out of a shared library: `python -I -S launcher.py LIBRARY ARGS...`.

The process becomes Lean: same arguments, same output, same exit status. It uses nothing but the
standard library, so that isolated mode (no site packages) starts it fast. In server mode Lean
starts its workers from the path in LEAN_WORKER_PATH, which must name an executable.
"""

from __future__ import annotations

import ctypes
import os
import sys

_LINE_BUFFERED = 1
"""C's `_IOLBF`, on Linux."""


def main(library: str, arguments: list[str]) -> int:
    """Calls Lean's entry point with `arguments` and returns its exit status."""
    libc = ctypes.CDLL(None)
    # By the line also into a pipe: what Lean has said counts, even if it is stopped later.
    libc.setvbuf(ctypes.c_void_p.in_dll(libc, "stdout"), None, _LINE_BUFFERED, 0)
    lean = ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL)
    encoded = [b"lean", *(os.fsencode(argument) for argument in arguments)]
    argv = (ctypes.c_char_p * (len(encoded) + 1))(*encoded, None)
    status = int(lean.lean_main(len(encoded), argv))
    # What Lean wrote through C's own buffers (`--version`) would be lost in a pipe otherwise.
    libc.fflush(None)
    return status


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: launcher.py LIBRARY [LEAN ARGUMENTS...]")
    sys.stdout.flush()
    # Lean has threads and static destructors of its own; leave without running Python's exit.
    os._exit(main(sys.argv[1], sys.argv[2:]))
