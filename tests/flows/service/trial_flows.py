"""Flows for the tests of the server itself: small, and without Lean."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

from prefect import flow, get_run_logger
from prefect.artifacts import acreate_markdown_artifact
from prefect.deployments.runner import RunnerDeployment
from prefect.runtime import flow_run
from prefect.types.entrypoint import EntrypointType

from flows.service.deployments import deployments as burnish
from flows.service.limits import holding
from flows.service.processes import flow_process
from storage.database import Database
from storage.repository import Repository


@flow(name="trial")
async def trial(
    folder: Path, seconds: float = 0.0, name: str = "trial", limit: str | None = None
) -> str:
    """Note its process and that of a child in ``folder``, wait in a thread, with a slot of
    ``limit``, make an artifact."""
    database = Database.of(Path.cwd())
    with flow_process(Repository(database), "trial", str(flow_run.id)):
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        get_run_logger().info("waiting")
        try:
            (folder / name).write_text(f"{os.getpid()} {child.pid}", encoding="utf-8")
            await asyncio.to_thread(wait, seconds, limit)
        finally:
            child.kill()
            child.wait()
        await acreate_markdown_artifact(key="trial", markdown=f"# {name}\n\nIt is *done*.")
    database.close()
    return name


def wait(seconds: float, limit: str | None) -> None:
    """Work that hears no signal."""
    import threading

    with nullcontext() if limit is None else holding(limit):
        threading.Event().wait(seconds)


def deployments() -> list[RunnerDeployment]:
    """What the server of the tests serves: what `burnish server` does, and the trial."""
    return [
        *burnish(),
        RunnerDeployment.from_flow(
            trial,
            name="trial",
            description="A trial of the server.",
            entrypoint_type=EntrypointType.MODULE_PATH,
        ),
    ]
