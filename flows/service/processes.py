"""The process that a flow runs in: tied to the one that started it, known to storage, ended whole.

Prefect ends a run by sending SIGTERM to its process and waiting for it to agree. Work in threads
never agrees, and Leans have sessions of their own, so the process is ended here: slots are given
back, then Leans, model calls and whatever else it started end with it, within two seconds.
"""

from __future__ import annotations

import contextlib
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import structlog

from flows.ending import handling
from flows.service.address import named_address
from flows.service.api import Api, ServiceRefused, ServiceUnavailable
from flows.service.environment import RUNNER_VARIABLE
from flows.service.limits import give_all_back
from flows.service.marks import mark_of, members_of
from storage.records import FlowRunRecord
from storage.repository import Repository
from tools.errors import BurnishError
from tools.parents import end_with_parent

RUN_VARIABLE = "PREFECT__FLOW_RUN_ID"
"""Prefect's own, in a process that was started for one run."""
_PATIENCE = 2.0
"""Seconds that the last words may take."""
_ANSWER = 0.7
_SIGNALLED = 128 + signal.SIGTERM

_log = structlog.get_logger(__name__)


class FlowProcess:
    """This process and the run that it does."""

    def __init__(self, repository: Repository, run: str, flow: str) -> None:
        self._repository = repository
        self._run = run
        self._flow = flow
        self._session: str | None = None
        self._leaving = threading.Lock()

    def belongs_to(self, session: str) -> None:
        """Note the session that the run works on."""
        self._session = session
        self.note()

    def note(self) -> None:
        """Let storage know where the run is, for the one who looks for what a crash left."""
        mark = mark_of()
        self._repository.flow_runs.record(
            FlowRunRecord(
                id=self._run,
                flow=self._flow,
                host=mark.host,
                boot=mark.boot,
                pid=mark.pid,
                pid_started=mark.started,
                session_id=self._session,
            )
        )

    def leave(self, number: int, frame: FrameType | None) -> None:
        """A signal's handler: end soon, and in any case."""
        if not self._leaving.acquire(blocking=False):
            return  # asked twice
        # In threads, because what the signal has interrupted may hold any lock.
        for act in (self._say_goodbye, self._insist):
            threading.Thread(target=act, daemon=True).start()

    def _insist(self) -> None:
        threading.Event().wait(_PATIENCE)
        _end_all(_SIGNALLED)

    def _say_goodbye(self) -> None:
        status = _SIGNALLED
        try:
            give_all_back(_ANSWER)
            if self._is_cancelled():
                status = 0  # with any other, Prefect would call it crashed for a while
            if self._session is not None:
                self._repository.set_session_state(self._session, "stopped")
            _send_logs()
        except BurnishError as error:
            _log.warning("ending", error=str(error))
        finally:
            _end_all(status)

    def _is_cancelled(self) -> bool:
        address = named_address()
        if address is None:
            return False
        with (
            Api(address, _ANSWER) as api,
            contextlib.suppress(ServiceUnavailable, ServiceRefused),
        ):
            state = api.get(f"flow_runs/{self._run}")["state_type"]
            return bool(state in ("CANCELLING", "CANCELLED"))
        return False


@contextmanager
def flow_process(repository: Repository, flow: str, run: str) -> Iterator[FlowProcess]:
    """To be entered first by the body of a flow, in its process's main thread.

    ``run`` is Prefect's id. In a process that was not started for this run alone (a test, a script
    that calls the flow) only the record is made: its signals and its end are somebody else's.
    """
    process = FlowProcess(repository, run, flow)
    process.note()
    if os.environ.get(RUN_VARIABLE) != run:
        yield process
        return
    if os.getpgrp() != os.getpid():
        os.setpgid(0, 0)
    parent = os.environ.get(RUNNER_VARIABLE, "")
    if parent.isdecimal() and not end_with_parent(int(parent), signal.SIGTERM):
        _end_all(_SIGNALLED)  # it has ended while this one was starting
    with handling(process.leave, signal.SIGTERM):
        try:
            yield process
        finally:
            # The process ends soon, or waits for a person: nobody should wait a minute for slots
            # that were kept for a next search.
            give_all_back(_ANSWER)


def _send_logs() -> None:
    """What was logged and waits to be sent; Prefect would do that at an end in good order."""
    from prefect.logging.handlers import APILogHandler

    APILogHandler().flush()


def _end_all(status: int) -> None:
    """End this process with the Leans that it runs, and its group, without waiting."""
    from tools.lean import asking, process

    process.stop_all()
    asking.stop_all()
    own = os.getpid()
    for pid in members_of(own):  # nobody's, unless it leads a group
        if pid != own:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.kill(pid, signal.SIGKILL)
    os._exit(status)
