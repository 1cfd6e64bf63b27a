"""Where `burnish show --svg` puts its picture: a file, whole or not at all, or standard output."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from tools.errors import BurnishError, UserInputError

OPTION = "--svg"
TO_STANDARD_OUTPUT = "-"
_SUFFIX = ".svg"
_MODE = 0o666


class PictureNotWritten(BurnishError):
    """The file for a picture cannot be written; the message says why."""


def with_a_place(arguments: Sequence[str]) -> list[str]:
    """A command line in which ``--svg`` always has a value, as the parser of options wants it.

    What follows is its path if it ends in ``.svg``, so that it never takes another argument.
    """
    completed = list(arguments)
    for index in reversed([i for i, argument in enumerate(completed) if argument == OPTION]):
        following = completed[index + 1 : index + 2]
        if not following or not _is_place(following[0]):
            completed[index] = f"{OPTION}={TO_STANDARD_OUTPUT}"
    return completed


def _is_place(argument: str) -> bool:
    return argument == TO_STANDARD_OUTPUT or argument.endswith(_SUFFIX)


def require_place(value: str, *, alone: bool) -> Path | None:
    """The file that is meant; ``None`` for standard output, where a picture can only be alone.

    Raises :class:`UserInputError`.
    """
    if value == TO_STANDARD_OUTPUT:
        if not alone:
            raise UserInputError(
                "The picture and the rest cannot both go to standard output: give the picture a "
                "file, as in --svg proof.svg."
            )
        return None
    path = Path(value)
    if path.suffix != _SUFFIX:
        raise UserInputError(f"{value} does not end in {_SUFFIX}, so no picture goes there.")
    if not path.parent.is_dir():
        raise UserInputError(f"There is no folder {path.parent} to put {path.name} into.")
    return path


def put_picture(picture: str, path: Path | None, progress: Callable[[str], None]) -> None:
    """Write a picture to a file, or to standard output if that is ``None``.

    Raises :class:`PictureNotWritten`.
    """
    if path is None:
        sys.stdout.write(picture)
        return
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(picture)
            os.fchmod(file.fileno(), _MODE & ~_umask())
        Path(temporary).replace(path)
        temporary = ""
    except OSError as error:
        raise PictureNotWritten(f"{path} was not written: {error.strerror or error}.") from error
    finally:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
    progress(f"{path} written")


def _umask() -> int:
    """The mode bits that new files do not get; there is no way to ask without setting."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
