"""A database of its own for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    database = Database(tmp_path / ".burnish" / "burnish.db")
    yield Repository(database)
    database.close()
