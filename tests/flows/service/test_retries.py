"""What is tried again, and what is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from flows.service.api import ServiceUnavailable
from flows.service.retries import is_passing, persistently
from tools.errors import BurnishError, LeanCrashed, LeanUnavailable, StorageError, UserInputError
from tools.llm.errors import ModelRefused, ModelUnavailable

CRASH = LeanCrashed("Lean ended without an answer", ["lean"], -9, "")


def failing(*errors: Exception) -> Callable[[], str]:
    """Work that fails so, once each, and then is done."""
    left = list(errors)

    def work() -> str:
        if left:
            raise left.pop(0)
        return "done"

    return work


@pytest.mark.parametrize(
    "error", [CRASH, ModelUnavailable("away"), ServiceUnavailable("away"), StorageError("busy")]
)
def test_failures_of_the_machinery_may_pass(error: Exception) -> None:
    assert is_passing(error)


@pytest.mark.parametrize(
    "error",
    [
        UserInputError("no such file"),
        LeanUnavailable("no Lean"),
        ModelRefused("no such model"),
        BurnishError("something"),
        ValueError("a fault"),
    ],
)
def test_other_failures_do_not(error: Exception) -> None:
    assert not is_passing(error)
    with pytest.raises(type(error)):
        persistently(failing(error), print, first=0)


def test_the_work_is_tried_again_and_each_failure_told() -> None:
    told: list[str] = []
    assert persistently(failing(CRASH, CRASH), told.append, first=0) == "done"
    assert len(told) == 2
    assert "Lean ended without an answer" in told[0]


def test_in_the_end_the_failure_is_raised() -> None:
    with pytest.raises(LeanCrashed):
        persistently(failing(CRASH, CRASH), print, tries=2, first=0)
