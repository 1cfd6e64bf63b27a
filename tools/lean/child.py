"""A process that this one started and must see the end of, be it its own child or a forked one."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from typing import Protocol

MAXRSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Ended:
    """How a process ended."""

    status: int
    """As :class:`subprocess.Popen` counts: negative for a signal."""
    cpu: float
    """Processor seconds, its own and those of what it waited for."""
    memory: int
    """The most bytes that it had in memory at once, mapped files included."""


class Child(Protocol):
    """A process with a group of its own, whose number stays its own until it is reaped."""

    @property
    def pid(self) -> int: ...

    @property
    def ended(self) -> Ended | None:
        """How it ended, once it has been reaped."""
        ...

    def handle(self) -> int | None:
        """A descriptor of the caller's that becomes readable when the process ends; ``None`` on a
        system that has no such thing."""
        ...

    def kill(self) -> None:
        """End it and whatever it started, without waiting; safe in a signal's handler."""
        ...

    def reap(self, *, wait: bool) -> bool:
        """Whether it has ended; it is then reaped. With ``wait`` only when it has."""
        ...


class Spawned:
    """A child of this process; it was started as the first of a new session."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self.pid = process.pid
        self.ended: Ended | None = None

    def handle(self) -> int | None:
        if not hasattr(os, "pidfd_open"):
            return None
        try:
            return os.pidfd_open(self.pid)
        except OSError:
            return None

    def kill(self) -> None:
        if self.ended is None:
            # Suppressed is that the group is gone already.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(self.pid, signal.SIGKILL)

    def reap(self, *, wait: bool) -> bool:
        if self.ended is None:
            process, status, usage = os.wait4(self.pid, 0 if wait else os.WNOHANG)
            if not process:
                return False
            self._process.returncode = os.waitstatus_to_exitcode(status)
            cpu, memory = usage.ru_utime + usage.ru_stime, usage.ru_maxrss * MAXRSS_UNIT
            self.ended = Ended(self._process.returncode, cpu, memory)
        return True
