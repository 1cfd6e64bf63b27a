"""The folder in which `burnish` runs, with a collection in its database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.flows.exporting.stored import Stored, stored_in


@pytest.fixture
def stored(tmp_path: Path) -> Iterator[Stored]:
    """The folder in which `burnish` runs has a finished collection of two theorems."""
    made = stored_in(tmp_path)
    yield made
    made.repository.database.close()
