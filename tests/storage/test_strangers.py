"""What a stranger's session says of itself is of the expected form, or it is refused."""

from __future__ import annotations

import json
from typing import Any

import pytest

from storage.strangers import check_session
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
    return {"kind": kind, "file": "A.lean", "settings": json.dumps(described)}


def test_what_burnish_writes_is_fine() -> None:
    check_session(_row(HONEST))
    check_session(_row({"settings": {"metric": "length"}}, "chat"))
    check_session(_row({}, "chat"))


@pytest.mark.parametrize(
    "described",
    [
        [],
        {"files": {}},
        {"files": [{"path": 1, "digest": "d", "names": [], "lean": "l"}]},
        {"files": [{"path": "A.lean", "digest": "d", "names": [1], "lean": "l"}]},
        {"settings": []},
        {"settings": {"rounds": "many"}},
        {"settings": {"rounds": 10**9}},
        {"settings": {"proposing": "me"}},
        {"settings": {"proposing": {"temperatures": [1]}}},
        {"settings": {"proposing": {"sampling": {"n": None}}}},
        {"settings": {"guards": "length"}},
        # These would be loaded.
        {"settings": {"metric": "evil.py:f"}},
        {"settings": {"metric": "length", "pareto": ["evil.py:f"]}},
        {"settings": {"metric": "length", "guards": ["evil.py:f<=original"]}},
    ],
)
def test_anything_else_is_refused(described: Any) -> None:
    with pytest.raises(UserInputError, match="damaged"):
        check_session(_row(described))


def test_a_kind_that_there_is_not_is_refused() -> None:
    with pytest.raises(UserInputError, match="damaged"):
        check_session(_row(HONEST, "\x1b[2J"))
