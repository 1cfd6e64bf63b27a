"""A Lean that misbehaves on purpose, as a real process: for tests of whatever runs Lean.

``misbehaving(toolchain, "hangs-after:3")`` is the embedded Lean, except that it hangs after its
third message. All ways are in :mod:`tools.lean.fakes.alone` (without Lean) and
:mod:`tools.lean.fakes.altered` (Lean's own output, changed).
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from tools.lean.embedded import lean_argv
from tools.lean.toolchain import Toolchain

_PROGRAM = Path(__file__).with_name("misbehaving.py")
_MOST = 4_000
"""Bytes that certainly fit into a pipe."""


def misbehaving(toolchain: Toolchain, way: str) -> Toolchain:
    """The embedded Lean ``toolchain``, misbehaving in the way ``NAME`` or ``NAME:NUMBER``.

    ``@PATH`` takes the way of each run from the queue that :class:`Successive` makes.
    """
    command = (sys.executable, "-I", "-S", str(_PROGRAM), way, lean_argv()[-1])
    return replace(toolchain, argv=command)


class Successive:
    """One way to misbehave after another, for one run each; whoever comes later behaves well.

    A context manager that holds a named pipe open: reading takes a way out of it, so not even a
    Lean that may write nothing needs another memory of its turns.
    """

    def __init__(self, pipe: Path, ways: Iterable[str]) -> None:
        """``pipe`` is the path to make it at; ``""`` among the ways behaves well."""
        self.way = f"@{pipe}"
        self._pipe = pipe
        # Of one length, so that each read takes exactly one.
        self._queued = b"".join(way.ljust(_RECORD).encode("ascii") for way in ways)
        if len(self._queued) > _MOST:
            raise ValueError(f"at most {_MOST // _RECORD} ways fit into the pipe")

    def __enter__(self) -> Successive:
        os.mkfifo(self._pipe)
        self._descriptor = os.open(self._pipe, os.O_RDWR | os.O_NONBLOCK)
        os.write(self._descriptor, self._queued)
        return self

    def clear(self) -> None:
        """From now on, every run behaves well."""
        with contextlib.suppress(BlockingIOError):
            while os.read(self._descriptor, _MOST):
                pass

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)
        self._pipe.unlink()


_RECORD = 40
"""Length of a way in the pipe; ``misbehaving.py`` reads as much."""
