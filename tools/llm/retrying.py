"""When a request is made again, and how long after."""

from __future__ import annotations

import random
import re
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState, retry_if_exception_type, stop_after_attempt

Result = TypeVar("Result")
Sleep = Callable[[float], Awaitable[None]]

_FIRST, _MOST = 0.5, 30.0
"""Seconds before the second attempt, doubled for each further one, up to the second number."""
_LONGEST_ASKED = 120.0
"""Seconds that a server may ask for: more is a mistake, or no way to treat somebody waiting."""


class Transient(Exception):
    """An attempt that failed for a reason which may pass."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        """``reason`` is fit to be shown; ``retry_after`` is what the server asked for, in
        seconds."""
        super().__init__(reason)
        self.retry_after = retry_after


def pause_before(attempt: int, retry_after: float | None) -> float:
    """Seconds before the attempt of this number (from 2), spread so that clients do not meet."""
    backoff = min(_MOST, _FIRST * 2.0 ** min(attempt - 2, 16))
    pause = backoff * random.uniform(0.5, 1.0)
    return pause if retry_after is None else retry_after + pause


def read_retry_after(value: str | None) -> float | None:
    """Seconds from a ``Retry-After`` header in either form, bounded; ``None`` if it is neither."""
    if value is None:
        return None
    text = value.strip()
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        return min(float(text), _LONGEST_ASKED)
    try:
        until = parsedate_to_datetime(text)
        seconds = (until.replace(tzinfo=until.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    except (ValueError, OverflowError):
        return None
    return min(max(seconds, 0.0), _LONGEST_ASKED)


async def persistently(
    attempt: Callable[[], Awaitable[Result]],
    retries: int,
    sleep: Sleep,
    told: Callable[[int, float, Transient], None],
) -> Result:
    """The result of the first attempt that has one; the last :class:`Transient` if none has.

    ``told`` hears of each failure that is followed by another attempt: that one's number, how many
    seconds before it, and why.
    """

    def wait(state: RetryCallState) -> float:
        return pause_before(state.attempt_number + 1, _failure(state).retry_after)

    def before_sleep(state: RetryCallState) -> None:
        pause = state.next_action.sleep if state.next_action else 0.0
        told(state.attempt_number + 1, pause, _failure(state))

    return await AsyncRetrying(
        sleep=sleep,
        stop=stop_after_attempt(1 + retries),
        wait=wait,
        retry=retry_if_exception_type(Transient),
        before_sleep=before_sleep,
        reraise=True,
    )(attempt)


def _failure(state: RetryCallState) -> Transient:
    error = state.outcome.exception() if state.outcome else None
    return error if isinstance(error, Transient) else Transient("unknown")
