"""Runs on a real Prefect server: started, finished, cancelled, and what is left behind."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from flows.service.address import service_folder
from flows.service.marks import Mark, lives, mark_of
from flows.service.reaper import reap
from flows.service.api import Api
from storage.database import FILE_NAME, Database
from storage.repository import Repository
from tests.flows.service.driving import Service, wait_until


def started(service: Service, tmp_path: Path, seconds: float) -> tuple[str, list[Mark]]:
    """A run that has begun, and its process and that process's child."""
    run = service.start_run("trial/trial", folder=str(tmp_path), seconds=seconds)
    note = tmp_path / "trial"
    wait_until(lambda: note.exists() and note.read_text().count(" ") == 1, told=lambda: str(service.state(run)))
    return run, [mark_of(int(pid)) for pid in note.read_text().split()]


def test_a_cancelled_run_leaves_no_process_within_five_seconds(
    service: Service, tmp_path: Path
) -> None:
    run, marks = started(service, tmp_path, 600)
    assert all(map(lives, marks))
    with Api(service.address) as api:
        api.post(f"flow_runs/{run}/set_state", {"state": {"type": "CANCELLING"}})
    asked = time.monotonic()
    wait_until(lambda: not any(map(lives, marks)), 5)
    print("gone after", time.monotonic() - asked)
    state = service.wait_for(run, "CANCELLED", "CRASHED", "FAILED", "COMPLETED")
    print("state after", time.monotonic() - asked)
    assert state["type"] == "CANCELLED"
