"""What a crash left "Running" is ended, and nothing else is."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from flows.service.api import Api
from flows.service.marks import Mark, lives, mark_of
from flows.service.reaper import reap
from storage.database import Database
from storage.records import FlowRunRecord
from storage.repository import Repository
from tests.flows.service.driving import Service


@pytest.fixture
def api(service: Service) -> Iterator[Api]:
    with Api(service.address) as api:
        yield api


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Repository]:
    database = Database(tmp_path / "burnish.db")
    yield Repository(database)
    database.close()


@pytest.fixture(scope="module")
def gone() -> Mark:
    """A process that has ended."""
    process = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    mark = mark_of(process.pid)
    assert lives(mark)
    process.communicate(b"\n")
    return mark


def running(api: Api, state: str = "RUNNING") -> str:
    """A run that nothing runs."""
    flow = api.post("flows/", {"name": "unserved"})
    run = api.post("flow_runs/", {"flow_id": flow["id"], "state": {"type": "PENDING"}})
    body = {"state": {"type": state}, "force": True}
    api.post(f"flow_runs/{run['id']}/set_state", body)
    return str(run["id"])


def record(run: str, mark: Mark, session: str | None = None) -> FlowRunRecord:
    return FlowRunRecord(run, "unserved", mark.host, mark.boot, mark.pid, mark.started, session)


def state(api: Api, run: str) -> dict[str, Any]:
    found: dict[str, Any] = api.get(f"flow_runs/{run}")["state"]
    return found


def test_only_the_runs_whose_processes_are_gone_are_ended(
    api: Api, repository: Repository, gone: Mark
) -> None:
    here = mark_of()
    marks = {
        "lost": gone,
        "rebooted": replace(here, boot="another start"),
        "reused": replace(here, started="1"),
        "alive": here,
        "elsewhere": replace(gone, host="elsewhere.invalid"),
    }
    session = repository.start_session("asked", "optimize", "A.lean", {}).id
    runs = {name: running(api) for name in (*marks, "unknown")}
    for name, mark in marks.items():
        repository.flow_runs.record(record(runs[name], mark, session))
    ended = {run.id for run in reap(api, repository)}
    names = {name for name, run in runs.items() if run in ended}
    assert names == {"lost", "rebooted", "reused"}
    found = state(api, runs["lost"])
    assert found["type"] == "CRASHED"
    assert session in found["message"]
    assert state(api, runs["alive"])["type"] == state(api, runs["unknown"])["type"] == "RUNNING"
    assert reap(api, repository) == []


def test_a_run_that_was_being_cancelled_is_cancelled(
    api: Api, repository: Repository, gone: Mark
) -> None:
    run = running(api, "CANCELLING")
    repository.flow_runs.record(record(run, gone))
    assert [one.state for one in reap(api, repository)] == ["Cancelled"]
    assert state(api, run)["type"] == "CANCELLED"


def test_after_an_end_in_good_order_a_run_is_put_back(
    api: Api, repository: Repository, gone: Mark
) -> None:
    run = running(api)
    repository.flow_runs.record(record(run, gone))
    assert [one.id for one in reap(api, repository, again=True)] == [run]
    assert state(api, run)["type"] == "SCHEDULED"


def test_a_run_without_a_word_is_lost_if_only_this_server_runs_it(
    api: Api, repository: Repository
) -> None:
    known = api.get("deployments/name/trial/trial")
    body = {"flow_id": known["flow_id"], "deployment_id": known["id"], "state": {"type": "PENDING"}}
    run = str(api.post("flow_runs/", body)["id"])
    api.post(f"flow_runs/{run}/set_state", {"state": {"type": "RUNNING"}, "force": True})
    assert reap(api, repository, own=[str(uuid4())]) == []
    assert [one.id for one in reap(api, repository, own=[known["id"]])] == [run]


def test_a_process_is_known_again_by_more_than_its_number() -> None:
    here = mark_of()
    assert lives(here)
    assert lives(replace(here, started="1")) is False
    assert lives(replace(here, boot="another start")) is False
    assert lives(replace(here, host="elsewhere.invalid")) is None
