"""The folder of an export: there in whole or not at all, and never in place of something else."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flows.file_output import FileNotWritten
from tools.errors import UserInputError
from tools.training_data.card import FORMAT

CARD = "card.json"
README = "README.md"
_MODE = 0o777


def require_place(path: Path, *, force: bool) -> Path:
    """The path without links, if an export may be written there: before the work begins.

    Raises :class:`UserInputError` if there is no folder to put it into, if something is there that
    is no empty folder, or, with ``force``, no export.
    """
    place = path.resolve()
    if not place.parent.is_dir():
        raise UserInputError(f"{path} cannot be written: there is no folder {place.parent}.")
    if not place.exists():
        return place
    if not place.is_dir():
        raise UserInputError(f"{path} is a file; say another --output.")
    inside = sorted(one.name for one in place.iterdir())
    if not inside:
        return place
    if not force:
        raise UserInputError(
            f"{path} is not empty; say another --output, or --force to replace an earlier export."
        )
    strange = set(inside) - _written(place)
    if strange:
        raise UserInputError(
            f"{path} holds {min(strange)}, which no export wrote there; nothing was changed. "
            "Say another --output."
        )
    return place


@contextmanager
def filled(place: Path, *, force: bool) -> Iterator[Path]:
    """A new folder, which takes its place when the block ends well and is gone otherwise.

    Raises :class:`UserInputError` as :func:`require_place`, and :class:`FileNotWritten`.
    """
    made: Path | None = None
    try:
        made = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
        yield made
        made.chmod(_MODE & ~_umask())
        for one in made.iterdir():
            _flush(one)
        require_place(place, force=force)
        if place.exists() and any(place.iterdir()):
            _exchange(made, place)
        else:
            made.rename(place)  # an empty folder gives way
        made = None
    except OSError as error:
        raise FileNotWritten(f"{place} was not written: {error.strerror or error}.") from error
    finally:
        if made is not None:
            shutil.rmtree(made, ignore_errors=True)


def _exchange(made: Path, place: Path) -> None:
    """Put a new folder into the place of an earlier one, which is then gone."""
    old = Path(tempfile.mkdtemp(prefix=f".{place.name}.", dir=place.parent))
    place.rename(old)
    try:
        made.rename(place)
    except OSError:
        old.rename(place)
        raise
    shutil.rmtree(old)


def _written(place: Path) -> set[str]:
    """What an earlier export wrote into a folder; nothing, if there was none."""
    try:
        card = json.loads((place / CARD).read_text(encoding="utf-8"))
        if card["format"] != FORMAT:
            return set()
        return {CARD, README, *(one["name"] for one in card["files"])}
    except (OSError, ValueError, LookupError, TypeError):
        return set()


def _flush(path: Path) -> None:
    """A file's bytes are on the disk before its folder has a name."""
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _umask() -> int:
    """The mode bits that new folders do not get; there is no way to ask without setting."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
