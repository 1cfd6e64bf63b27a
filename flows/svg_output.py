"""Where `burnish show --svg` puts its picture: a file, whole or not at all, or standard output."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from flows.file_output import put_file
from tools.errors import UserInputError

OPTION = "--svg"
TO_STANDARD_OUTPUT = "-"
_SUFFIX = ".svg"


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

    Raises :class:`flows.file_output.FileNotWritten`.
    """
    if path is None:
        sys.stdout.write(picture)
    else:
        put_file(picture, path, progress)
