"""Knows a process again: by its machine, that machine's start, its number, and when it began.

A number alone is given away again, sooner than one thinks; and after a reboot all begin anew.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_BOOT = Path("/proc/sys/kernel/random/boot_id")
_PROC = Path("/proc")
_PARENT, _GROUP, _STARTED = 1, 2, 19
"""Places in what /proc/PID/stat says after the name; the last in ticks since the machine began."""


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


def children_of(pid: int) -> list[int]:
    """The processes that a process of this machine has started; none where nobody tells."""
    return [child for child, fields in _processes() if int(fields[_PARENT]) == pid]


def members_of(group: int) -> list[int]:
    """The processes of a group; none where nobody tells."""
    return [pid for pid, fields in _processes() if int(fields[_GROUP]) == group]


def end_rest_of_group(group: int) -> None:
    """Kill those whose leader has ended; a group whose leader lives is somebody else's by now."""
    members = members_of(group)
    if group not in members:
        for pid in members:
            with suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)


def _processes() -> Iterator[tuple[int, list[str]]]:
    for folder in _PROC.glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            yield int(folder.name), _fields(folder)


def _fields(folder: Path) -> list[str]:
    """What the kernel says of a process, from its state on."""
    line = (folder / "stat").read_text(encoding="utf-8", errors="replace")
    return line.rpartition(")")[2].split()  # its name may hold spaces and parentheses


def _started(pid: int) -> str:
    """Empty if there is no such process, or only what is left of one that nobody has waited for."""
    try:
        fields = _fields(_PROC / str(pid))
    except OSError:
        return "" if _BOOT.exists() else _told_by_ps(pid)
    return "" if fields[0] in "ZX" else fields[_STARTED]


def _told_by_ps(pid: int) -> str:
    asked = subprocess.run(
        ["ps", "-o", "lstart=", "-p", str(pid)], capture_output=True, encoding="utf-8", check=False
    )
    return asked.stdout.strip()
