"""Runs on a real Prefect server: started, scheduled, cancelled, and what is left behind."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from flows.service.api import Api
from flows.service.marks import Mark, lives, mark_of
from flows.service.missed import skip_missed
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


def test_what_is_planned_for_later_is_listed_only_when_asked_for(service: Service) -> None:
    later = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    state = {"type": "SCHEDULED", "state_details": {"scheduled_time": later}}
    with Api(service.address) as api:
        deployment = api.get("deployments/name/trial/trial")["id"]
        body = {"state": state, "parameters": {"folder": "", "seconds": 0}}
        run = api.post(f"deployments/{deployment}/create_flow_run", body)["id"]
        assert run not in [one.id for one in list_runs(api, [], state=None, limit=50)]
        assert run in [one.id for one in list_runs(api, [], state="scheduled", limit=50)]
        cancel_run(api, run)


def test_what_a_schedule_planned_while_nothing_ran_is_skipped(service: Service) -> None:
    with Api(service.address) as api:
        deployment = api.get("deployments/name/trial/trial")["id"]
        # Not one that the runner takes: it asks for nothing that its deployment has not.
        body = {"name": "idle", "flow_id": api.get(f"deployments/{deployment}")["flow_id"]}
        idle = api.post("deployments/", {**body, "parameter_openapi_schema": {}})["id"]
        schedule = {"interval": 1.0, "anchor_date": "2026-01-01T00:00:00Z"}
        api.post(f"deployments/{idle}/schedules", [{"active": True, "schedule": schedule}])
        put_off = api.post(f"deployments/{idle}/create_flow_run", {"parameters": {}})["id"]
        wait_until(lambda: skip_missed(api, [idle]) > 0)
        found = api.post("flow_runs/filter", {"deployments": {"id": {"any_": [idle]}}})
        names = {one["id"]: one["state"]["name"] for one in found}
        assert names[put_off] in ("Scheduled", "Late")
        assert "Skipped" in names.values()
        assert skip_missed(api, []) == 0
        api.delete(f"deployments/{idle}")
