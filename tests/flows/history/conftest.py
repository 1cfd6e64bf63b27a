"""A database, and a session in it that was made without Lean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.repository import Repository
from tests.flows.history.made import Stored, make_session


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    database = Database(tmp_path / ".burnish" / "burnish.db")
    yield Repository(database)
    database.close()


@pytest.fixture
def stored(repository: Repository) -> Stored:
    """A session that was killed: of one theorem, with two rounds."""
    return make_session(repository)
