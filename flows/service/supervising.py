"""What `burnish server` does from its start to its end: the server, its limits, the reaper, runs.

This process only watches: the Prefect server and the process that starts runs are its children. One
that ends by itself is started again; when this one ends, in whatever way, all of them do.
"""

from __future__ import annotations

import fcntl
import os
import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from flows.service.address import Address, forget, remember, service_folder
from flows.service.api import Api, ServiceRefused, ServiceUnavailable
from flows.service.children import Child
from flows.service.limits import make_limits
from flows.service.marks import Mark, children_of, lives, mark_of
from flows.service.reaper import Reaped, reap
from flows.service.server import Listening, check_port, start_server, wait_until_healthy
from flows.service.serving import DEPLOYMENTS, forget_served, served_deployments, start_runner
from storage.repository import Repository
from tools.errors import UserInputError

_LOOK_EVERY = 0.2
_REAP_EVERY = 5.0
_SERVED_WITHIN = 60.0
_ANSWER = 30.0
_GRACE = 1.5
"""Seconds for runs to say goodbye, and as many for the server."""
_RESTARTS, _WITHIN = 3, 60.0
"""More ends of one process in so many seconds are no accident."""


@dataclass(frozen=True)
class Service:
    """What to run, and where."""

    home: Path
    """The folder of Burnish's database."""
    server: Listening | Address
    """One to be started, or one that runs already."""
    limits: Mapping[str, int]
    deployments: str = DEPLOYMENTS
    """``module:function`` that returns them."""

    @property
    def address(self) -> Address:
        return self.server if isinstance(self.server, Address) else self.server.address


class Supervisor:
    """Of one service. Its methods are for the main thread, which its children depend on."""

    def __init__(
        self,
        service: Service,
        repository: Repository,
        progress: Callable[[str], None],
        stopped: Callable[[], bool],
    ) -> None:
        self._service = service
        self._repository = repository
        self._progress = progress
        self._stopped = stopped
        self._server: Child | None = None
        self._runner: Child | None = None
        self._next_look = 0.0
        self._ends: dict[str, deque[float]] = {}

    def run(self, ready: Callable[[], None]) -> None:
        """Until somebody stops it; ``ready`` is called once runs can be started."""
        with self._alone():
            try:
                if self._start_server() and self._start_runner():
                    remember(self._service.home, self._service.address)
                    ready()
                    self._watch()
            finally:
                self._end()
                forget(self._service.home)

    def _watch(self) -> None:
        while not self._stopped():
            if self._server is not None and self._server.wait(0):
                self._again(self._server)
                if not self._start_server():
                    return
            if self._runner is not None and self._runner.wait(_LOOK_EVERY):
                self._again(self._runner)
                if not self._start_runner():
                    return
            self._look_for_lost()

    def _look_for_lost(self) -> None:
        """Prefect itself sees a run's process end, unless something that it started lives on."""
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + _REAP_EVERY
        with suppress(ServiceUnavailable):  # it is started again, or comes back
            with Api(self._service.address, _ANSWER) as api:
                lost = reap(api, self._repository, settled=2 * _REAP_EVERY)
            for run in lost:
                self._progress(f"The run {run.name} had lost its process; it is {run.state} now.")

    def _again(self, child: Child) -> None:
        ends = self._ends.setdefault(child.name, deque(maxlen=_RESTARTS))
        now = time.monotonic()
        if len(ends) == _RESTARTS and now - ends[0] < _WITHIN:
            raise child.failure("ended again and again")
        ends.append(now)
        self._progress(f"{child.name} ended; it is started again. Its log is {child.log}.")
        child.end(0)

    def _start_server(self) -> bool:
        service = self._service
        if isinstance(service.server, Address):
            with Api(service.address, _ANSWER) as api:
                api.get("health")
                api.get("admin/version")  # raises what is wrong with the login
        else:
            check_port(service.server)
            self._server = start_server(service.server, service.home)
            if not wait_until_healthy(self._server, service.address, self._progress, self._stopped):
                return False
        with Api(service.address) as api:
            make_limits(api, service.limits)
        return True

    def _start_runner(self) -> bool:
        """Whether runs can be started; what the last such process has left is ended before."""
        service = self._service
        if self._runner is not None:  # which has ended, and its runs are about to
            known = self._repository.flow_runs.all()
            _ended([Mark(run.host, run.boot, run.pid, run.pid_started) for run in known])
        for run in self._reap(again=False):
            self._progress(f"The run {run.name} had lost its process; it is {run.state} now.")
        forget_served(service.home)
        self._runner = start_runner(service.address, service.home, service.deployments)
        began = time.monotonic()
        while served_deployments(service.home) is None:
            if self._stopped():
                return False
            if self._runner.wait(_LOOK_EVERY / 2):
                raise self._runner.failure("did not start")
            if time.monotonic() - began > _SERVED_WITHIN:
                raise self._runner.failure("did not make the flows known to the server")
        return True

    def _reap(self, *, again: bool) -> list[Reaped]:
        service = self._service
        # Another machine may start runs of the same deployments of a server that is not ours.
        is_ours = isinstance(service.server, Listening)
        own = served_deployments(service.home) or () if is_ours else ()
        with Api(service.address, _GRACE if again else _ANSWER) as api:
            return reap(api, self._repository, own=own, again=again)

    def _end(self) -> None:
        if self._runner is not None:
            runs = [mark_of(pid) for pid in children_of(self._runner.pid)]
            self._runner.end(0)  # its runs are told so by the kernel, and end
            if not _ended(runs):
                for run in filter(lives, runs):
                    with suppress(ProcessLookupError, PermissionError):
                        os.kill(run.pid, signal.SIGKILL)
            try:
                for reaped in self._reap(again=True):
                    self._progress(f"The run {reaped.name} is {reaped.state}.")
            except (ServiceUnavailable, ServiceRefused) as error:
                self._progress(f"Some runs may still be called running: {error}")
        if self._server is not None:
            self._server.end(_GRACE)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        path = service_folder(self._service.home) / "lock"
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("w", encoding="utf-8") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise UserInputError(
                    f"`burnish server` runs already for {self._service.home}; end that one first, "
                    "or start this one in another folder."
                ) from error
            yield


def _ended(runs: Sequence[Mark]) -> bool:
    """Whether they all do so soon."""
    until = time.monotonic() + _GRACE
    while any(map(lives, runs)):
        if time.monotonic() > until:
            return False
        time.sleep(_LOOK_EVERY / 4)
    return True
