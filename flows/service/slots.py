"""The slots of one limit that this process has: lent, kept for a while, handed on, given back."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog

from flows.service.api import Api, ServiceRefused, ServiceUnavailable

_LENT = 60.0
"""Seconds; Prefect lends for no less."""
_RENEW_EVERY = 15.0
_SLICE = 5.0
"""Seconds after which a slot is handed on if somebody waits."""
_LINGER = 1.0
"""Seconds that a slot is kept for the next search while nobody uses it."""
_POLL = 0.2
_STEP_BACK = 3 * _POLL
"""Seconds that the one who handed a slot on leaves to the others."""
_LOCKED = 423
_LAST_WORDS = 0.5
"""Seconds that the keeper has, at the end, for what it is giving back at that moment."""

_log = structlog.get_logger(__name__)


def waiting_name(name: str) -> str:
    """Of the limit whose slots say how many wait for one of ``name``."""
    return f"{name}-waiting"


@dataclass(eq=False)
class _Lease:
    """Slots that the server has lent."""

    id: str
    slots: int
    since: float
    renewed: float
    idle_since: float | None = None


@dataclass
class _Waiting:
    """Who of this process waits, and what it has told the others."""

    threads: int = 0
    told: _Lease | None = None


class Slots:
    """The slots of one limit that this process has; safe to share between threads."""

    def __init__(
        self,
        api: Api,
        name: str,
        clock: Callable[[], float] = time.monotonic,
        slice_: float = _SLICE,
    ) -> None:
        self._api = api
        self._name = name
        self._now = clock
        self._slice = slice_
        self._lock = threading.Lock()
        self._leases: list[_Lease] = []
        self._waiting = _Waiting()
        self._not_before = 0.0
        self._closed = threading.Event()
        self._keeper: threading.Thread | None = None

    @contextmanager
    def holding(self, slots: int, over: Callable[[], bool]) -> Iterator[bool]:
        """Have slots while this lasts, after waiting for them; ``False`` if ``over`` came first."""
        lease = self._take(slots, over)
        try:
            yield lease is not None
        finally:
            if lease is not None:
                self._put(lease)

    def give_back(self, api: Api) -> None:
        """Give everything back, also what is in use, through a connection that is not: the process
        ends."""
        self._closed.set()
        if self._keeper is not None:
            self._keeper.join(_LAST_WORDS)  # nothing else knows of a slot that it gives back
        with self._lock:
            leases, self._leases = self._leases, []
            if self._waiting.told is not None:
                leases.append(self._waiting.told)
        for lease in leases:
            self._release(lease, api)

    def _take(self, slots: int, over: Callable[[], bool]) -> _Lease | None:
        lease = self._kept(slots) or self._lent(slots)
        if lease is not None:
            return lease
        with self._announced():
            while not over() and not self._closed.wait(_POLL):
                lease = self._kept(slots) or self._lent(slots)
                if lease is not None:
                    return lease
        return None

    def _put(self, lease: _Lease) -> None:
        now = self._now()
        with self._lock:
            lease.idle_since = now
        if now - lease.since < self._slice:
            return
        if not self._is_awaited():
            lease.since = now
            return
        with self._lock:
            if lease not in self._leases or lease.idle_since is None:
                return  # another thread has it now
            self._leases.remove(lease)
            self._not_before = now + _STEP_BACK
        self._release(lease)

    def _kept(self, slots: int) -> _Lease | None:
        with self._lock:
            for lease in self._leases:
                if lease.idle_since is not None and lease.slots == slots:
                    lease.idle_since = None
                    return lease
        return None

    def _lent(self, slots: int) -> _Lease | None:
        if self._now() < self._not_before:
            return None
        lease = self._ask(self._name, slots)
        if lease is not None:
            with self._lock:
                self._leases.append(lease)
                if self._keeper is None:
                    self._keeper = threading.Thread(
                        target=self._keep, name=f"slots-{self._name}", daemon=True
                    )
                    self._keeper.start()
        return lease

    def _ask(self, name: str, slots: int) -> _Lease | None:
        try:
            told = self._api.post(
                "v2/concurrency_limits/increment-with-lease",
                {"names": [name], "slots": slots, "mode": "concurrency", "lease_duration": _LENT},
            )
        except ServiceRefused as error:
            if error.status == _LOCKED:
                return None
            raise
        except ServiceUnavailable as error:
            _log.warning("slot", limit=name, error=str(error))  # it may be starting again
            return None
        now = self._now()
        return _Lease(told["lease_id"], slots, now, now)

    @contextmanager
    def _announced(self) -> Iterator[None]:
        """Let the other processes know that this one waits."""
        with self._lock:
            self._waiting.threads += 1
            first = self._waiting.threads == 1
        if first:
            told = self._ask(waiting_name(self._name), 1)
            with self._lock:
                self._waiting.told = told
        try:
            yield
        finally:
            with self._lock:
                self._waiting.threads -= 1
                told = self._waiting.told if self._waiting.threads == 0 else None
                if told is not None:
                    self._waiting.told = None
            if told is not None:
                self._release(told)

    def _is_awaited(self) -> bool:
        try:
            limit = self._api.get(f"v2/concurrency_limits/{waiting_name(self._name)}")
        except (ServiceUnavailable, ServiceRefused):
            return False
        return int(limit["active_slots"]) > (self._waiting.told is not None)

    def _keep(self) -> None:
        """Lend again what is used, and give back what is not."""
        while not self._closed.wait(_LINGER / 2):
            now = self._now()
            with self._lock:
                unused = [
                    lease
                    for lease in self._leases
                    if lease.idle_since is not None and now - lease.idle_since >= _LINGER
                ]
                self._leases = [lease for lease in self._leases if lease not in unused]
                used = [*self._leases, *([self._waiting.told] if self._waiting.told else [])]
            for lease in unused:
                self._release(lease)
            for lease in used:
                if now - lease.renewed >= _RENEW_EVERY:
                    self._renew(lease)

    def _renew(self, lease: _Lease) -> None:
        try:
            self._api.post(
                f"v2/concurrency_limits/leases/{lease.id}/renew", {"lease_duration": _LENT}
            )
            lease.renewed = self._now()
        except (ServiceUnavailable, ServiceRefused) as error:
            # The search goes on: more at once than wanted is better than work that is lost.
            _log.warning("slot", limit=self._name, error=str(error))

    def _release(self, lease: _Lease, api: Api | None = None) -> None:
        try:
            (api or self._api).post(
                "v2/concurrency_limits/decrement-with-lease", {"lease_id": lease.id}
            )
        except (ServiceUnavailable, ServiceRefused) as error:
            _log.info("slot", limit=self._name, error=str(error))  # it comes back in a minute
