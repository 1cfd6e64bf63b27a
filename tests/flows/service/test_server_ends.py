"""Whatever is killed, nothing is left running, and what was begun goes on."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from flows.service.api import Api
from flows.service.marks import Mark, children_of, lives, mark_of
from tests.flows.service.driving import Service, start_service, wait_until
from tests.flows.service.test_running import begin

pytestmark = pytest.mark.long
Start = Callable[..., Service]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a server in the test's folder, which ends with the test."""
    running: list[Service] = []

    def one(port: int | None = None, login: str = "") -> Service:
        running.append(start_service(tmp_path, port, login))
        return running[-1]

    yield one
    for service in running:
        service.stop()


def processes(service: Service) -> dict[str, Mark]:
    """The children of the one that watches, by what they are."""
    found = {}
    for pid in children_of(service.process.pid):
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode()
        found["runner" if "flows.service.serving" in command else "server"] = mark_of(pid)
    return found


def test_stopped_in_good_order_a_run_goes_on_with_the_next_start(
    start: Start, tmp_path: Path
) -> None:
    service = start()
    run, marks = begin(service, tmp_path, 600)
    with Api(service.address) as api:
        found = api.get("deployments/name/trial/trial")
        schedule = {"schedule": {"cron": "0 3 * * *"}, "active": True}
        folder = {"parameters": {"folder": str(tmp_path)}}
        api.post(f"deployments/{found['id']}/schedules", [schedule | folder])
    watched = [*processes(service).values(), *marks]
    service.stop()
    assert not any(map(lives, watched))
    (tmp_path / "trial").unlink()
    service = start()
    wait_until((tmp_path / "trial").exists)
    assert service.state(run)["type"] == "RUNNING"
    with Api(service.address) as api:
        (kept,) = api.get("deployments/name/trial/trial")["schedules"]
        assert kept["schedule"]["cron"] == "0 3 * * *"


def test_killed_the_watcher_takes_everything_along_and_the_run_has_crashed(
    start: Start, tmp_path: Path
) -> None:
    service = start()
    run, marks = begin(service, tmp_path, 600)
    watched = [*processes(service).values(), *marks]
    service.process.kill()
    wait_until(lambda: not any(map(lives, watched)), 5)
    state = start().state(run)
    assert state["type"] == "CRASHED"
    assert "goes on" in state["message"]


def test_a_killed_prefect_server_is_started_again_under_a_run(start: Start, tmp_path: Path) -> None:
    service = start()
    run, _ = begin(service, tmp_path, 8)
    os.kill(processes(service)["server"].pid, signal.SIGKILL)
    state = service.wait_for(run, "COMPLETED", "FAILED", "CRASHED")
    assert state["type"] == "COMPLETED"


def test_a_killed_runner_takes_its_runs_along_and_is_started_again(
    start: Start, tmp_path: Path
) -> None:
    service = start()
    run, marks = begin(service, tmp_path, 600)
    os.kill(processes(service)["runner"].pid, signal.SIGKILL)
    wait_until(lambda: not any(map(lives, marks)), 5)
    service.wait_for(run, "CRASHED")
    again = service.start_run("trial/trial", folder=str(tmp_path), seconds=0)
    service.wait_for(again, "COMPLETED")


def test_a_killed_run_has_crashed(start: Start, tmp_path: Path) -> None:
    service = start()
    run, marks = begin(service, tmp_path, 600)
    os.kill(marks[0].pid, signal.SIGKILL)
    # Its child holds the pipe that Prefect waits for the end of.
    service.wait_for(run, "CRASHED")
    wait_until(lambda: not any(map(lives, marks)), 5)
