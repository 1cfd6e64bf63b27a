"""`burnish server` and `burnish runs` as a person uses them, with a password and a schedule."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import ClassVar

import httpx
import pytest

from flows.service.address import Address, address_of
from flows.service.api import Api
from flows.service.runs import cancel_run, list_runs
from flows.service.server import Listening, check_port
from tests.flows.conftest import Burnish
from tests.flows.service.driving import Service, free_port, start_service, wait_until
from tools.errors import UserInputError


def known(service: Service) -> dict[str, str]:
    """What lets commands find the server of the tests, from any folder."""
    return {"PREFECT_API_URL": service.address.url, "BURNISH_HOME": str(service.home)}


def test_without_a_server_it_is_said_what_to_do(burnish: Burnish) -> None:
    for arguments in (["runs"], ["runs", "cancel", "one"], ["runs", "logs", "one"]):
        answer = burnish(*arguments, PREFECT_API_URL=None)
        assert answer.status == 2
        assert "burnish server" in answer.err


def test_a_server_that_is_not_there_is_a_failure(burnish: Burnish) -> None:
    answer = burnish("runs", PREFECT_API_URL=f"http://127.0.0.1:{free_port()}/api")
    assert answer.status == 3
    assert "does not answer" in answer.err


def test_runs_are_listed_and_named(service: Service, burnish: Burnish) -> None:
    asked = datetime.now(UTC) + timedelta(days=1)
    with Api(service.address) as api:
        found = api.get("deployments/name/trial/trial")
        state = {"type": "SCHEDULED", "state_details": {"scheduled_time": asked.isoformat()}}
        body = {"name": "wild \x1b[31mowl", "parameters": {"folder": "/"}, "state": state}
        run = api.post(f"deployments/{found['id']}/create_flow_run", body)["id"]
    listed = burnish("runs", "--state", "scheduled", "--json", **known(service)).json["runs"]
    (ours,) = [one for one in listed if one["id"] == run]
    assert (ours["deployment"], ours["state"], ours["started"]) == ("trial", "scheduled", "")
    assert "\x1b" not in burnish("runs", **known(service)).out
    cancelled = burnish("runs", "cancel", run, "--json", **known(service))
    assert cancelled.json == {"cancelling": run}
    assert service.state(run)["type"] == "CANCELLED"
    again = burnish("runs", "cancel", run, **known(service))
    assert again.status == 2
    assert "has ended" in again.err


def test_what_is_wrong_with_a_request_is_said(service: Service, burnish: Burnish) -> None:
    assert "running" in burnish("runs", "--state", "lost", **known(service)).err
    for strange in ("nobody", "../admin/version", "%2e"):
        answer = burnish("runs", "logs", strange, **known(service))
        assert answer.status == 2
        assert "no run" in answer.err


def test_a_second_server_in_the_same_place_is_refused(service: Service, burnish: Burnish) -> None:
    answer = burnish("server", BURNISH_HOME=str(service.home), PREFECT_API_URL=None)
    assert answer.status == 2
    assert "runs already" in answer.err
    port = service.address.url.split(":")[2].split("/")[0]
    answer = burnish("server", "--port", port, PREFECT_API_URL=None)
    assert answer.status == 2
    assert "PREFECT_API_URL" in answer.err


class _Stranger(BaseHTTPRequestHandler):
    """Answers as a Prefect server does, and would like to know our password."""

    heard: ClassVar[list[dict[str, str]]] = []

    def do_GET(self) -> None:
        self.heard.append({name.lower(): value for name, value in self.headers.items()})
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"true")

    def log_message(self, *args: object) -> None:
        """Nothing."""


def test_who_listens_at_the_port_already_is_not_told_the_password() -> None:
    with HTTPServer(("127.0.0.1", 0), _Stranger) as stranger:
        threading.Thread(target=stranger.serve_forever, daemon=True).start()
        try:
            with pytest.raises(UserInputError, match="PREFECT_API_URL"):
                check_port(Listening("127.0.0.1", stranger.server_port, "burnish:k1tten"))
        finally:
            stranger.shutdown()
    assert _Stranger.heard
    assert not any("authorization" in headers for headers in _Stranger.heard)


def test_the_progress_of_all_listed_runs_is_told(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.service.runs._PAGE", 1)
    soon = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    state = {"type": "SCHEDULED", "state_details": {"scheduled_time": soon}}
    expected = {}
    with Api(service.address) as api:
        found = api.get("deployments/name/trial/trial")
        for percent in (20.0, 70.0):
            body = {"parameters": {"folder": "/"}, "state": state}
            run = api.post(f"deployments/{found['id']}/create_flow_run", body)["id"]
            for shown in (1.0, percent):
                key = f"progress-{run[:8]}"
                artifact = {"key": key, "type": "progress", "data": shown, "flow_run_id": run}
                api.post("artifacts/", artifact)
            expected[run] = percent / 100
        listed = {run.id: run.progress for run in list_runs(api, [], state="scheduled", limit=50)}
        for run in expected:
            cancel_run(api, run)
    assert {run: listed[run] for run in expected} == expected


@pytest.mark.long
def test_a_schedule_fires(service: Service, tmp_path: Path) -> None:
    with Api(service.address) as api:
        found = api.get("deployments/name/trial/trial")
        every = {"interval": 15, "anchor_date": datetime.now(UTC).isoformat()}
        schedule = {"schedule": every, "active": True, "parameters": {"folder": str(tmp_path)}}
        (made,) = api.post(f"deployments/{found['id']}/schedules", [schedule])
        try:
            wait_until((tmp_path / "trial").exists, 120)
        finally:
            api.patch(
                f"deployments/{found['id']}/schedules/{made['id']}",
                {"active": False},
            )


@pytest.fixture(scope="module")
def locked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A server that asks for a password."""
    running = start_service(tmp_path_factory.mktemp("locked"), login="burnish:k1tten")
    yield running
    running.stop()


@pytest.mark.long
def test_a_password_is_asked_of_everybody(locked: Service, tmp_path: Path) -> None:
    address = locked.address
    for login in (None, "burnish:wrong"):
        with Api(Address(address.url, login)) as api:
            assert not api.is_healthy()
    assert httpx.get(f"{address.url}/deployments/count", trust_env=False).status_code == 401
    run = locked.start_run("trial/trial", folder=str(tmp_path), seconds=0)
    assert locked.wait_for(run, "COMPLETED", "FAILED", "CRASHED")["type"] == "COMPLETED"
    logs = (locked.home / "prefect").glob("*.log")
    assert not any("k1tten" in log.read_text(encoding="utf-8") for log in logs)


def test_an_address_of_the_network_is_reached_by_this_machine() -> None:
    assert address_of("0.0.0.0", 1, None).url == "http://127.0.0.1:1/api"
    assert address_of("::", 1, None).dashboard == "http://[::1]:1"
