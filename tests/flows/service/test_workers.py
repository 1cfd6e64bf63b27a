"""Two real workers: one is killed in the middle, and a collection is cancelled."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.service.api import Api
from flows.service.marks import lives, mark_of
from tests.flows.collecting.compare import differences, snapshot
from tests.flows.collecting.conftest import TEXT
from tests.flows.service.cluster import POOL, Cluster, told
from tests.flows.service.driving import wait_until
from tools.lean.toolchain import Toolchain

_OPTIONS = ("--search-rounds", "2", "--candidates", "8", "--gamma", "0")
_PATIENCE = 300.0


@pytest.fixture
def cluster(tmp_path: Path, toolchain: Toolchain) -> Iterator[Cluster]:
    """Units of one theorem each, and little patience with what is silent."""
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "File.lean").write_text(TEXT, encoding="utf-8")
    made = Cluster(tmp_path / "team", (str(corpus), *_OPTIONS), silence=5, theorems=1)
    made.folder.mkdir()
    yield made
    made.stop()


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_worker_killed_in_the_middle_loses_nothing(cluster: Cluster, tmp_path: Path) -> None:
    alone = Cluster(tmp_path / "alone", cluster.arguments)
    alone.folder.mkdir()
    alone.alone()

    cluster.keep_up()
    wait_until(cluster.is_at_work, _PATIENCE)
    worker, *its = cluster.at_work()
    marks = [mark_of(pid) for pid in its]
    os.kill(worker, signal.SIGKILL)
    wait_until(lambda: not any(map(lives, marks)), 10)
    cluster.workers_wanted = 1  # the other one does it all
    cluster.finish(_PATIENCE)
    assert not differences(snapshot(cluster.database), snapshot(alone.database))

    wait_until(lambda: not cluster.undone(), told=lambda: told(cluster.undone()))
    with Api(cluster.address) as api:
        states = [run["state_type"] for run in api.post("flow_runs/filter", {})]
    assert sorted(states) == ["COMPLETED"] * 3 + ["CRASHED"]
    assert cluster.left_in_mail() == []
    assert cluster.ends == []


@pytest.mark.long
@pytest.mark.timeout(900)
def test_units_end_with_the_run_that_they_are_for(cluster: Cluster) -> None:
    cluster.keep_up_workers()
    run = cluster.start_run(
        "collect/collect",
        corpus=cluster.arguments[0],
        pool=POOL,
        search_rounds=12,
        candidates=48,
    )
    wait_until(cluster.is_at_work, _PATIENCE)
    marks = [mark_of(pid) for pid in cluster.at_work()[1:]]
    with Api(cluster.address) as api:
        api.post(f"flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
    asked = time.monotonic()
    wait_until(lambda: not any(map(lives, marks)), 15)
    print(f"ended after {time.monotonic() - asked:.1f} s")
    wait_until(lambda: not cluster.undone(), told=lambda: told(cluster.undone()))
