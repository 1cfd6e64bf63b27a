"""The embedded Lean: a real Lean 4 out of a Python wheel, with a core library of our own."""

from __future__ import annotations

from pathlib import Path

from tools.errors import LeanUnavailable
from tools.lean.embedded import compiler, locate
from tools.lean.embedded.cache import ensure_built, fingerprint, library_folder

__all__ = [
    "available", "ensure_built", "fingerprint", "lean_argv", "library_folder", "replay_argv",
]  # fmt: skip


def available() -> str | None:
    """None if the embedded Lean can be used here, else one sentence that says why not."""
    return locate.unavailable_reason()


def lean_argv() -> list[str]:
    """The command that is `lean`; raises LeanUnavailable where `available` gives a reason."""
    return compiler.lean_command(_library())


def replay_argv() -> list[str]:
    """The command of :mod:`tools.lean.embedded.replay`, to which its arguments are appended."""
    return compiler.replay_command(_library())


def _library() -> Path:
    library = locate.find_library()
    if library is None or locate.unavailable_reason():
        raise LeanUnavailable(locate.unavailable_reason() or "the embedded Lean has disappeared")
    return library
