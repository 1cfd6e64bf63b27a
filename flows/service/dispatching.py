"""Sends units of work to a work pool, looks after them until their rows are back, and sends those
again that got lost.

Nothing about it is written down here: which units were sent is read from the server, where each is
a run with tags, so that whoever comes after a crash finds what runs and what waits to be taken in.
A run is taken for dead when its process gives no sign of life (:mod:`flows.service.beating`) for a
while by the clock of this process; its unit is then sent again, as another run.
"""

from __future__ import annotations

import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flows.service.api import Api, ServiceUnavailable
from flows.service.beating import ENDED
from flows.service.mailbox import MailDamaged
from flows.service.parcels import ROWS, Parcel, Patience, RowsRefused, UnitsLost
from flows.service.pools import require_pool, workers_online
from flows.service.unit_runs import PAGE, UnitRuns

_TERMINAL = ENDED - {"CANCELLING"}
_AT_LEAST = 4
"""Units that are sent ahead, however few workers there are."""


@dataclass
class _Sent:
    """A run at work on a parcel."""

    parcel: Parcel
    run: str
    state: str
    beat: object
    since: float
    """When the state or the beat was first seen."""
    taken: bool = False
    """Whether its rows are stored."""
    refused: str = ""
    """Why they were not."""


@dataclass
class _Fate:
    """What became of the runs of a parcel so far."""

    runs: int = 0
    failures: int = 0
    deaths: int = 0
    told: str = ""


class Dispatcher:
    """Of the units of one session. If they are for a run (``asked_by``), they end when that is
    cancelled."""

    def __init__(
        self,
        api: Api,
        pool: str,
        session: str,
        *,
        patience: Patience,
        progress: Callable[[str], None],
        asked_by: str | None = None,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._api = api
        self._runs = UnitRuns(api, session)
        self._pool = pool
        self._patience = patience
        self._progress = progress
        self._asked_by = asked_by
        self._now = clock
        self._wait = wait
        self._sent: list[_Sent] = []
        self._fates: dict[str, _Fate] = {}
        self._told: dict[str, float] = {}
        self._deployment = ""
        self._ahead = _AT_LEAST

    def run(
        self,
        parcels: Iterable[Parcel],
        take: Callable[[Parcel, Any], None],
        over: Callable[[], bool],
    ) -> None:
        """Until the rows of all parcels were taken, or it is ``over``: then runs that no worker has
        begun are cancelled, and the others go on, for whoever comes next.

        ``take`` stores the rows of a parcel, which are not kept elsewhere afterwards; the same may
        be offered twice. It raises :class:`RowsRefused` for what are none. Raises what else it
        raises, and :class:`UnitsLost`.
        """
        wanted = {parcel.key: parcel for parcel in parcels}
        waiting: deque[Parcel] | None = None
        while True:
            try:
                if waiting is None:
                    self._deployment = require_pool(self._api, self._pool)
                    waiting = self._adopt(wanted)
                self._look(take, waiting)
                if over():
                    self._recall()
                    return
                if not waiting and not self._sent:
                    return
                self._send(waiting)
            except ServiceUnavailable as error:
                if over():
                    return
                self._complain("server", f"{error} It is tried again.")
                self._forgive()
            self._wait(self._patience.look)

    # What others have left

    def _adopt(self, wanted: Mapping[str, Parcel]) -> deque[Parcel]:
        """Take over what earlier commands sent and is still of use; the parcels that are left."""
        runs = self._runs.known()
        # Each is emptied when it is done with: only of the last ones that may have been missed.
        recent = {known.id for known in runs[-2 * PAGE :]}
        latest = {known.key: known for known in runs}
        adopted: list[_Sent] = []
        for known in runs:
            of_use = known is latest[known.key] and known.key in wanted
            if of_use and (known.is_under_way or self._runs.box(known.id).holds(ROWS)):
                sent = _Sent(wanted[known.key], known.id, known.state, None, self._now())
                adopted.append(sent)
            else:
                self._runs.call_off(known)
                if known.id in recent:
                    self._runs.empty(known.id)
        self._sent = adopted
        self._fates = {
            key: _Fate(count) for key, count in Counter(known.key for known in runs).items()
        }
        there = {sent.parcel.key for sent in adopted}
        return deque(parcel for key, parcel in wanted.items() if key not in there)

    # Sending

    def _send(self, waiting: deque[Parcel]) -> None:
        while waiting and len(self._sent) < self._ahead:
            parcel = waiting[0]
            fate = self._fates.setdefault(parcel.key, _Fate())
            run = self._runs.make(
                *(self._deployment, parcel, fate.runs, self._patience.beat, self._asked_by)
            )
            fate.runs += 1
            self._sent.append(_Sent(parcel, run, "SCHEDULED", None, self._now()))
            waiting.popleft()

    def _recall(self) -> None:
        """Cancel what no worker has begun."""
        begun = 0
        for sent in self._sent:
            if sent.state == "SCHEDULED":
                self._runs.set(sent.run, "CANCELLED", "The collection was stopped.")
            elif sent.state not in _TERMINAL:
                begun += 1
        if begun:
            self._progress(
                f"{begun} units go on with their workers; the same command takes in what they find."
            )

    # Looking after what was sent

    def _look(self, take: Callable[[Parcel, Any], None], waiting: deque[Parcel]) -> None:
        if not self._sent:
            return
        runs = [sent.run for sent in self._sent]
        states, beats = self._runs.states(runs), self._runs.beats(runs)
        now = self._now()
        kept: list[_Sent] = []
        for place, sent in enumerate(self._sent):
            state, message = states.get(sent.run, ("DELETED", "The run was deleted."))
            beat = beats.get(sent.run)
            if (state, beat) != (sent.state, sent.beat):
                sent.state, sent.beat, sent.since = state, beat, now
            try:
                gone = self._is_gone(sent, now)
                if gone and self._taken(sent, take):
                    continue
            except BaseException:
                self._sent = [*kept, *self._sent[place:]]
                raise
            if gone:
                self._lost(sent, sent.refused or message)
                waiting.appendleft(sent.parcel)
            else:
                kept.append(sent)
        self._sent = kept
        self._ask_for_workers(now)

    def _is_gone(self, sent: _Sent, now: float) -> bool:
        """Whether the run has ended, or is taken for dead, which is then said of it."""
        if sent.state in _TERMINAL or sent.state == "DELETED":
            return True
        if sent.state == "SCHEDULED":
            return False
        limit = self._patience.silence if sent.state == "RUNNING" else self._patience.start
        if now - sent.since < limit:
            return False
        self._runs.set(
            sent.run,
            "CRASHED",
            f"Nothing was heard of it for {limit:.0f} s, so its process is taken for dead and the "
            "unit is sent again.",
        )
        return True

    def _taken(self, sent: _Sent, take: Callable[[Parcel, Any], None]) -> bool:
        """Whether its rows were there; they are stored then, and the mailbox is empty."""
        if not sent.taken:
            try:
                rows = self._runs.box(sent.run).get(ROWS)
                if rows is not None:
                    take(sent.parcel, rows)
                    sent.taken = True
            except (MailDamaged, RowsRefused) as error:
                sent.refused = str(error)
        self._runs.empty(sent.run)
        return sent.taken

    def _lost(self, sent: _Sent, message: str) -> None:
        """Count what happened. Raises :class:`UnitsLost` where more of it would be no accident."""
        fate = self._fates.setdefault(sent.parcel.key, _Fate(runs=1))
        fate.told = message or f"The run ended as {sent.state.lower()}."
        if sent.state == "FAILED" or sent.refused:
            fate.failures += 1
        else:
            fate.deaths += 1
        self._complain(sent.parcel.key, f"{sent.parcel.name} is sent again: {fate.told}")
        if fate.failures >= self._patience.failures or fate.deaths >= self._patience.deaths:
            raise UnitsLost(
                f"{sent.parcel.name} was sent to workers of {self._pool} {fate.runs} times without "
                f"success. The last one said: {fate.told}"
            )

    def _ask_for_workers(self, now: float) -> None:
        """See how many there are, from time to time, and say if there is none."""
        if now - self._told.get("workers", -self._patience.tell) < self._patience.tell / 4:
            return
        self._told["workers"] = now
        online = workers_online(self._api, self._pool)
        self._ahead = min(max(_AT_LEAST, 2 * online), PAGE)
        if online == 0 and any(sent.state == "SCHEDULED" for sent in self._sent):
            self._complain(
                "nobody",
                f"No worker takes work from {self._pool}; start one, here or elsewhere, with "
                f"`burnish worker --pool {self._pool}`.",
            )

    def _forgive(self) -> None:
        """Nobody could give signs of life while the server was away."""
        for sent in self._sent:
            sent.since = self._now()

    def _complain(self, what: str, message: str) -> None:
        now = self._now()
        if now - self._told.get(f"about {what}", -self._patience.tell) >= self._patience.tell:
            self._told[f"about {what}"] = now
            self._progress(message)
