"""At most one process works on a session; the lock dies with its process, however that ends."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.errors import UserInputError


@contextmanager
def hold_session(folder: Path, session: str) -> Iterator[None]:
    """Hold the session's lock file in ``folder``, made if it is not there.

    Raises :class:`UserInputError` if another process holds it.
    """
    path = folder / "locks" / session
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise UserInputError(
                f"Another process is working on session {session}, which does exactly this; "
                "wait for it, or stop it."
            ) from error
        yield
