"""The runs of a session's units, as the server has them: found, made, looked at, ended."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flows.service.api import Api
from flows.service.beating import ARTIFACT, ENDED
from flows.service.mailbox import Mailbox
from flows.service.parcels import ROWS, UNIT, Parcel

PAGE = 200
"""What the server tells at a time."""
_OWNER, _KEY = "burnish-for:", "burnish-unit:"
"""Tags of runs: for which session, and which unit."""
_UNPACKED = "PAUSED"
"""The state of a run that there is no unit in yet."""


@dataclass(frozen=True)
class KnownRun:
    """A run of an earlier command."""

    id: str
    key: str
    """Of its parcel."""
    state: str

    @property
    def is_under_way(self) -> bool:
        return self.state not in {*ENDED, _UNPACKED}


class UnitRuns:
    """Of one session."""

    def __init__(self, api: Api, session: str) -> None:
        self._api = api
        self._session = session

    def known(self) -> list[KnownRun]:
        """All of them, oldest first."""
        found: list[KnownRun] = []
        while True:
            page = self._api.post(
                "flow_runs/filter",
                {
                    "flow_runs": {"tags": {"all_": [_OWNER + self._session]}},
                    "sort": "EXPECTED_START_TIME_ASC",
                    "limit": PAGE,
                    "offset": len(found),
                },
            )
            found += [KnownRun(run["id"], _key_of(run["tags"]), run["state_type"]) for run in page]
            if len(page) < PAGE:
                return found

    def make(
        self, deployment: str, parcel: Parcel, number: int, beat: float, asked_by: str | None
    ) -> str:
        """The id of the run of that number for a parcel, with the unit in it.

        Asked twice, the server answers with the same run: an answer that got lost on its way does
        no harm.
        """
        made = self._api.post(
            f"deployments/{deployment}/create_flow_run",
            {
                "name": f"{parcel.name} · {self._session}",
                "parameters": {"unit": parcel.key, "beat": beat, "asked_by": asked_by},
                "tags": ["burnish", _OWNER + self._session, _KEY + parcel.key],
                "idempotency_key": f"{self._session}/{parcel.key}/{number}",
                # No worker may take it before there is something in it.
                "state": {"type": _UNPACKED, "name": "Packing"},
            },
        )
        run = str(made["id"])
        if made["state_type"] == _UNPACKED:
            self.box(run).put(UNIT, parcel.unit())
            self.set(run, "SCHEDULED")
        return run

    def box(self, run: str) -> Mailbox:
        """Of a run."""
        return Mailbox(self._api, run)

    def call_off(self, known: KnownRun) -> None:
        """End a run that nobody wants."""
        if known.state not in ENDED:
            self.set(known.id, "CANCELLING" if known.state == "RUNNING" else "CANCELLED")

    def empty(self, run: str) -> None:
        """Take away what is left in its mailbox."""
        self.box(run).drop((UNIT, ROWS))

    def states(self, runs: Sequence[str]) -> dict[str, tuple[str, str]]:
        """The type of state of each of at most :data:`PAGE` runs, and what is said about it."""
        body = {"flow_runs": {"id": {"any_": list(runs)}}, "limit": PAGE}
        return {
            run["id"]: (run["state_type"], (run["state"] or {}).get("message") or "")
            for run in self._api.post("flow_runs/filter", body)
        }

    def beats(self, runs: Sequence[str]) -> dict[str, object]:
        """The last sign of life of each that gave one: another value for another sign."""
        artifacts = {"flow_run_id": {"any_": list(runs)}, "type": {"any_": [ARTIFACT]}}
        found = self._api.post("artifacts/filter", {"artifacts": artifacts, "limit": PAGE})
        return {one["flow_run_id"]: one["updated"] for one in found}

    def set(self, run: str, kind: str, message: str = "") -> None:
        """Put a run into a state."""
        state = {"type": kind, "message": message}
        self._api.post(f"flow_runs/{run}/set_state", {"state": state, "force": True})


def _key_of(tags: Sequence[str]) -> str:
    return next((tag.removeprefix(_KEY) for tag in tags if tag.startswith(_KEY)), "")
