"""Sessions as files: `NAME.burnish.gz`, gzipped JSON of what :mod:`storage.archive` packs."""

from __future__ import annotations

import gzip
import json
import os
import tempfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from storage.archive import pack
from storage.repository import Repository
from storage.unpacking import unpack
from tools.errors import UserInputError

SUFFIX = ".burnish.gz"
_FORMAT = "burnish sessions"
_LARGEST = 2 << 30
"""Bytes of JSON that are read: a small file may say that it holds terabytes."""


@dataclass(frozen=True)
class Imported:
    """What an archive brought."""

    sessions: tuple[str, ...]
    trusted: bool


def export_sessions(
    repository: Repository, sessions: Sequence[str], path: Path | None = None
) -> Path:
    """Write some sessions into one file; where it is. The same sessions give the same bytes.

    Raises :class:`UserInputError` for a session that is not there and a file that is, or that
    cannot be written.
    """
    packed = pack(repository, sessions)
    target = path or Path(f"{sessions[0]}{SUFFIX}")
    text = json.dumps({"format": _FORMAT, **packed}, ensure_ascii=True, sort_keys=True)
    if target.exists():
        raise UserInputError(f"{target} exists already; name another file with --output.")
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{target.name}.", dir=target.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                # Without a time and a name in it, equal contents are equal files.
                with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as zipped:
                    zipped.write(text.encode("ascii"))
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).rename(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise UserInputError(f"{target} cannot be written: {error.strerror or error}.") from error
    return target


def import_sessions(repository: Repository, path: Path, *, trusted: bool) -> Imported:
    """Read the sessions of a file. Raises :class:`UserInputError` for what is no such file."""
    return Imported(tuple(unpack(repository, _read(path), trusted=trusted)), trusted)


def _read(path: Path) -> dict[str, Any]:
    try:
        with gzip.open(path, "rb") as zipped:
            data = zipped.read(_LARGEST + 1)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise UserInputError(f"{path} is no archive of sessions, or is cut off.") from error
    except OSError as error:
        raise UserInputError(f"{path} cannot be read: {error.strerror or error}.") from error
    if len(data) > _LARGEST:
        raise UserInputError(f"{path} holds more than {_LARGEST >> 30} GiB; it is not read.")
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise UserInputError(f"{path} is no archive of sessions: it holds no JSON.") from error
    if not isinstance(found, dict) or found.get("format") != _FORMAT:
        raise UserInputError(f"{path} is no archive of sessions.")
    return found
