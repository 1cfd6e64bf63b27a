"""Knows a process again: by its machine, that machine's start, its number, and when it began.

A number alone is given away again, sooner than one thinks; and after a reboot all begin anew.
"""

from __future__ import annotations

import os
import socket
import subprocess
from dataclasses import dataclass
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_STARTED = 22
"""The field of /proc/PID/stat; ticks since the machine's start."""


@dataclass(frozen=True)
class Mark:
    """One process of one machine."""

    host: str
    boot: str
    pid: int
    started: str


def mark_of(pid: int | None = None) -> Mark:
    """Of a process of this machine; of this one if none is named."""
    number = os.getpid() if pid is None else pid
    return Mark(socket.gethostname(), _boot(), number, _started(number))


def lives(mark: Mark) -> bool | None:
    """Whether that process still runs; ``None`` if that cannot be told from here."""
    if mark.host != socket.gethostname():
        return None
    if mark.boot != _boot():
        return False
    started = _started(mark.pid)
    return started != "" and started == mark.started


def _boot() -> str:
    try:
        return _BOOT.read_text(encoding="ascii").strip()
    except OSError:
        return ""  # no Linux: the time at which a process began tells boots apart


def _started(pid: int) -> str:
    """Empty if there is no such process, or only what is left of one that nobody has waited for."""
    try:
        line = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    except ProcessLookupError:
        return ""
    except OSError:
        return "" if _BOOT.exists() else _told_by_ps(pid)
    fields = line.rpartition(")")[2].split()  # its name may hold spaces and parentheses
    return "" if fields[0] in "ZX" else fields[_STARTED - 3]


def _told_by_ps(pid: int) -> str:
    asked = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, encoding="utf-8", check=False
    )
    return asked.stdout.strip()
