"""The clock says when to pause, and why."""

from __future__ import annotations

from agents.clock import Clock


def test_it_runs_out() -> None:
    now = [100.0]
    clock = Clock(5.0, now=lambda: now[0])
    assert clock.reason == ""
    now[0] = 104.9
    assert clock.reason == ""
    now[0] = 105.0
    assert clock.reason == "the time budget of 5 s is spent"
    assert not clock.stopped


def test_without_a_limit_only_a_request_stops_it() -> None:
    clock = Clock(None, now=lambda: 1e12)
    assert clock.reason == ""
    clock.stop()
    assert clock.stopped
    assert clock.reason == "stopped on request"
