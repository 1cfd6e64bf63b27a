"""How much of this machine Burnish may use: processor cores, and bytes of memory.

A container's limits (Linux control groups, both versions) count as much as the machine itself. What
cannot be read is taken for no limit.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from pathlib import Path

_ROOT = Path("/")
_MEMORY = {"": "memory.max", "memory": "memory.limit_in_bytes"}
"""The file with the memory limit, by controller; version 2 has one tree for all, without a name."""


def usable_cores(root: Path = _ROOT) -> int:
    """The processor cores that this process may use at once, at least 1.

    ``root`` is the folder that holds ``proc`` and ``sys``.
    """
    if hasattr(os, "sched_getaffinity"):
        cores = len(os.sched_getaffinity(0))
    else:
        cores = os.cpu_count() or 1  # macOS and Windows cannot tell which are allowed
    return max(1, min([cores, *_quotas(root)]))


def usable_memory(root: Path = _ROOT) -> int:
    """Bytes: the machine's memory, or the smallest limit around this process if that is less."""
    machine = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return min([machine, *_memory_limits(root)])


def _memory_limits(root: Path) -> Iterator[int]:
    for controller, name in _MEMORY.items():
        for folder in _folders(root, controller):
            value = _read(folder / name)
            if value.isdecimal():  # otherwise "max", or no such file
                yield int(value)


def _quotas(root: Path) -> Iterator[int]:
    """Cores' worth of processor time that the groups around this process may spend."""
    limits = [_read(folder / "cpu.max").split() for folder in _folders(root, "")]
    for folder in _folders(root, "cpu"):
        limits.append([_read(folder / "cpu.cfs_quota_us"), _read(folder / "cpu.cfs_period_us")])
    for limit in limits:
        if len(limit) == 2 and all(part.isdecimal() for part in limit):
            quota, period = map(int, limit)
            yield math.ceil(quota / period)


def _folders(root: Path, controller: str) -> Iterator[Path]:
    """The group of this process for a controller, and all groups around it.

    In a container the path that the kernel names may not be visible; the mounted root then is the
    container's own group.
    """
    top = root / "sys/fs/cgroup" / controller
    for line in _read(root / "proc/self/cgroup").splitlines():
        _, _, rest = line.partition(":")
        controllers, _, path = rest.partition(":")
        if controller in controllers.split(","):
            own = top / path.lstrip("/")
            while own != top and own != own.parent:
                yield own
                own = own.parent
    yield top


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError:
        return ""  # not on this system, or not visible from here: no limit that we could know
