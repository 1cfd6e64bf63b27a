"""A database of its own for each test, and rows to fill it with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.records import ProblemRecord
from storage.repository import Repository


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    database = Database(tmp_path / "burnish.db")
    yield database
    database.close()


@pytest.fixture
def repository(database: Database) -> Repository:
    return Repository(database)


@pytest.fixture
def problem(repository: Repository) -> ProblemRecord:
    """A problem that is stored."""
    problem = ProblemRecord(
        name="and_swap",
        file="Logic.lean",
        context_hash="c0ffee",
        statement="theorem and_swap (h : p ∧ q) : q ∧ p",
        original=":= by\n  constructor\n  · exact h.2\n  · exact h.1",
        lean_fingerprint="lean-4.35.0",
    )
    repository.upsert_problem(problem)
    return problem
