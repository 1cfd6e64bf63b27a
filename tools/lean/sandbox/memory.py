"""How much memory a process uses, asked of the kernel while it runs."""

from __future__ import annotations

import re
from pathlib import Path

_FIELDS = re.compile(rb"^(VmHWM|RssAnon|RssShmem):\s+(\d+) kB$", re.MULTILINE)


class MemoryWatch:
    """Looks at one process; where there is no `/proc`, it sees nothing."""

    def __init__(self, process: int) -> None:
        self._status = Path(f"/proc/{process}/status")
        self.used = 0
        """Bytes of its own in memory when last looked at: not what it maps from files."""
        self.peak = 0
        """The most bytes that were in memory until then, mapped files included."""

    def look(self) -> None:
        """About a tenth of a millisecond."""
        try:
            text = self._status.read_bytes()
        except OSError:  # it has ended, or this is not Linux
            return
        found = {name: int(size) << 10 for name, size in _FIELDS.findall(text)}
        if found:  # a process that is about to end has none of them
            self.used = found.get(b"RssAnon", 0) + found.get(b"RssShmem", 0)
            self.peak = max(self.peak, found.get(b"VmHWM", 0))
