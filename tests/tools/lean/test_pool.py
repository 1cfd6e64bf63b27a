"""Admission by real threads: never too many at once, in a fair order, nothing lost."""

from __future__ import annotations

import os
import pickle
import signal
import threading
import tracemalloc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.errors import LeanCrashed, UserInputError
from tools.lean.capacity import usable_cores
from tools.lean.pool import Cancelled, Pool, Slot

GIB = 1 << 30
PATIENCE = 30.0
"""Seconds after which a test gives up on a thread that should have gone on at once."""


def run_all(pool: Pool, asked: list[tuple[str, bool]], body: Callable[[int, Slot], None]) -> None:
    """Queue up in this order, behind one holder of each slot, and let all run."""
    holders = [pool.ask("holder", urgent=True) for _ in range(pool.size)]
    slots = [pool.ask(owner, urgent=urgent) for owner, urgent in asked]

    def use(number: int) -> None:
        with pool.granted(slots[number]) as slot:
            body(number, slot)

    with ThreadPoolExecutor(len(asked) + 1) as threads:
        futures = [threads.submit(use, number) for number in range(len(asked))]
        for holder in holders:
            with pool.granted(holder):
                pass
        for future in futures:
            future.result(PATIENCE)


def expected_order(asked: list[tuple[str, bool]]) -> list[int]:
    """Urgent first, then one of each owner in the order of first asking, and round again."""
    order: list[int] = []
    for urgency in (True, False):
        lanes: dict[str, list[int]] = {}
        for number, (owner, urgent) in enumerate(asked):
            if urgent is urgency:
                lanes.setdefault(owner, []).append(number)
        while any(lanes.values()):
            order += [lane.pop(0) for lane in lanes.values() if lane]
    return order


ASKED = st.lists(st.tuples(st.sampled_from("abcd"), st.booleans()), min_size=1, max_size=12)
FEW = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@FEW
@given(ASKED)
def test_one_slot_is_given_in_fair_order(asked: list[tuple[str, bool]]) -> None:
    order: list[int] = []
    run_all(Pool(1, GIB), asked, lambda number, _: order.append(number))
    assert order == expected_order(asked)


@FEW
@given(st.integers(1, 4), ASKED)
def test_never_more_run_than_there_are_slots(size: int, asked: list[tuple[str, bool]]) -> None:
    pool = Pool(size, size * GIB)
    lock = threading.Lock()
    running: set[int] = set()
    most = 0
    full = threading.Barrier(min(size, len(asked)))
    meeting = len(asked) - len(asked) % full.parties

    def body(number: int, slot: Slot) -> None:
        nonlocal most
        with lock:
            running.add(number)
            most = max(most, len(running))
            assert len(running) <= pool.running <= size
        if ranks[number] < meeting:
            full.wait(PATIENCE)  # all slots are in use at once
        with lock:
            running.remove(number)

    ranks = {number: rank for rank, number in enumerate(expected_order(asked))}
    run_all(pool, asked, body)
    assert most == full.parties
    assert (pool.running, pool.waiting) == (0, 0)


def test_a_slot_is_given_back_whatever_happens() -> None:
    pool = Pool(1, GIB)
    for failure in (ValueError(), KeyboardInterrupt(), LeanCrashed("died", (), -9, "")):
        with pytest.raises(type(failure)), pool.slot("a"):
            raise failure
        assert (pool.running, pool.waiting) == (0, 0)


def test_cancelling_ends_those_who_wait_and_tells_those_who_run() -> None:
    pool = Pool(1, GIB)
    inside = threading.Event()

    def run() -> None:
        with pool.slot("a") as slot:
            inside.set()
            assert slot.cancelled.wait(PATIENCE)
            raise LeanCrashed("killed", (), -9, "")

    def wait(slot: Slot) -> None:
        with pool.granted(slot):
            raise AssertionError("it must not run")

    with ThreadPoolExecutor(2) as threads:
        running = threads.submit(run)
        assert inside.wait(PATIENCE)
        waiting = threads.submit(wait, pool.ask("a"))
        other = pool.ask("b")
        pool.cancel("a")
        for future in (running, waiting):
            with pytest.raises(Cancelled, match="for a"):
                future.result(PATIENCE)
    with pool.granted(other) as slot:
        assert not slot.cancelled.is_set()


def test_what_came_to_its_end_in_spite_of_a_cancellation_counts_as_cancelled() -> None:
    pool = Pool(1, GIB)
    with pytest.raises(Cancelled), pool.slot("a"):
        pool.cancel("a")
    assert pool.running == 0


def test_other_failures_are_not_hidden_by_a_cancellation() -> None:
    pool = Pool(1, GIB)

    def fail() -> None:
        with pool.slot("a"):
            pool.cancel("a")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert pool.running == 0


def test_who_is_interrupted_while_waiting_leaves_the_queue() -> None:
    pool = Pool(1, GIB)
    held = pool.ask("holder")

    def interrupt() -> None:
        while not pool.waiting:
            pass
        os.kill(os.getpid(), signal.SIGINT)

    thread = threading.Thread(target=interrupt)
    thread.start()
    with pytest.raises(KeyboardInterrupt), pool.slot("a"):
        raise AssertionError("it must not run")
    thread.join()
    assert (pool.running, pool.waiting) == (1, 0)
    with pool.granted(held):
        pass
    assert (pool.running, pool.waiting) == (0, 0)


def test_a_cancelled_owner_stays_so_until_it_is_readmitted() -> None:
    pool = Pool(1, GIB)
    before = pool.ask("a")
    pool.cancel("a")
    with pytest.raises(Cancelled), pool.granted(before):
        raise AssertionError("it must not run")
    with pytest.raises(Cancelled), pool.slot("a"):
        raise AssertionError("it must not run")
    pool.readmit("a")
    with pool.slot("a") as slot:
        assert not slot.cancelled.is_set()


@pytest.mark.parametrize("after", [1, 7])
def test_a_storm_of_cancellations_loses_no_slot(after: int) -> None:
    pool = Pool(2, 2 * GIB)
    done: list[str] = []
    outcomes: list[type[BaseException] | None] = []

    def work(owner: str) -> None:
        try:
            with pool.slot(owner, urgent=owner == "c"):
                done.append(owner)
                if len(done) % after == 0:
                    pool.cancel("a" if owner == "b" else "b")
        except Cancelled as error:
            outcomes.append(type(error))
            pool.readmit(error.owner)
        else:
            outcomes.append(None)

    with ThreadPoolExecutor(16) as threads:
        for future in [threads.submit(work, "abc"[n % 3]) for n in range(600)]:
            future.result(PATIENCE)
    assert len(outcomes) == 600
    assert (pool.running, pool.waiting) == (0, 0)


def test_thousands_wait_in_order_for_a_few_hundred_bytes_each() -> None:
    pool = Pool(1, GIB)
    held = pool.ask("holder")
    tracemalloc.start()
    try:
        slots = [pool.ask(f"owner {n % 10}") for n in range(10_000)]
        size, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert size / len(slots) < 400
    assert pool.waiting == len(slots)
    with pool.granted(held):
        pass
    for slot in slots:  # the owners come in turns, so this is the order: none of them blocks
        with pool.granted(slot):
            assert pool.running == 1
    assert (pool.running, pool.waiting) == (0, 0)


def test_sizes() -> None:
    assert Pool().size <= usable_cores()
    assert Pool(memory=GIB).size == 1
    assert Pool(3, 6 * GIB).memory_per_worker == 2 * GIB
    with Pool(2, 4 * GIB).slot("a") as slot:
        assert slot.memory == 2 * GIB
    for size, memory in ((0, GIB), (-1, GIB), (8, GIB)):
        with pytest.raises(UserInputError):
            Pool(size, memory)


def test_a_cancellation_crosses_process_borders() -> None:
    error = pickle.loads(pickle.dumps(Cancelled("a")))
    assert (error.owner, str(error)) == ("a", str(Cancelled("a")))
