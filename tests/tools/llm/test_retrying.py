from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.llm.retrying import Transient, pause_before, persistently, read_retry_after


def test_pauses_double_up_to_half_a_minute_and_are_spread() -> None:
    for attempt, longest in ((2, 0.5), (3, 1.0), (6, 8.0), (9, 30.0), (10_000, 30.0)):
        pauses = [pause_before(attempt, None) for _ in range(50)]
        assert all(longest / 2 <= one <= longest for one in pauses)
        assert len(set(pauses)) > 1


def test_all_attempts_of_an_endpoint_outlast_a_restart() -> None:
    assert sum(pause_before(attempt, None) for attempt in range(2, 10)) > 45


def test_what_the_server_asks_for_is_granted() -> None:
    assert 7.0 <= pause_before(2, 7.0) <= 7.5


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("3", 3.0), (" 0 ", 0.0), ("1.5", 1.5), ("999999", 120.0), ("9" * 400, None),
        ("-1", None), ("nan", None), ("inf", None), ("1e3", None), ("soon", None), ("", None),
        ("²", None), (None, None), ("Thu, 99 Foo 2026 00:00:00 GMT", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0), ("Fri, 31 Dec 9999 23:59:59 GMT", 120.0),
    ],
)  # fmt: skip
def test_retry_after_is_read_and_bounded(value: str | None, seconds: float | None) -> None:
    assert read_retry_after(value) == seconds


def test_retry_after_may_be_a_date() -> None:
    soon = format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)
    seconds = read_retry_after(soon)
    assert seconds is not None
    assert 25 < seconds <= 30


@given(st.text())
def test_any_retry_after_is_nothing_or_bounded(value: str) -> None:
    seconds = read_retry_after(value)
    assert seconds is None or 0 <= seconds <= 120


def test_the_last_failure_is_raised_and_each_before_it_told() -> None:
    told: list[tuple[int, float, str]] = []
    slept: list[float] = []
    tried = 0

    async def attempt() -> None:
        nonlocal tried
        tried += 1
        raise Transient(f"fault {tried}", retry_after=float(tried))

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    def tell(number: int, pause: float, failure: Transient) -> None:
        told.append((number, pause, str(failure)))

    with pytest.raises(Transient, match="fault 3"):
        asyncio.run(persistently(attempt, 2, sleep, tell))
    assert [(number, why) for number, _, why in told] == [(2, "fault 1"), (3, "fault 2")]
    assert [pause for _, pause, _ in told] == slept
    assert slept[0] >= 1
    assert slept[1] >= 2


def test_other_failures_are_not_tried_again() -> None:
    tried = 0

    async def attempt() -> None:
        nonlocal tried
        tried += 1
        raise KeyError

    with pytest.raises(KeyError):
        asyncio.run(persistently(attempt, 5, asyncio.sleep, lambda *_: None))
    assert tried == 1
