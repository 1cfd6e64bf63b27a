"""What a process and all that descends from it hold: memory, and what might be left of it.

Linux only: it reads ``/proc``.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path
from types import TracebackType

_PROC = Path("/proc")
_EVERY = 0.1


def resident_bytes() -> int:
    """Memory of this process itself."""
    pages = int((_PROC / "self" / "statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def tree_bytes() -> int:
    """Memory of this process and its descendants, shared pages counted once in all."""
    return sum(_proportional(pid) for pid in (os.getpid(), *descendants()))


def descendants() -> list[int]:
    """The processes that come from this one and still run."""
    parents: dict[int, int] = {}
    for folder in _PROC.glob("[0-9]*"):
        try:
            # The name stands in parentheses and may hold anything; the parent comes behind it.
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
        except OSError:
            continue  # it has just ended
        if state != "Z":
            parents[int(folder.name)] = int(parent)
    found: list[int] = []
    known = {os.getpid()}
    while new := [pid for pid, parent in parents.items() if parent in known and pid not in known]:
        found += new
        known.update(new)
    return found


def descriptors() -> int:
    """How many files and pipes this process has open."""
    return len(list((_PROC / "self" / "fd").iterdir())) - 1  # the folder itself


def _proportional(pid: int) -> int:
    try:
        lines = (_PROC / str(pid) / "smaps_rollup").read_text().splitlines()
    except OSError:
        return 0  # it has just ended
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


class Watch:
    """Looks at the tree's memory ten times a second while it is entered."""

    def __init__(self) -> None:
        self._samples: list[int] = []
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)

    def take(self) -> list[int]:
        """The samples (bytes) since the last call."""
        taken, self._samples = self._samples, []
        return taken

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._done.wait(_EVERY):
            self._samples.append(tree_bytes())
