"""How much runs do at once, all of them together: Prefect's global concurrency limits.

A slot of ``lean`` is the search for one theorem without a model, a slot of ``model`` one with it.
Asking for a slot is a request of some 10 ms, so a process keeps one that it has for the next
search, for a few seconds, unless another process waits: who waits says so with a slot of a second
limit. Slots are lent for a minute and lent again while they are used; those of a process that was
killed come back by themselves.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field

from flows.gating import Kind
from flows.service.address import Address, named_address
from flows.service.api import Api, ServiceRefused
from flows.service.slots import Slots, waiting_name

LEAN: Kind = "lean"
MODEL: Kind = "model"
_CROWD = 10_000


def make_limits(api: Api, sizes: Mapping[str, int]) -> dict[str, int]:
    """Create the limits that are missing; one that a person has changed stays as it is.

    The sizes that hold.
    """
    held = {}
    for name, size in sizes.items():
        held[name] = _make(api, name, size)
        _make(api, waiting_name(name), _CROWD)
    return held


def _make(api: Api, name: str, size: int) -> int:
    try:
        return int(api.get(f"v2/concurrency_limits/{name}")["limit"])
    except ServiceRefused as error:
        if error.status != 404:
            raise
    try:
        api.post("v2/concurrency_limits/", {"name": name, "limit": size, "active": True})
    except ServiceRefused as error:
        if error.status != 409:  # somebody else was quicker
            raise
    return int(api.get(f"v2/concurrency_limits/{name}")["limit"])


@dataclass
class _Held:
    """What this process has of each limit of each server."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    slots: dict[tuple[Address, str], Slots] = field(default_factory=dict)


_held = _Held()


@contextmanager
def holding(name: str, slots: int = 1, over: Callable[[], bool] = lambda: False) -> Iterator[bool]:
    """Have ``slots`` of the limit ``name`` of the server that ``PREFECT_API_URL`` names, for a
    thread of a flow's process.

    Waits for them, unless ``over`` says that it is no longer worth while: then ``False``, and
    nothing is held. Without a server, and for a limit that somebody has removed, nothing waits.
    """
    address = named_address()
    if address is None:
        yield True
        return
    with _slots(address, name).holding(slots, over) as held:
        yield held


def search_gate(kind: Kind, over: Callable[[], bool]) -> AbstractContextManager[bool]:
    """A search of a flow's run takes one slot (:func:`flows.gating.gated`)."""
    return holding(kind, 1, over)


def give_all_back(seconds: float) -> None:
    """Before the process ends: every slot that it has; no request may take more ``seconds``."""
    with _held.lock:
        known, _held.slots = _held.slots, {}
    for (address, _), slots in known.items():
        with Api(address, seconds) as api:
            slots.give_back(api)


def _slots(address: Address, name: str) -> Slots:
    with _held.lock:
        key = address, name
        if key not in _held.slots:
            _held.slots[key] = Slots(Api(address), name)
        return _held.slots[key]
