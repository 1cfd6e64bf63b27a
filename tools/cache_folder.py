"""Where Burnish keeps what it can make again: one folder per user, and small JSON notes in it."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path
from typing import Any


def cache_folder() -> Path:
    """``BURNISH_CACHE``, else ``burnish`` under ``XDG_CACHE_HOME`` or ``~/.cache``; not created."""
    named = os.environ.get("BURNISH_CACHE")
    if named:
        return Path(named).expanduser()
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "burnish"


def read_note(name: str, key: str) -> dict[str, Any] | None:
    """The note ``name`` if it was written for ``key``; ``None`` when absent or unreadable."""
    try:
        note = json.loads((cache_folder() / f"{name}.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    if isinstance(note, dict) and note.get("key") == key and isinstance(note.get("value"), dict):
        return dict(note["value"])
    return None


def write_note(name: str, key: str, value: dict[str, Any]) -> None:
    """Replace the note ``name`` in one step; a cache that cannot be written is done without."""
    folder = cache_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", dir=folder, prefix=f".{name}.", delete=False
        ) as file:
            json.dump({"key": key, "value": value}, file)
        Path(file.name).replace(folder / f"{name}.json")
    except OSError:
        return
