"""Units of work on a real server: the test is the worker, and the clock is the test's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from flows.service.address import Address
from flows.service.api import Api
from flows.service.beating import Beats
from flows.service.dispatching import Dispatcher
from flows.service.mailbox import Mailbox
from flows.service.parcels import ROWS, UNIT, Parcel, Patience, RowsRefused, UnitsLost
from tests.flows.service.driving import Service
from tests.flows.service.patient import Patient

_LONG = 1000.0


@pytest.fixture
def api(service: Service) -> Iterator[Api]:
    with Patient(service.address) as api:
        yield api


def both(*acts: Callable[[], None]) -> Callable[[], None]:
    """One turn in which several things are done."""

    def turn() -> None:
        for act in acts:
            act()

    return turn


@dataclass
class Office:
    """Sends units of one session, and plays the worker between two looks."""

    api: Api
    session: str = field(default_factory=lambda: uuid4().hex[:8])
    pool: str = field(default_factory=lambda: f"pool-{uuid4().hex[:8]}")
    taken: dict[str, Any] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    now: float = 0.0
    stopped: bool = False

    def dispatch(self, keys: str, *turns: Callable[[], None]) -> None:
        """Send a unit for each letter; each turn is what a worker does before the next look."""
        waiting = list(turns)

        def wait(seconds: float) -> None:
            self.now += seconds
            if not waiting:
                raise AssertionError(f"there is still something to do: {self.runs()}")
            waiting.pop(0)()

        dispatcher = Dispatcher(
            *(self.api, self.pool, self.session),
            patience=Patience(),
            progress=self.said.append,
            clock=lambda: self.now,
            wait=wait,
        )
        parcels = [Parcel(key, f"unit {key}", partial(dict, do=key)) for key in keys]
        dispatcher.run(parcels, self.take, lambda: self.stopped)
        assert not waiting

    def take(self, parcel: Parcel, rows: Any) -> None:
        if rows == "bad":
            raise RowsRefused("They are bad.")
        assert parcel.key not in self.taken
        self.taken[parcel.key] = rows

    def runs(self) -> list[tuple[str, str]]:
        """Unit and state of each run, in the order in which they were sent."""
        return [(run["parameters"]["unit"], run["state_type"]) for run in self._found()]

    def run(self, key: str) -> str:
        """The last run of a unit."""
        runs: list[str] = [run["id"] for run in self._found() if run["parameters"]["unit"] == key]
        return runs[-1]

    def is_now(self, key: str, state: str, message: str = "") -> None:
        body = {"state": {"type": state, "message": message}, "force": True}
        self.api.post(f"flow_runs/{self.run(key)}/set_state", body)

    def begin(self, key: str) -> None:
        self.is_now(key, "RUNNING")

    def leave(self, key: str, rows: Any) -> None:
        Mailbox(self.api, self.run(key)).put(ROWS, rows)

    def finish(self, key: str) -> None:
        assert Mailbox(self.api, self.run(key)).get(UNIT) == {"do": key}
        self.leave(key, f"rows of {key}")
        self.is_now(key, "COMPLETED")

    def _found(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.api.post(
            "flow_runs/filter",
            {"flow_runs": {"tags": {"all_": [f"burnish-for:{self.session}"]}}},
        )
        return sorted(found, key=lambda run: run["created"])


@pytest.fixture
def office(api: Api) -> Office:
    return Office(api)


def test_rows_are_taken_and_nothing_stays_in_the_mail(office: Office) -> None:
    office.dispatch("ab", both(lambda: office.finish("b"), lambda: office.finish("a")))
    assert office.taken == {"a": "rows of a", "b": "rows of b"}
    assert office.runs() == [("a", "COMPLETED"), ("b", "COMPLETED")]
    for key in "ab":
        box = Mailbox(office.api, office.run(key))
        assert not box.holds(UNIT)
        assert not box.holds(ROWS)


def test_a_silent_run_is_dead_and_its_unit_is_sent_again(office: Office) -> None:
    def hours_pass() -> None:
        office.now += _LONG

    office.dispatch("a", lambda: office.begin("a"), hours_pass, lambda: office.finish("a"))
    assert office.runs() == [("a", "CRASHED"), ("a", "COMPLETED")]
    assert office.taken == {"a": "rows of a"}


@pytest.mark.long
def test_a_run_that_gives_signs_of_life_is_waited_for(office: Office) -> None:
    def begin() -> None:
        office.begin("a")
        beats.append(Beats(office.api, office.run("a"), lambda: 0.5))

    def long_work() -> None:
        assert beats[0].once()
        office.now += Patience().silence - 5

    beats: list[Beats] = []
    office.dispatch("a", begin, long_work, long_work, long_work, lambda: office.finish("a"))
    assert office.runs() == [("a", "COMPLETED")]


@pytest.mark.long
def test_a_run_that_was_ended_is_told_so(office: Office) -> None:
    def ended() -> None:
        office.begin("a")
        beats = Beats(office.api, office.run("a"), lambda: 0.0)
        assert beats.once()
        office.is_now("a", "CRASHED")
        assert not beats.once()

    office.dispatch("a", ended, lambda: office.finish("a"))


@pytest.mark.long
def test_a_run_whose_asker_was_cancelled_is_cancelled_too(office: Office) -> None:
    def called_off() -> None:
        office.begin("b")
        beats = Beats(office.api, office.run("b"), lambda: 0.0, asked_by=office.run("a"))
        assert beats.once()
        office.is_now("a", "CANCELLING")
        assert not beats.once()
        assert office.runs()[1] == ("b", "CANCELLED")
        raise _Killed

    with pytest.raises(_Killed):
        office.dispatch("ab", called_off)


class _Killed(BaseException):
    """As by a signal."""


def test_who_comes_after_a_crash_takes_what_waits_and_sends_nothing_twice(office: Office) -> None:
    def die() -> None:
        office.begin("b")
        office.leave("a", "rows of a")  # and its worker was killed before it could say so
        office.is_now("a", "CRASHED")
        raise _Killed

    with pytest.raises(_Killed):
        office.dispatch("abc", die)
    office.dispatch("abc", both(lambda: office.finish("b"), lambda: office.finish("c")))
    assert office.taken == {key: f"rows of {key}" for key in "abc"}
    assert office.runs() == [("a", "CRASHED"), ("b", "COMPLETED"), ("c", "COMPLETED")]


@pytest.mark.long
def test_what_nobody_wants_any_more_is_cancelled(office: Office) -> None:
    with pytest.raises(AssertionError, match="still something to do"):
        office.dispatch("ab")
    office.dispatch("b", lambda: office.finish("b"))
    assert office.runs() == [("a", "CANCELLED"), ("b", "COMPLETED")]


@pytest.mark.long
def test_to_stop_calls_back_what_was_not_begun(office: Office) -> None:
    def stop() -> None:
        office.begin("a")
        office.stopped = True

    office.dispatch("ab", stop)
    assert office.runs() == [("a", "RUNNING"), ("b", "CANCELLED")]
    assert any("take" in line for line in office.said)
    office.stopped = False
    office.dispatch("ab", both(lambda: office.finish("a"), lambda: office.finish("b")))
    assert office.runs()[2:] == [("b", "COMPLETED")]


def test_a_unit_that_fails_everywhere_stops_with_what_was_said(office: Office) -> None:
    def refuse() -> None:
        office.is_now("a", "FAILED", "This unit is for another Lean.")

    with pytest.raises(UnitsLost, match=r"3 times without success.*for another Lean"):
        office.dispatch("a", refuse, refuse, refuse)
    assert len(office.runs()) == 3


@pytest.mark.long
def test_rows_that_are_none_are_asked_for_again(office: Office) -> None:
    def badly() -> None:
        office.leave("a", "bad")
        office.is_now("a", "COMPLETED")

    office.dispatch("a", badly, lambda: office.finish("a"))
    assert office.taken == {"a": "rows of a"}
    assert any("They are bad." in line for line in office.said)


@pytest.mark.long
def test_nobody_there_is_said(office: Office) -> None:
    office.dispatch("a", lambda: None, lambda: office.finish("a"))
    assert any(f"burnish worker --pool {office.pool}" in line for line in office.said)


def test_a_server_that_is_away_is_waited_for(service: Service) -> None:
    class Gone(Exception):
        pass

    said: list[str] = []

    def wait(seconds: float) -> None:
        if len(said) > 1:
            raise Gone
        now.append(now[-1] + 1000)

    now = [0.0]
    with Api(Address("http://127.0.0.1:9/api"), 1.0) as nowhere, pytest.raises(Gone):
        Dispatcher(
            *(nowhere, "pool", "session"),
            patience=Patience(),
            progress=said.append,
            clock=lambda: now[-1],
            wait=wait,
        ).run([Parcel("a", "a", dict)], lambda parcel, rows: None, lambda: False)
    assert "does not answer" in said[0]
