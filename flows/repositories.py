"""The database of the folder in which a command runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from storage.database import Database
from storage.repository import Repository


@contextmanager
def stored_here() -> Iterator[Repository]:
    """What is stored for this folder, closed in the end."""
    database = Database.of(Path.cwd(), os.environ)
    try:
        yield Repository(database)
    finally:
        database.close()
