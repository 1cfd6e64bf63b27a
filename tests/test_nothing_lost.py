"""A collection by two workers, killed again and again anywhere, ends as if nobody had touched it.

The moments and the victims are drawn by seed: the collection, a worker, the process of a unit, a
Lean, the Prefect server, and the one that keeps it up.
"""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest

from tests.flows.collecting.compare import Snapshot, differences, snapshot
from tests.flows.service.cluster import Cluster, again, judged, told
from tests.flows.service.driving import wait_until

_EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
_OPTIONS = ("--search-rounds", "1", "--candidates", "4", "--seed", "3")
_KILLS, _SEED = 50, 6
_MOMENTS = (0.1, 3.0)
"""Seconds from when Lean is at work to a kill, at least and at most."""
_WAIT = 8.0
"""Seconds for which Lean is waited for at most: chance decides how many, so that some kills hit
what is about to start."""
_PATIENCE = 600.0


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """What a collection here leaves, without workers, undisturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    alone = Cluster(folder, (str(_EXAMPLES), *_OPTIONS))
    alone.alone()
    return snapshot(alone.database)


def bring_to_work(cluster: Cluster, seconds: float) -> bool:
    """Wait until Lean is at work, or for some seconds; whether all is done already."""
    until = time.monotonic() + seconds
    while not cluster.keep_up():
        if cluster.is_at_work() or time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_fifty_kills_change_nothing(tmp_path: Path, expected: Snapshot) -> None:
    chance = random.Random(_SEED)
    cluster = Cluster(tmp_path, (str(_EXAMPLES), *_OPTIONS))
    known = judged(cluster.database)
    finished: list[Path] = []
    try:
        while cluster.killed.total() < _KILLS:
            if bring_to_work(cluster, chance.uniform(0, _WAIT)):
                finished.append(cluster.database)
                cluster.begin_again(f"another{len(finished)}")
                known = {}
                continue
            time.sleep(chance.uniform(*_MOMENTS))
            cluster.kill(chance)
            now = judged(cluster.database)
            assert not again(known, now), told(again(known, now))
            known = now
        cluster.finish(_PATIENCE)
        finished.append(cluster.database)
        assert not again(known, judged(cluster.database))
        wait_until(lambda: not cluster.undone(), told=lambda: told(cluster.undone()))
    finally:
        cluster.stop()
    for database in finished:
        found = differences(snapshot(database), expected)
        assert not found, told(found)
    assert cluster.left_in_mail() == []
