"""A stock Lean on this machine: its version, its own library, the programs beside it."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from tools.cache_folder import read_note, write_note
from tools.errors import LeanCrashed, LeanUnavailable
from tools.lean.asking import ask

_VERSION = re.compile(r"Lean \(version ([^,)\s]+)")
_SECONDS = 60.0


def identify(binary: Path) -> tuple[str, str]:
    """Version and identity of a Lean 4, asked once for as long as the binary stays the same.

    Raises :class:`LeanUnavailable` for what is no Lean 4.
    """
    try:
        status = binary.resolve().stat()
    except OSError as error:
        raise LeanUnavailable(f"{binary} cannot be read: {error.strerror}.") from error
    key = f"{binary}\0{status.st_size}\0{status.st_mtime_ns}"
    note = "lean-" + hashlib.sha256(str(binary).encode()).hexdigest()[:16]
    kept = read_note(note, key)
    if kept is None or not isinstance(kept.get("told"), str):
        kept = {"told": _ask_version(binary)}
        write_note(note, key, kept)
    told: str = kept["told"]
    match = _VERSION.search(told)
    if match is None:
        raise LeanUnavailable(f"{binary} --version does not answer like Lean: {told[:200]!r}.")
    if not match[1].startswith("4."):
        raise LeanUnavailable(f"{binary} is Lean {match[1]}; Burnish needs Lean 4.")
    return match[1], f"{told}\0{status.st_size}\0{status.st_mtime_ns}"


def library_of(binary: Path) -> Path | None:
    """The folder of a Lean's own object files; ``None`` where it is not in the usual place."""
    folder = binary.resolve().parent.parent / "lib" / "lean"
    return folder if folder.is_dir() else None


def leanchecker_of(binary: Path) -> Path | None:
    """The program beside a Lean that replays object files through the kernel, if it has one."""
    checker = binary.resolve().parent / "leanchecker"
    return checker if os.access(checker, os.X_OK) else None


def _ask_version(binary: Path) -> str:
    try:
        reply = ask([str(binary), "--version"], environment=os.environ, seconds=_SECONDS)
    except LeanCrashed as error:
        raise LeanUnavailable(
            f"{binary} --version gave no answer in {_SECONDS:g} s ({error.reason})."
        ) from error
    if reply.status != 0:
        raise LeanUnavailable(
            f"{binary} --version failed with status {reply.status}: {reply.complaint[-500:]}"
        )
    return reply.out.strip()
