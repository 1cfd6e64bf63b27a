"""The Lean files of a corpus before anybody has looked into them, and the walk that finds them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tools.corpus.corpus import Kind, LeftOut

SUFFIX = ".lean"
_BUILT = frozenset({"build", "lake-packages"})
"""Folders of Lake, beside `.lake`, which is hidden: what is built, and an older Lake's packages."""
_CONFIGURATION = "lakefile.lean"


@dataclass(frozen=True)
class TracedTheorem:
    """A theorem as a trace knows it."""

    name: str
    line: int
    column: int
    """Where its keyword stands: line from 1, column in code points from 0."""
    premises: tuple[str, ...]
    """Full names that its statement and proof use, in the order of their places."""


@dataclass(frozen=True)
class ListedFile:
    """A file that belongs to the corpus, if Lean accepts it."""

    path: Path
    name: str
    """Its path below the root, with `/`."""
    module: str | None = None
    traced: tuple[TracedTheorem, ...] | None = None
    """The theorems that a trace has of it; `None` for all that Lean finds."""


@dataclass(frozen=True)
class Listing:
    """What a reader found."""

    kind: Kind
    root: Path
    """Absolute, with no link in it."""
    files: tuple[ListedFile, ...]
    left_out: tuple[LeftOut, ...] = ()


def walk(folder: Path, root: Path) -> Iterator[Path | LeftOut]:
    """The Lean files below a folder, sorted by their names, and the links that are not followed.

    Hidden files and folders, what Lake builds, and Lake's configuration are passed over; so are
    links to something below ``root``, which is found in its own place.
    """
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield LeftOut(below(folder, root), None, f"it cannot be read: {error.strerror or error}")
        return
    for entry in entries:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            reason = _link_fault(path, root)
            if reason is not None and (path.suffix == SUFFIX or path.is_dir()):
                yield LeftOut(below(path, root), None, reason)
        elif entry.is_dir():
            if entry.name not in _BUILT:
                yield from walk(path, root)
        elif path.suffix == SUFFIX and entry.name != _CONFIGURATION:
            if not _is_sayable(entry.name):
                yield LeftOut(below(path, root), None, "its name is not valid UTF-8")
            elif not entry.is_file():  # to read a pipe would be to wait for its writer
                yield LeftOut(below(path, root), None, "it is no regular file")
            else:
                yield path


def below(path: Path, root: Path) -> str:
    """The path of a file as a corpus names it; bytes that are no UTF-8 are escaped."""
    name = path.relative_to(root).as_posix()
    return name.encode("utf-8", "backslashreplace").decode("utf-8")


def _link_fault(path: Path, root: Path) -> str | None:
    """Why a link is told and not just passed over."""
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "it is a link that leads nowhere"
    return None if target.is_relative_to(root) else "it is a link that leads out of the folder"


def _is_sayable(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
