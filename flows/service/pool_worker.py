"""A worker of a work pool: Prefect's process worker, which can do nothing but search units.

Prefect's own runs whatever command a deployment names, with whatever environment; ours has one
command and its own environment, and refuses runs of other flows, so that the server's users can
give it work but no programs.
"""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import sys
import warnings
from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

import httpx
from prefect.utilities.processutils import command_to_string
from prefect.workers.process import (
    ProcessJobConfiguration,
    ProcessWorker,
    ProcessWorkerResult,
)

from flows.service.address import Address
from flows.service.api import Api, ServiceRefused, ServiceUnavailable
from flows.service.beating import ENDED
from flows.service.environment import RUNNER_VARIABLE
from flows.service.pools import ENTRYPOINT, FLOW, require_pool
from tools.errors import UserInputError

if TYPE_CHECKING:
    import anyio.abc
    from prefect.client.schemas.objects import FlowRun

_AGAIN = 5.0
"""Seconds before it tries to reach a server again that was gone for long."""
_HEARTBEAT = 10
_GOODBYE = 1.0


class UnitConfiguration(ProcessJobConfiguration):
    """What to start for a run: always the same."""

    def prepare_for_flow_run(self, *arguments: Any, **named: Any) -> None:
        self.command = command_to_string([sys.executable, "-m", "prefect.engine"])
        self.env = {}
        self.working_dir = None
        super().prepare_for_flow_run(*arguments, **named)
        self.env |= {"PREFECT__FLOW_ENTRYPOINT": ENTRYPOINT, RUNNER_VARIABLE: str(os.getpid())}


# It takes the place of Prefect's own in the table of kinds, which is what is wanted.
warnings.filterwarnings("ignore", "Type 'UnitWorker'", UserWarning)


class UnitWorker(ProcessWorker):
    """Asks a pool for units, and does one after the other."""

    type = "process"
    job_configuration = UnitConfiguration

    def __init__(self, pool: str, name: str, progress: Callable[[str], None]) -> None:
        # One at a time: a unit keeps all cores of the machine busy.
        super().__init__(
            work_pool_name=pool,
            name=name,
            limit=1,
            create_pool_if_not_found=False,
            heartbeat_interval_seconds=_HEARTBEAT,
        )
        self._progress = progress
        self.at_work: set[UUID] = set()
        """The runs that were begun and have not ended."""

    async def run(
        self,
        flow_run: FlowRun,
        configuration: ProcessJobConfiguration,
        task_status: anyio.abc.TaskStatus[int] | None = None,
    ) -> ProcessWorkerResult:
        deployment = await self.client.read_deployment(flow_run.deployment_id)  # type: ignore[arg-type]  # all of them have one
        if deployment.entrypoint != ENTRYPOINT or deployment.pull_steps:
            raise UserInputError(f"This worker does {FLOW} of Burnish, and no other flow.")
        self._progress(f"{flow_run.name} …")
        self.at_work.add(flow_run.id)
        result = await super().run(flow_run, configuration, task_status)
        self.at_work.discard(flow_run.id)
        state = (await self.client.read_flow_run(flow_run.id)).state
        if state is not None:
            self._progress(f"{flow_run.name}: {state.type.value.lower()}. {state.message or ''}")
        return result


def work(pool: str, address: Address, progress: Callable[[str], None]) -> None:
    """Do units until SIGINT or SIGTERM. To be called in the main thread."""
    asyncio.run(_until_stopped(pool, address, progress))


async def _until_stopped(pool: str, address: Address, progress: Callable[[str], None]) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    stopping = asyncio.create_task(stopped.wait())
    while not stopped.is_set():
        try:
            with Api(address) as api:
                require_pool(api, pool)
        except ServiceUnavailable as error:
            progress(f"{error} It is tried again.")
            await asyncio.wait({stopping}, timeout=_AGAIN)
            continue
        worker = UnitWorker(pool, f"{socket.gethostname()}-{os.getpid()}", progress)
        working = asyncio.create_task(worker.start(printer=lambda *said: None))
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        working.cancel()
        (ended,) = await asyncio.gather(working, return_exceptions=True)
        _hand_back(worker, address)
        if not stopped.is_set():
            if not _is_passing(ended):
                raise ended or UserInputError(f"The worker of {pool} has ended.")
            progress(f"The server at {address.dashboard} is not there ({ended}); trying again.")
            await asyncio.wait({stopping}, timeout=_AGAIN)


def _is_passing(ended: BaseException | None) -> bool:
    """Whether it ended since the server was gone for long; a group of such ends counts as one."""
    if isinstance(ended, BaseExceptionGroup):
        return all(map(_is_passing, ended.exceptions))
    return isinstance(ended, httpx.TransportError | RuntimeError) or (
        isinstance(ended, httpx.HTTPStatusError) and ended.response.status_code >= 500
    )


def _hand_back(worker: UnitWorker, address: Address) -> None:
    """Say of the units in hand that they are not done, so that they are sent again at once."""
    message = "The worker was stopped; the unit is sent again."
    with Api(address, _GOODBYE) as api:
        for run in worker.at_work:
            try:
                if api.get(f"flow_runs/{run}")["state_type"] not in ENDED:
                    state = {"type": "CRASHED", "message": message}
                    api.post(f"flow_runs/{run}/set_state", {"state": state, "force": True})
            except (ServiceUnavailable, ServiceRefused):
                return  # it is missed a little later
