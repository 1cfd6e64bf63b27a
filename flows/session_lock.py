"""At most one process works on a session; the lock dies with its process, however that ends."""

from __future__ import annotations

import fcntl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tools.errors import UserInputError

_PATIENCE = 0.5
"""Seconds to wait for a lock, since one who only looks holds it for a moment."""


@contextmanager
def hold_session(folder: Path, session: str) -> Iterator[None]:
    """Hold the session's lock file in ``folder``, made if it is not there.

    Raises :class:`UserInputError` if another process holds it.
    """
    path = lock_file(folder, session)
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8") as lock:
        deadline = time.monotonic() + _PATIENCE
        while not _taken(lock, fcntl.LOCK_EX):
            if time.monotonic() > deadline:
                raise UserInputError(
                    f"Another process is working on session {session}, which does exactly this; "
                    "wait for it, or stop it."
                )
            time.sleep(_PATIENCE / 50)
        yield


def is_held(folder: Path, session: str) -> bool:
    """Whether a process is working on the session."""
    try:
        with lock_file(folder, session).open(encoding="utf-8") as lock:
            return not _taken(lock, fcntl.LOCK_SH)
    except FileNotFoundError:
        return False


def lock_file(folder: Path, session: str) -> Path:
    """Where the lock of a session is."""
    return folder / "locks" / session


def _taken(lock: IO[str], kind: int) -> bool:
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
