"""How much of the machine one Lean may use."""

from __future__ import annotations

import os
from dataclasses import dataclass

_STACK = 1 << 30
"""What the embedded Lean reserves, and hardly ever uses, as the stack of each of its threads."""
_MAPPED = 64 << 30
"""Room for the object files of a large library, which are mapped and not read."""


@dataclass(frozen=True)
class Limits:
    """Whoever reaches one of these is stopped, and the run says which it was."""

    memory: int = 4_000_000_000
    """Bytes of its own (heap and used stack; not what it maps from files), looked at often."""
    cpu: float | None = None
    """Seconds of processor time, of all its threads; by default what all cores can give while the
    wall time lasts, and some more, so that only a Lean that outlives Burnish reaches it."""
    file_size: int = 1_000_000_000
    """Bytes of each file that it writes."""
    output: int = 256_000_000
    """Bytes that it prints."""
    lines: int = 200_000
    """Lines that it prints, each of which may be a message."""
    open_files: int = 4096

    @property
    def address_space(self) -> int:
        """Bytes that may be mapped: a bound far away, for what grows between two looks."""
        return self.memory + _MAPPED + (8 + (os.cpu_count() or 1)) * _STACK
