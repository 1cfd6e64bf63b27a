"""The flow `search-unit`: a worker's part of a round of a collection.

Its unit and its rows go through the server; it searches in a database of its own, which is thrown
away.
"""

from __future__ import annotations

import asyncio
import os
import signal
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

import structlog
from prefect.context import FlowRunContext
from pydantic import Field

from flows.collecting import unit
from flows.gating import gated
from flows.results import TheoremResult
from flows.searching import Observer
from flows.service.address import Address, named_address
from flows.service.api import Api
from flows.service.beating import Beats, beating
from flows.service.forms import flow_of
from flows.service.limits import search_gate
from flows.service.mailbox import Mailbox
from flows.service.parameters import Form
from flows.service.parcels import ROWS, UNIT
from flows.service.pools import FLOW
from flows.service.processes import flow_process
from flows.service.retries import persistently
from flows.settings import read_settings
from storage.database import FILE_NAME, Database
from storage.repository import Repository
from tools.errors import UserInputError

_TRIES = 40
"""To leave the rows, some half an hour in all: a server that is away costs no work."""

_log = structlog.get_logger(__name__)


class UnitForm(Form):
    """What a run is told of its unit."""

    unit: str
    beat: float = Field(gt=0)
    asked_by: str | None = None


@flow_of(UnitForm)
async def search_unit(form: UnitForm) -> str:
    """Some theorems of one file, searched by a worker."""
    address, context = named_address(), FlowRunContext.get()
    if address is None or context is None or context.flow_run is None:
        raise UserInputError(f"{FLOW} works only as a run that a worker has taken from its pool.")
    run = str(context.flow_run.id)
    # The worker's folder for the run, which it takes away when the run has ended.
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as folder:
        database = Database(Path(folder) / "run" / FILE_NAME)
        try:
            with flow_process(Repository(database), FLOW, run):
                return await asyncio.to_thread(_do, address, run, form, Path(folder))
        finally:
            database.close()


def _do(address: Address, run: str, form: UnitForm, folder: Path) -> str:
    with Api(address) as api, Api(address, form.beat) as other:
        box = Mailbox(api, run)
        counted = _Counted()
        beats = Beats(other, run, counted.share, form.asked_by)
        with beating(beats, form.beat, _end):
            given = _received(box)
            counted.of(len(given["positions"]))

            def searched() -> unit.Rows:
                # What another try has left is of no use without its checkpoints.
                place = Path(tempfile.mkdtemp(dir=folder))
                with gated(search_gate):
                    return unit.search_unit(given, place, _log.info, observer=counted.again())

            rows = persistently(searched, _log.warning)
            characters = persistently(lambda: box.put(ROWS, rows), _log.warning, tries=_TRIES)
    return f"{counted.done_so_far} theorems; {characters / 1000:.0f} kB of rows."


class _Counted(Observer):
    """How far a unit is."""

    def __init__(self) -> None:
        self._all = 1
        self.done_so_far = 0

    def of(self, theorems: int) -> None:
        self._all = max(1, theorems)

    def again(self) -> _Counted:
        """From the start."""
        self.done_so_far = 0
        return self

    def done(self, result: TheoremResult) -> None:
        self.done_so_far += 1

    def share(self) -> float:
        """Of the theorems that are done."""
        return min(1.0, self.done_so_far / self._all)


def _received(box: Mailbox) -> Any:
    """The unit. Raises :class:`UserInputError` if there is none, or it is from another Burnish."""
    found = persistently(lambda: box.get(UNIT), _log.warning, tries=_TRIES)
    if found is None:
        raise UserInputError("There is no unit of work in this run: `burnish collect` makes them.")
    if found["burnish"] != version("burnish"):
        raise UserInputError(
            f"This unit was sent by Burnish {found['burnish']}, and this worker has "
            f"{version('burnish')}: they have to be the same."
        )
    return _with_own_model(found["unit"])


def _with_own_model(given: dict[str, Any]) -> dict[str, Any]:
    """A unit whose model is asked where this worker was told that it is served."""
    own = read_settings().model_url
    if own is not None and given["options"]["model"]["proposer"] != "symbolic":
        given["options"]["model"]["endpoint"] = own
    return given


def _end() -> None:
    """As if the worker had been told to cancel the run."""
    os.kill(os.getpid(), signal.SIGTERM)
