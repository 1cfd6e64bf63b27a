"""Signs of life of a unit of work, and the end of one that nobody waits for any more.

Prefect itself notices nothing when the process of a run is killed together with its worker. So a
unit touches a progress artifact of its run every few seconds; who sent it looks whether that goes
on. A unit whose run was ended meanwhile (it was taken for dead, or cancelled) ends itself: another
one is at its work, or nobody wants it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from flows.service.api import Api, ServiceRefused, ServiceUnavailable

ARTIFACT = "progress"
ENDED = frozenset({"COMPLETED", "FAILED", "CRASHED", "CANCELLED", "CANCELLING"})
"""States of a run that is not to be worked on."""
_CANCELLED = frozenset({"CANCELLED", "CANCELLING"})

_log = structlog.get_logger(__name__)


class Beats:
    """Of one run."""

    def __init__(
        self, api: Api, run: str, share: Callable[[], float], asked_by: str | None = None
    ) -> None:
        """``share`` tells how much of the work is done, from 0 to 1; ``asked_by`` is the run that
        the work is for, if it is one."""
        self._api = api
        self._run = run
        self._share = share
        self._asked_by = asked_by
        self._artifact: str | None = None

    def once(self) -> bool:
        """Give a sign of life; whether the run is still wanted. A server that does not answer is
        no reason to end."""
        try:
            self._touch()
            if self._api.get(f"flow_runs/{self._run}")["state_type"] in ENDED:
                return False
            return not self._is_called_off()
        except (ServiceUnavailable, ServiceRefused) as error:
            _log.warning("beat", error=str(error))
            return True

    def _is_called_off(self) -> bool:
        """Whether the run that the work is for was cancelled, which is then true of this one."""
        if self._asked_by is None:
            return False
        if self._api.get(f"flow_runs/{self._asked_by}")["state_type"] not in _CANCELLED:
            return False
        state = {"type": "CANCELLED", "message": "The run that it was for was cancelled."}
        self._api.post(f"flow_runs/{self._run}/set_state", {"state": state, "force": True})
        return True

    def _touch(self) -> None:
        percent = round(100 * self._share(), 1)
        if self._artifact is None:
            body = {"type": ARTIFACT, "data": percent, "flow_run_id": self._run}
            self._artifact = str(self._api.post("artifacts/", body)["id"])
        else:
            self._api.patch(f"artifacts/{self._artifact}", {"data": percent})


@contextmanager
def beating(beats: Beats, every: float, unwanted: Callable[[], object]) -> Iterator[None]:
    """While this lasts, give signs of life; ``unwanted`` is called, from another thread, once the
    run is no longer wanted."""
    over = threading.Event()

    def go_on() -> None:
        while beats.once():
            if over.wait(every):
                return
        if not over.is_set():
            unwanted()

    thread = threading.Thread(target=go_on, name="beats", daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
