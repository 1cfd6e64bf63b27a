"""Slots of a real server's limits: shared by processes, kept for a while, handed on, given back."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from flows.service.api import Api
from flows.service.limits import LEAN, make_limits
from flows.service.slots import Slots, waiting_name
from storage.database import FILE_NAME, Database
from storage.repository import Repository
from tests.flows.service.driving import Service, wait_until


@pytest.fixture
def api(service: Service) -> Iterator[Api]:
    with Api(service.address) as api:
        yield api


@pytest.fixture
def name(api: Api) -> str:
    """A limit of one slot that no other test uses."""
    name = f"one-{uuid4().hex[:8]}"
    make_limits(api, {name: 1})
    return name


def never() -> bool:
    return False


def active(api: Api, name: str) -> int:
    return int(api.get(f"v2/concurrency_limits/{name}")["active_slots"])


def test_a_limit_that_a_person_has_changed_stays(api: Api, name: str) -> None:
    api.patch(f"v2/concurrency_limits/{name}", {"limit": 7})
    assert make_limits(api, {name: 3}) == {name: 7}


def test_two_processes_never_have_one_slot_and_both_get_it(api: Api, name: str) -> None:
    inside, most, turns = 0, 0, [0, 0]
    lock = threading.Lock()
    until = time.monotonic() + 3
    processes = [Slots(api, name, slice_=0.2) for _ in turns]  # what a process has, twice

    def search(which: int) -> None:
        nonlocal inside, most
        while time.monotonic() < until:
            with processes[which].holding(1, never) as held:
                assert held
                with lock:
                    inside += 1
                    most = max(most, inside)
                time.sleep(0.02)
                with lock:
                    inside -= 1
                turns[which] += 1

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(search, range(2)))
    assert most == 1
    assert min(turns) >= 5, turns
    for one in processes:
        one.give_back(api)
    assert active(api, name) == active(api, waiting_name(name)) == 0


class Counting(Api):
    """Counts what is asked for."""

    asked = 0

    def post(self, path: str, body: object | None = None) -> Any:
        self.asked += path.endswith("increment-with-lease")
        return super().post(path, body)


def test_a_slot_is_kept_for_the_next_search_and_then_given_back(api: Api, name: str) -> None:
    counting = Counting(api.address)
    with counting:
        slots = Slots(counting, name)
        for _ in range(20):
            with slots.holding(1, never):
                pass
        assert counting.asked == 1
        wait_until(lambda: active(api, name) == 0, 30)
        slots.give_back(api)


def test_whoever_no_longer_wants_a_slot_stops_waiting(api: Api, name: str) -> None:
    first, second = Slots(api, name), Slots(api, name)
    began = time.monotonic()
    with first.holding(1, never), second.holding(1, lambda: time.monotonic() > began + 0.5) as held:
        assert not held
    first.give_back(api)
    assert active(api, name) == active(api, waiting_name(name)) == 0


def test_what_a_process_that_ends_has_comes_back_at_once(api: Api, name: str) -> None:
    ending, next_ = Slots(api, name), Slots(api, name)
    with ending.holding(1, never):
        ending.give_back(api)
        began = time.monotonic()
        with next_.holding(1, never) as held:
            assert held
            assert time.monotonic() < began + 1
    next_.give_back(api)
    assert active(api, name) == 0


class Slow(Api):
    """Takes its time to give a slot back."""

    begun = threading.Event()

    def post(self, path: str, body: object | None = None) -> Any:
        if path.endswith("decrement-with-lease"):
            self.begun.set()
            time.sleep(0.2)
        return super().post(path, body)


def test_what_is_given_back_when_a_process_ends_comes_back_too(api: Api, name: str) -> None:
    with Slow(api.address) as slow:
        slots = Slots(slow, name)
        with slots.holding(1, never):
            pass
        assert Slow.begun.wait(30)
        slots.give_back(api)
        assert active(api, name) == 0


def test_a_run_that_has_ended_keeps_no_slot(
    service: Service, api: Api, name: str, tmp_path: Path
) -> None:
    run = service.start_run("trial/trial", folder=str(tmp_path), limit=name)
    assert service.wait_for(run, "COMPLETED", "FAILED", "CRASHED")["type"] == "COMPLETED"
    assert active(api, name) == 0


@pytest.mark.long
def test_the_slot_of_a_process_that_was_killed_comes_back_by_itself(api: Api, name: str) -> None:
    body = {"names": [name], "slots": 1, "mode": "concurrency", "lease_duration": 60}
    api.post("v2/concurrency_limits/increment-with-lease", body)  # and nobody asks for longer
    waiting = Slots(api, name)
    with waiting.holding(1, never) as held:
        assert held
    waiting.give_back(api)


@pytest.mark.long
def test_a_run_waits_until_others_leave_it_a_slot(service: Service, api: Api) -> None:
    (service.folder / "One.lean").write_text(
        "theorem one (p : Prop) (h : p) : p ∧ p := by\n  constructor\n  · exact h\n  · exact h\n",
        encoding="utf-8",
    )
    before = api.get(f"v2/concurrency_limits/{LEAN}")["limit"]
    api.patch(f"v2/concurrency_limits/{LEAN}", {"limit": 1})
    others = Slots(api, LEAN)
    try:
        with others.holding(1, never):
            run = service.start_run("optimize-file/optimize-file", file="One.lean")
            wait_until(lambda: active(api, waiting_name(LEAN)) == 1, 90)
            repository = Repository(Database(service.home / FILE_NAME))
            waiting = [one.record for one in repository.overview.sessions()]
            assert [one.state for one in waiting if one.file.endswith("One.lean")] == ["running"]
            assert all(one.attempts == 0 for one in repository.overview.sessions()[:1])
        assert service.wait_for(run, "COMPLETED", "FAILED", "CRASHED")["type"] == "COMPLETED"
    finally:
        others.give_back(api)
        api.patch(f"v2/concurrency_limits/{LEAN}", {"limit": before})
