"""The flow `search-unit`: a worker's part of a round of a collection.

Its unit and its rows go through the server; it searches in a database of its own, which is thrown
away.
"""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
import time
from pathlib import Path
from typing import Any

import structlog
from prefect.context import FlowRunContext
from pydantic import Field

from flows.collecting import unit
from flows.gating import gated
from flows.service.address import Address, named_address
from flows.service.api import Api
from flows.service.beating import Beats, beating
from flows.service.dispatching import ROWS, UNIT
from flows.service.forms import flow_of
from flows.service.limits import holding
from flows.service.mailbox import Mailbox
from flows.service.parameters import Form
from flows.service.pools import FLOW
from flows.service.processes import flow_process
from flows.service.retries import persistently
from storage.database import FILE_NAME, Database
from storage.repository import Repository
from tools.errors import BurnishError, UserInputError

_POST = 60.0
"""Seconds within which the unit arrives after its run was made."""
_LOOK = 0.5
_TRIES = 40
"""To leave the rows, some half an hour in all: a server that is away costs no work."""

_log = structlog.get_logger(__name__)


class UnitForm(Form):
    """What a run is told of its unit."""

    unit: str
    beat: float = Field(gt=0)


@flow_of(UnitForm)
async def search_unit(form: UnitForm) -> str:
    """Some theorems of one file, searched by a worker."""
    address, context = named_address(), FlowRunContext.get()
    if address is None or context is None or context.flow_run is None:
        raise UserInputError(f"{FLOW} works only as a run that a worker has taken from its pool.")
    run = str(context.flow_run.id)
    # The worker's folder for the run, which it takes away when the run has ended.
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        database = Database(Path(folder) / FILE_NAME)
        try:
            with flow_process(Repository(database), FLOW, run):
                return await asyncio.to_thread(_do, address, run, form.beat, Path(folder))
        finally:
            database.close()


def _do(address: Address, run: str, beat: float, folder: Path) -> str:
    progress = unit.UnitProgress()
    with Api(address) as api, Api(address, beat) as other:
        box = Mailbox(api, run)
        beats = Beats(other, run, lambda: progress.share)
        with beating(beats, beat, _end), gated(lambda kind, over: holding(kind, 1, over)):
            rows = unit.search_unit(_received(box), folder, progress)
            characters = persistently(lambda: box.put(ROWS, rows), _log.warning, tries=_TRIES)
    return f"{progress.done} theorems; {characters / 1000:.0f} kB of rows."


def _received(box: Mailbox) -> Any:
    """The unit; the one who sends it makes the run first."""
    until = time.monotonic() + _POST
    while (found := box.get(UNIT)) is None:
        if time.monotonic() > until:
            raise BurnishError("Nobody has left a unit of work for this run.")
        time.sleep(_LOOK)
    return found


def _end() -> None:
    """As if the worker had been told to cancel the run."""
    os.kill(os.getpid(), signal.SIGTERM)
