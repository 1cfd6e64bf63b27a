"""Corpora of plain files: a folder with all below it, a text that lists files, or one file."""

from __future__ import annotations

from pathlib import Path

from tools.corpus.corpus import LeftOut
from tools.corpus.listing import SUFFIX, ListedFile, Listing, below, walk
from tools.errors import UserInputError

_COMMENT = "#"


def list_folder(folder: Path) -> Listing:
    """All Lean files below a folder, by the order of their paths."""
    root = folder.resolve()
    found = list(walk(root, root))
    files = [one for one in found if isinstance(one, Path)]
    return Listing(
        "folder",
        root,
        tuple(ListedFile(path, below(path, root)) for path in files),
        tuple(one for one in found if isinstance(one, LeftOut)),
    )


def list_one(file: Path) -> Listing:
    """A single Lean file."""
    path = file.resolve()
    return Listing("folder", path.parent, (ListedFile(path, path.name),))


def list_named(listing: Path) -> Listing:
    """The files that a text names, one a line, each once, by the order of their paths.

    Paths are seen from the folder of that text and lie below it; empty lines and those that begin
    with ``#`` say nothing. Raises :class:`UserInputError` for a line that names no such file.
    """
    root = listing.resolve().parent
    try:
        lines = listing.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserInputError(f"{listing} cannot be read as a list of files: {error}.") from error
    paths: set[Path] = set()
    for number, line in enumerate(map(str.strip, lines), start=1):
        if line and not line.startswith(_COMMENT):
            paths.add(_named(listing, root, number, line))
    files = sorted((below(path, root), path) for path in paths)
    return Listing("folder", root, tuple(ListedFile(path, name) for name, path in files))


def _named(listing: Path, root: Path, number: int, line: str) -> Path:
    place = f"{listing}:{number}"
    try:
        path = (root / line).resolve()
        is_file = path.is_file()
    except (OSError, ValueError, RuntimeError) as error:
        raise UserInputError(f"{place}: {line!r} is no path: {error}.") from error
    if path.suffix != SUFFIX or not is_file:
        raise UserInputError(
            f"{place}: {line!r} is no Lean file that is there; a list names one a line, seen from "
            f"{root}."
        )
    if not path.is_relative_to(root):
        raise UserInputError(
            f"{place}: {line!r} lies outside of {root}; put the list into a folder above all of "
            "its files."
        )
    return path
