"""Files that commands make: written whole or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools.errors import BurnishError, UserInputError

_MODE = 0o666


class FileNotWritten(BurnishError):
    """A file cannot be written; the message says why."""


def require_folder(path: Path) -> Path:
    """The path, if there is a folder to put it into: known before the work begins.

    Raises :class:`UserInputError`.
    """
    if path.is_dir() or not path.parent.is_dir():
        why = "it is a folder" if path.is_dir() else f"there is no folder {path.parent}"
        raise UserInputError(f"{path} cannot be written: {why}.")
    return path


def put_file(text: str, path: Path, progress: Callable[[str], None]) -> None:
    """Write a text to a file, and say so; bytes that are no text are written as escapes.

    Raises :class:`FileNotWritten`.
    """
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
            os.fchmod(file.fileno(), _MODE & ~_umask())
        Path(temporary).replace(path)
        temporary = ""
    except OSError as error:
        raise FileNotWritten(f"{path} was not written: {error.strerror or error}.") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
    progress(f"{path} written")


def _umask() -> int:
    """The mode bits that new files do not get; there is no way to ask without setting."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
