"""The command that runs another one under all protections there are."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.lean.sandbox.limits import Limits
from tools.lean.sandbox.protections import GUARD, Protections, protections

GUARD_COMMAND = (sys.executable, "-I", "-S", str(GUARD))
"""How a guarded command begins; the guard's own arguments follow."""


def guarded(
    argv: Sequence[str],
    *,
    writable: Sequence[Path] = (),
    limits: Limits | None = None,
    report: int | None = None,
    under: Protections | None = None,
    parent: int | None = None,
) -> list[str]:
    """`argv` under `limits` and under the protections `under` (all that work here).

    It is to be started by the process ``parent`` (the one that calls this), and dies with the
    thread that starts it.
    Only existing folders `writable` can be changed. If a protection cannot be had after all, the
    command is not run; the reason goes to the inherited descriptor `report` (or standard error)
    and the status is 125. Raises what :func:`protections` raises.
    """
    limits = limits or Limits()
    found = under or protections()
    linux = sys.platform == "linux"
    settings = {
        "report": report,
        "parent": (parent or os.getpid()) if linux else None,
        "files": found.files,
        "network": found.network,
        "processes": found.processes,
        "address_space": limits.address_space if linux else None,
        "cpu": None if limits.cpu is None else math.ceil(limits.cpu),
        "file_size": limits.file_size,
        "open_files": limits.open_files,
    }
    return [
        *GUARD_COMMAND,
        *(f"{name}={value}" for name, value in settings.items() if value is not None),
        *(f"writable={path}" for path in writable),
        "--",
        *argv,
    ]  # fmt: skip
