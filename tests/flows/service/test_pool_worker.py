"""What a worker starts for a run, whatever the run's deployment asks for."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from uuid import uuid4

from prefect.client.schemas.objects import FlowRun
from prefect.flows import load_flow_from_entrypoint

from flows.service.environment import RUNNER_VARIABLE
from flows.service.pool_worker import UnitConfiguration
from flows.service.pools import ENTRYPOINT, FLOW


def test_only_units_are_started(tmp_path: Path) -> None:
    asked = UnitConfiguration(
        command=f"touch {tmp_path / 'harm'}",
        env={"LD_PRELOAD": "harm.so", "PATH": "/harm", "PREFECT__FLOW_ENTRYPOINT": "harm.run"},
        working_dir=tmp_path,
    )
    asked.prepare_for_flow_run(FlowRun(id=uuid4(), flow_id=uuid4(), name="unit"))
    assert asked.command is not None
    assert "harm" not in asked.command
    assert sys.executable in asked.command
    assert asked.working_dir is None
    assert asked.env.get("LD_PRELOAD") == os.environ.get("LD_PRELOAD")
    assert asked.env["PATH"] == os.environ["PATH"]
    assert asked.env["PREFECT__FLOW_ENTRYPOINT"] == ENTRYPOINT
    assert asked.env[RUNNER_VARIABLE] == str(os.getpid())  # it ends when its worker does


def test_the_entrypoint_is_there() -> None:
    assert load_flow_from_entrypoint(ENTRYPOINT).name == FLOW
