"""Runs on a real Prefect server: started, scheduled, cancelled, and what is left behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.service.api import Api
from flows.service.marks import Mark, lives, mark_of
from flows.service.runs import cancel_run, find_run, list_runs, read_logs
from flows.service.tags import with_sessions
from tests.flows.service.driving import Service, wait_until
from tools.errors import UserInputError


def begin(service: Service, folder: Path, seconds: float) -> tuple[str, list[Mark]]:
    """A run that has begun, and its process and that process's child."""
    run = service.start_run("trial/trial", folder=str(folder), seconds=seconds)
    note = folder / "trial"
    wait_until(
        lambda: note.exists() and " " in note.read_text(), told=lambda: str(service.state(run))
    )
    return run, [mark_of(int(pid)) for pid in note.read_text().split()]


def test_a_cancelled_run_leaves_no_process_within_five_seconds(
    service: Service, tmp_path: Path
) -> None:
    run, marks = begin(service, tmp_path, 600)
    assert all(map(lives, marks))
    with Api(service.address) as api:
        found = list_runs(api, [], state="running", limit=5)
        (listed,) = [one for one in found if one.id == run]
        assert (listed.deployment, listed.state) == ("trial", "running")
        api.patch(f"flow_runs/{run}", {"tags": with_sessions((), ["calm-otter-1234"])})
        assert find_run(api, "calm-otter-1234")["id"] == run
        with pytest.raises(UserInputError, match="no run calm-otter"):
            find_run(api, "calm-otter")
        assert cancel_run(api, listed.name) == run
        wait_until(lambda: not any(map(lives, marks)), 5)
        assert service.wait_for(run, "CANCELLED", "CRASHED", "FAILED")["type"] == "CANCELLED"
        assert "waiting" in [line.text for line in read_logs(api, run, 100)]
