"""What a stranger's session says of itself is of the expected form, or it is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from storage.repository import Repository
from storage.strangers import check_session
from storage.well_formed import require_well_formed
from tools.errors import UserInputError

HONEST: dict[str, Any] = {
    "files": [{"path": "A.lean", "digest": "d", "names": ["t"], "lean": "l"}],
    "settings": {
        "metric": "length",
        "rounds": 3,
        "candidates": 4,
        "guards": [],
        "pareto": [],
        "metrics": ["length"],
        "proposing": {
            "proposer": "both",
            "model": "m",
            "adapter": None,
            "sampling": {"n": 4, "max_tokens": 9},
            "temperatures": [1.0, 1],
            "rounds": 2,
            "channels": ["context"],
        },
    },
}


def _row(described: Any, kind: str = "optimize") -> dict[str, Any]:
    return {"id": "one", "kind": kind, "file": "A.lean", "settings": json.dumps(described)}


def _check(repository: Repository, row: dict[str, Any]) -> None:
    require_well_formed(repository.database, {"sessions": [row]})
    check_session(row)


def test_what_burnish_writes_is_fine(repository: Repository) -> None:
    _check(repository, _row(HONEST))
    _check(repository, _row({"settings": {"metric": "length"}}, "chat"))
    _check(repository, _row({}, "chat"))


@pytest.mark.parametrize(
    "described",
    [
        [],
        {"files": {}},
        {"files": [{"path": "A.lean", "digest": "d", "names": []}]},
        {"files": [{"path": 1, "digest": "d", "names": [], "lean": "l"}]},
        {"files": [{"path": "A.lean", "digest": "d", "names": [1], "lean": "l"}]},
        {"settings": []},
        {"settings": {"rounds": "many"}},
        {"settings": {"rounds": 10**9}},
        {"settings": {"metric": None}},
        {"settings": {"proposing": "me"}},
        {"settings": {"proposing": {"temperatures": [1]}}},
        {"settings": {"proposing": {"sampling": {"n": None}}}},
        {"settings": {"guards": "length"}},
    ],
)
def test_anything_else_is_refused(described: Any, repository: Repository) -> None:
    with pytest.raises(UserInputError, match="damaged"):
        _check(repository, _row(described))


@pytest.mark.parametrize(
    "asked",
    [
        {"metric": "length+/tmp/evil.py:run"},
        {"metric": "length", "pareto": ["length", "evil.py:run"]},
        {"metric": "length", "guards": ["evil.py:run<=original"]},
    ],
)
def test_a_stranger_does_not_choose_what_python_runs(
    asked: dict[str, Any], repository: Repository
) -> None:
    with pytest.raises(UserInputError, match=r"evil\.py:run.*--trust"):
        _check(repository, _row({"settings": asked}))


def test_a_kind_that_there_is_not_is_refused(repository: Repository) -> None:
    with pytest.raises(UserInputError, match="damaged"):
        _check(repository, _row(HONEST, "\x1b[2J"))
