"""The files of a stored session, wherever they are now, and the Lean for each.

A session keeps the text of its files. So it can go on where a file has changed, has moved, or is
not there at all, as on another machine; only nothing can then be written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from flows.requests import RequestedFile, WantedFile
from flows.targets import read_source
from storage.records import SessionRecord
from storage.repository import Repository
from storage.strangers import NOT_BELIEVED
from tools.errors import UserInputError
from tools.lean.sandbox import require_confinement
from tools.lean.source import Source
from tools.lean.toolchain import choose_toolchain


@dataclass(frozen=True)
class FoundFiles:
    """What a session works on, ready for Lean."""

    files: tuple[RequestedFile, ...]
    notes: tuple[str, ...]
    """What is not as it was, a sentence each."""


def find_files(
    repository: Repository,
    record: SessionRecord,
    root: Path | None,
    lean: str | None,
    progress: Callable[[str], None],
) -> FoundFiles:
    """The files of a session as it began with them.

    They are looked for where they were, or below ``root``. Raises :class:`UserInputError` for a
    text that is neither stored nor where the file is, and for a stranger's session where Lean is
    not confined, and :class:`tools.errors.LeanUnavailable`.
    """
    described = record.settings.get("files")
    if not described:
        raise UserInputError(f"Session {record.id} does not say which files it works on.")
    if root is not None and not root.is_dir():
        raise UserInputError(f"--root {root} is no folder.")
    if record.parent_note == NOT_BELIEVED:
        require_confinement(insist=False)
    notes: list[str] = []
    files: list[RequestedFile] = []
    for one in described:
        known = Path(one["path"])
        place = known if root is None else _below(root, known)
        there = place is not None and place.is_file()
        path = place if place is not None and there else known
        source, note = _source(repository, record, one, path, there=there)
        if note:
            notes.append(note)
        wanted = WantedFile(_shown(path), source, tuple(one["names"]), one["path"])
        toolchain = choose_toolchain(path if there else None, lean, progress)
        files.append(RequestedFile(wanted, toolchain))
    return FoundFiles(tuple(files), tuple(notes))


def _below(root: Path, known: Path) -> Path | None:
    """The file under ``root`` that shares the longest end of its path with a known one."""
    parts = known.parts[1:] if known.is_absolute() else known.parts
    if ".." in parts:
        return None
    places = (root.joinpath(*parts[start:]) for start in range(len(parts)))
    return next((place for place in places if place.is_file()), None)


def _source(
    repository: Repository,
    record: SessionRecord,
    described: Mapping[str, Any],
    path: Path,
    *,
    there: bool,
) -> tuple[Source, str]:
    """The text as the session began with it, and what is to be said about the file."""
    if there and (found := _readable(path)) is not None and found.digest == described["digest"]:
        return found, ""
    why = "has changed since the session began" if there else "is not there"
    text = repository.sources.text(described["digest"])
    if text is None:
        raise UserInputError(
            f"{path} {why}, and session {record.id} does not hold its text. Put it back as it was, "
            "or say with --root FOLDER where the files are."
        )
    more = "" if there else "; --root FOLDER says where the files are now"
    return Source(text), (
        f"{path} {why}: the session goes on with the text that it began with, and nothing can be "
        f"written there{more}."
    )


def _readable(path: Path) -> Source | None:
    """The file's text; ``None`` for what is no Lean text any more."""
    try:
        return read_source(path)
    except UserInputError:
        return None


def _shown(path: Path) -> Path:
    """A path as one would type it."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path
