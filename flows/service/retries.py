"""Which failures of a run are worth another try: those of the machinery, never those of the input.

A verdict is data and no failure at all; bad input stays bad; a fault in Burnish repeats itself.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from flows.service.api import ServiceUnavailable
from tools.errors import LeanCrashed, StorageError
from tools.llm.errors import ModelUnavailable

Result = TypeVar("Result")

TRIES = 4
"""The first one included."""
_FIRST, _MOST = 2.0, 60.0
"""Seconds before the second try, doubled for each further one, up to the second number."""
_PASSING = (LeanCrashed, ModelUnavailable, ServiceUnavailable, StorageError)


def is_passing(error: BaseException) -> bool:
    """Whether the same may go well a little later."""
    return isinstance(error, _PASSING)


def persistently(
    work: Callable[[], Result],
    tell: Callable[[str], None],
    *,
    tries: int = TRIES,
    first: float = _FIRST,
) -> Result:
    """What ``work`` returns, tried again after failures that may pass.

    What was done before a failure is stored, so a further try goes on from there. Raises the last
    failure.
    """
    from tenacity import (
        RetryCallState,
        Retrying,
        retry_if_exception,
        stop_after_attempt,
        wait_exponential,
    )

    def told(state: RetryCallState) -> None:
        failed = state.outcome.exception() if state.outcome is not None else None
        pause = state.next_action.sleep if state.next_action is not None else 0.0
        tell(f"Try {state.attempt_number} of {tries} failed: {failed}\nAgain in {pause:.0f} s.")

    return Retrying(
        retry=retry_if_exception(is_passing),
        stop=stop_after_attempt(tries),
        wait=wait_exponential(multiplier=first, min=first, max=_MOST),
        before_sleep=told,
        reraise=True,
    )(work)
