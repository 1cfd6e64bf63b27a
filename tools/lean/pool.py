"""Who may run a Lean process now: admission to the machine's cores and memory.

A worker is one Lean process for one batch, so nothing has to be recycled or restarted: this module
bounds how many run at once and how much memory each may take, and lets those who wait in, in a
fair order (:mod:`tools.lean.turns`). Nothing polls; one who waits costs a few hundred bytes beside
its thread.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tools.errors import BurnishError, UserInputError
from tools.lean.capacity import usable_cores, usable_memory
from tools.lean.turns import Turns

_SHARE = 0.75
"""Of the machine's memory, for all Leans together: a limit, not a reservation, and the rest is for
Burnish itself, the system and the user's own programs."""
_USUAL = 1 << 30
"""Bytes that one Lean should be allowed; with less memory than cores for it, fewer run at once."""
_LEAST = 256 << 20
"""Bytes below which Lean does not come far: it takes over 100 MB to start."""


class Cancelled(BurnishError):
    """Whoever this ran or waited for has been cancelled: control flow, not a verdict."""

    def __init__(self, owner: str) -> None:
        self.owner = owner
        super().__init__(f"Cancelled: what Lean was to do for {owner}.")

    def __reduce__(self) -> tuple[type[Cancelled], tuple[str]]:
        return type(self), (self.owner,)


class Slot:
    """The right to run one Lean process; first it waits for its turn."""

    __slots__ = ("_cancelled", "_turn", "memory", "owner")

    def __init__(self, owner: str, memory: int) -> None:
        self.owner = owner
        self.memory = memory
        """Bytes that this one process may take."""
        self._cancelled: threading.Event | None = None
        # Held until the turn comes. A bare lock, because an event is ten times as big.
        self._turn = threading.Lock()
        self._turn.acquire()

    @property
    def cancelled(self) -> threading.Event:
        """Set when the process is to be killed because its owner was cancelled."""
        if self._cancelled is None:
            raise RuntimeError("only a slot whose turn has come can be cancelled by its event")
        return self._cancelled

    def _begin(self) -> None:
        self._cancelled = threading.Event()
        self._turn.release()

    def _refuse(self) -> None:
        self._turn.release()

    def _wait(self) -> None:
        """Until the turn has come, or the owner was cancelled."""
        self._turn.acquire()


class Pool:
    """Bounds the Lean processes that run at once; shared by threads.

    A thread asks for one slot at a time: one that holds a slot and waits for another may wait for
    itself. Not for signal handlers: those could wait for the thread that they interrupt.
    """

    def __init__(self, size: int | None = None, memory: int | None = None) -> None:
        """``size``: processes at once; by default one for each usable core, or fewer where the
        memory allows less than 1 GiB for each. ``memory``: bytes for all of them together; by
        default three quarters of what this process may use of the machine's memory.

        Raises :class:`UserInputError` for a size below 1 and for less memory than Lean needs.
        """
        total = int(_SHARE * usable_memory()) if memory is None else memory
        if size is None:
            size = max(1, min(usable_cores(), total // _USUAL))
        if size < 1:
            raise UserInputError(f"{size} Lean processes at once cannot do anything: ask for 1.")
        if total // size < _LEAST:
            raise UserInputError(
                f"{total >> 20} MiB of memory for {size} Lean processes at once are too little: "
                f"each needs at least {_LEAST >> 20} MiB. Allow more memory, or fewer processes."
            )
        self.size = size
        self.memory_per_worker = total // size
        """Bytes that each process may take."""
        self._lock = threading.Lock()
        self._waiting: Turns[Slot] = Turns()
        self._running: set[Slot] = set()
        self._barred: set[str] = set()

    @property
    def waiting(self) -> int:
        """How many wait for their turn."""
        return len(self._waiting)

    @property
    def running(self) -> int:
        """How many slots are in use, never more than :attr:`size`."""
        return len(self._running)

    @contextmanager
    def slot(self, owner: str, *, urgent: bool = False) -> Iterator[Slot]:
        """A slot for the body of the ``with``, once it is this one's turn.

        Urgent ones come first, then owners take turns. Raises :class:`Cancelled` when the owner is
        cancelled: out of the wait, or instead of what the body gave or failed with.
        """
        slot = Slot(owner, self.memory_per_worker)
        try:
            self._join(slot, urgent=urgent)
            with self.granted(slot):
                yield slot
        finally:
            self._give_back(slot)

    def ask(self, owner: str, *, urgent: bool = False) -> Slot:
        """Join the queue without waiting; the slot must then be given to :meth:`granted`, once.

        Raises :class:`Cancelled` at once if the owner is cancelled.
        """
        slot = Slot(owner, self.memory_per_worker)
        self._join(slot, urgent=urgent)
        return slot

    @contextmanager
    def granted(self, slot: Slot) -> Iterator[Slot]:
        """Wait for the turn of a slot that :meth:`ask` gave, and hold it for the body."""
        try:
            slot._wait()
            if slot._cancelled is None or slot._cancelled.is_set():
                raise Cancelled(slot.owner)
            try:
                yield slot
            except BurnishError as error:
                if slot.cancelled.is_set():
                    raise Cancelled(slot.owner) from error
                raise
            if slot.cancelled.is_set():
                raise Cancelled(slot.owner)
        finally:
            self._give_back(slot)

    def cancel(self, owner: str) -> None:
        """End all that waits or runs for an owner; it raises :class:`Cancelled`.

        So does whatever asks for this owner later, because its work may just be between two runs;
        :meth:`readmit` ends that.
        """
        with self._lock:
            self._barred.add(owner)
            for slot in self._waiting.take_all(owner):
                slot._refuse()
            for slot in self._running:
                if slot.owner == owner:
                    slot.cancelled.set()

    def readmit(self, owner: str) -> None:
        """Let an owner ask again after :meth:`cancel`, for work that is new."""
        with self._lock:
            self._barred.discard(owner)

    def _join(self, slot: Slot, *, urgent: bool) -> None:
        with self._lock:
            if slot.owner in self._barred:
                raise Cancelled(slot.owner)
            if len(self._running) < self.size:
                self._admit(slot)  # nobody waits while a slot is free
            else:
                self._waiting.add(slot.owner, slot, urgent=urgent)

    def _give_back(self, slot: Slot) -> None:
        """Free what a slot holds, if anything: its place among the running, or in the queue."""
        with self._lock:
            if slot not in self._running:
                self._waiting.remove(slot.owner, slot)
                return
            self._running.remove(slot)
            if len(self._waiting):
                self._admit(self._waiting.take())

    def _admit(self, slot: Slot) -> None:
        self._running.add(slot)
        slot._begin()
