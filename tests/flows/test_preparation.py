"""What is refused before anything is searched or judged in a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.preparation import prepare
from storage.database import Database
from storage.repository import Repository
from tools.errors import UserInputError
from tools.lean.lean import Lean
from tools.lean.source import Source


def test_a_file_without_the_usual_imports_is_refused(lean: Lean, tmp_path: Path) -> None:
    """It could declare otherwise what Lean's kernel computes by name."""
    database = Database(tmp_path / "burnish.db")
    try:
        text = "import Init\n/- prelude -/ theorem t (p : Prop) (h : p) : p := h\n"
        repository = Repository(database)
        prepared = prepare(repository, lean, tmp_path / "A.lean", Source(text), [])
        assert [theorem.problem is None for theorem in prepared.theorems] == [False]
        prelude = Source(text.replace("import Init\n", "prelude\nimport Init.Classical\n"))
        with pytest.raises(UserInputError, match="begins with `prelude`"):
            prepare(repository, lean, tmp_path / "B.lean", prelude, [])
    finally:
        database.close()
