"""Sends units of work to a work pool, looks after them until their rows are back, and sends those
again that got lost.

Nothing about it is written down here: which units were sent is read from the server, where each is
a run with tags, so that whoever comes after a crash finds what runs and what waits to be taken in.
A run is taken for dead when its process gives no sign of life (:mod:`flows.service.beating`) for a
while by the clock of this process; its unit is then sent again, as another run.
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.service.api import Api, ServiceUnavailable
from flows.service.beating import ARTIFACT, ENDED
from flows.service.mailbox import Mailbox, MailDamaged
from flows.service.pools import require_pool, workers_online
from tools.errors import BurnishError

UNIT, ROWS = "unit", "rows"
"""What is left for a run, and what it leaves."""
_OWNER, _KEY = "burnish-for:", "burnish-unit:"
"""Tags of runs: for which session, and which unit."""
_TERMINAL = ENDED - {"CANCELLING"}
_PAGE = 200
_AT_LEAST = 4
"""Units that are sent ahead, however few workers there are."""


class RowsRefused(BurnishError):
    """What a worker sent back cannot be stored; the unit is sent again."""


class UnitsLost(BurnishError):
    """A unit of work came to nothing, whoever did it."""


@dataclass(frozen=True)
class Patience:
    """Seconds."""

    silence: float = 25.0
    """Without a sign of life, after which a run is dead."""
    beat: float = 3.0
    """Between two signs of life."""
    start: float = 90.0
    """That a process may take to start after a worker has taken a run."""
    look: float = 1.5
    """Between two looks."""
    tell: float = 60.0
    """Between two complaints."""
    failures: int = 3
    """Runs of one unit that may fail for a reason of their own."""
    deaths: int = 10
    """Runs of one unit that may end without saying why."""

    @staticmethod
    def of(silence: float) -> Patience:
        """With that much silence, and all else in proportion."""
        return Patience(silence, beat=silence / 8, start=max(60.0, 3.6 * silence))


@dataclass(frozen=True)
class Parcel:
    """One unit of work, for sending."""

    key: str
    """A content key: equal for the same unit after a restart."""
    name: str
    """For people."""
    unit: Callable[[], Any]
    """The unit as plain JSON, made when it is needed."""
    holds: tuple[str, ...] = ()
    """Keys of the theorems in it."""


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


@dataclass(frozen=True)
class _Known:
    """A run of an earlier command, as the server has it."""

    id: str
    key: str
    state: str


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
        self._pool = pool
        self._session = session
        self._patience = patience
        self._progress = progress
        self._asked_by = asked_by
        self._now = clock
        self._wait = wait
        self._sent: list[_Sent] = []
        self._fates: dict[str, _Fate] = {}
        self._told: dict[str, float] = {}
        self._deployment: str | None = None
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
        latest: dict[str, _Known] = {}
        for known in self._known():
            fate = self._fates.setdefault(known.key, _Fate())
            fate.runs += 1
            before = latest.get(known.key)
            if before is not None:
                self._done_with(before)
            latest[known.key] = known
        for key, known in latest.items():
            is_there = known.state not in {*ENDED, "PAUSED"}
            if key in wanted and (is_there or Mailbox(self._api, known.id).holds(ROWS)):
                self._sent.append(_Sent(wanted[key], known.id, known.state, None, self._now()))
            else:
                self._done_with(known)
        adopted = {sent.parcel.key for sent in self._sent}
        return deque(parcel for key, parcel in wanted.items() if key not in adopted)

    def _known(self) -> list[_Known]:
        """The runs for the session, oldest first."""
        found: list[_Known] = []
        while True:
            page = self._api.post(
                "flow_runs/filter",
                {
                    "flow_runs": {"tags": {"all_": [_OWNER + self._session]}},
                    "sort": "EXPECTED_START_TIME_ASC",
                    "limit": _PAGE,
                    "offset": len(found),
                },
            )
            found += [_Known(run["id"], _key_of(run["tags"]), run["state_type"]) for run in page]
            if len(page) < _PAGE:
                return found

    def _done_with(self, known: _Known) -> None:
        """A run that nobody wants any more: its rows were taken, or its unit is sent anew."""
        if known.state not in ENDED:
            self._set(known.id, "CANCELLING" if known.state == "RUNNING" else "CANCELLED", "")
        Mailbox(self._api, known.id).drop((UNIT, ROWS))

    # Sending

    def _send(self, waiting: deque[Parcel]) -> None:
        while waiting and len(self._sent) < self._ahead:
            parcel = waiting[0]
            fate = self._fates.setdefault(parcel.key, _Fate())
            # Asked twice, the server answers with the same run: so an answer that got lost on its
            # way does no harm.
            made = self._api.post(
                f"deployments/{self._deployment}/create_flow_run",
                {
                    "name": f"{parcel.name} · {self._session}",
                    "parameters": {
                        "unit": parcel.key,
                        "beat": self._patience.beat,
                        "asked_by": self._asked_by,
                    },
                    "tags": ["burnish", _OWNER + self._session, _KEY + parcel.key],
                    "idempotency_key": f"{self._session}/{parcel.key}/{fate.runs}",
                    # No worker may take it before there is something in it.
                    "state": {"type": "PAUSED", "name": "Packing"},
                },
            )
            if made["state_type"] == "PAUSED":
                Mailbox(self._api, made["id"]).put(UNIT, parcel.unit())
                self._set(made["id"], "SCHEDULED", "")
            fate.runs += 1
            self._sent.append(_Sent(parcel, made["id"], "SCHEDULED", None, self._now()))
            waiting.popleft()

    def _recall(self) -> None:
        """Cancel what no worker has begun."""
        begun = 0
        for sent in self._sent:
            if sent.state == "SCHEDULED":
                self._set(sent.run, "CANCELLED", "The collection was stopped.")
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
        states, beats = self._states(), self._beats()
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
        self._set(
            sent.run,
            "CRASHED",
            f"Nothing was heard of it for {limit:.0f} s, so its process is taken for dead and the "
            "unit is sent again.",
        )
        return True

    def _taken(self, sent: _Sent, take: Callable[[Parcel, Any], None]) -> bool:
        """Whether its rows were there; they are stored then, and the mailbox is empty."""
        box = Mailbox(self._api, sent.run)
        if not sent.taken:
            try:
                rows = box.get(ROWS)
                if rows is not None:
                    take(sent.parcel, rows)
                    sent.taken = True
            except (MailDamaged, RowsRefused) as error:
                sent.refused = str(error)
        box.drop((UNIT, ROWS))
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
        self._ahead = min(max(_AT_LEAST, 2 * online), _PAGE)
        if online == 0 and any(sent.state == "SCHEDULED" for sent in self._sent):
            self._complain(
                "nobody",
                f"No worker takes work from {self._pool}; start one, here or elsewhere, with "
                f"`burnish worker --pool {self._pool}`.",
            )

    def _states(self) -> dict[str, tuple[str, str]]:
        """The type of state of each run that was sent, and what is said about it."""
        body = {"flow_runs": {"id": {"any_": self._runs()}}, "limit": _PAGE}
        found = self._api.post("flow_runs/filter", body)
        return {
            run["id"]: (run["state_type"], (run["state"] or {}).get("message") or "")
            for run in found
        }

    def _beats(self) -> dict[str, object]:
        artifacts = {"flow_run_id": {"any_": self._runs()}, "type": {"any_": [ARTIFACT]}}
        found = self._api.post("artifacts/filter", {"artifacts": artifacts, "limit": _PAGE})
        return {one["flow_run_id"]: one["updated"] for one in found}

    def _runs(self) -> Sequence[str]:
        return [sent.run for sent in self._sent]

    def _set(self, run: str, kind: str, message: str) -> None:
        state = {"type": kind, "message": message}
        self._api.post(f"flow_runs/{run}/set_state", {"state": state, "force": True})

    def _forgive(self) -> None:
        """Nobody could give signs of life while the server was away."""
        for sent in self._sent:
            sent.since = self._now()

    def _complain(self, what: str, message: str) -> None:
        now = self._now()
        if now - self._told.get(f"about {what}", -self._patience.tell) >= self._patience.tell:
            self._told[f"about {what}"] = now
            self._progress(message)


def _key_of(tags: Sequence[str]) -> str:
    return next((tag.removeprefix(_KEY) for tag in tags if tag.startswith(_KEY)), "")
