"""Ends what a crash left "Running": Prefect waits for ever for a process that is gone.

A run is ended only where its process is known to be gone: by the record that it made of itself on
this machine, or because it belongs to a server that nobody else starts runs for.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flows.service.api import Api
from flows.service.marks import Mark, end_rest_of_group, lives
from storage.records import FlowRunRecord
from storage.repository import Repository

_UNFINISHED = ("RUNNING", "PENDING", "CANCELLING")
_PAGE = 200


@dataclass(frozen=True)
class Reaped:
    """A run that was ended, and what it is now."""

    id: str
    name: str
    state: str


def reap(
    api: Api,
    repository: Repository,
    *,
    own: Collection[str] = (),
    again: bool = False,
    settled: float = 0.0,
) -> list[Reaped]:
    """End the runs whose processes are gone, and what those processes have left behind.

    ``own`` are deployments, by id, that only this machine's server starts runs of, and which has
    none now: their runs need no record to be known as lost. With ``again`` the runs are not ended
    but put back to be run again, where the server was stopped in good order. While others start
    runs, only those are looked at that have been in their state for ``settled`` seconds: a run
    that goes on after a pause has the record of its first process for a moment. Raises as
    :class:`Api` does.
    """
    known = {record.id: record for record in repository.flow_runs.all()}
    done = []
    for run in _unfinished(api):
        record = known.get(run["id"])
        if _age(run) >= settled and _is_lost(run, record, own):
            if record is not None:
                end_rest_of_group(record.pid)
            state = _state(run, record, again)
            api.post(f"flow_runs/{run['id']}/set_state", {"state": state, "force": True})
            done.append(Reaped(run["id"], run["name"], state["name"]))
    return done


def _age(run: dict[str, Any]) -> float:
    since = datetime.fromisoformat(run["state"]["timestamp"])
    return (datetime.now(UTC) - since).total_seconds()


def _unfinished(api: Api) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        page = api.post(
            "flow_runs/filter",
            {
                "flow_runs": {"state": {"type": {"any_": list(_UNFINISHED)}}},
                "sort": "ID_DESC",
                "limit": _PAGE,
                "offset": len(found),
            },
        )
        found += page
        if len(page) < _PAGE:
            return found


def _is_lost(run: dict[str, Any], record: FlowRunRecord | None, own: Collection[str]) -> bool:
    # One that is pending again, after a pause or a failure, has the record of an earlier process.
    if record is not None and run["state_type"] != "PENDING":
        mark = Mark(record.host, record.boot, record.pid, record.pid_started)
        return lives(mark) is False
    # Its process was killed before it could say anything. A worker's may be on another machine.
    return run["deployment_id"] in own and run["work_pool_name"] is None


def _state(run: dict[str, Any], record: FlowRunRecord | None, again: bool) -> dict[str, Any]:
    if run["state_type"] == "CANCELLING":
        return {"type": "CANCELLED", "name": "Cancelled", "message": "Its process has ended."}
    if again:
        return {
            "type": "SCHEDULED",
            "name": "AwaitingRetry",
            "message": "The server was stopped; the run goes on when it is started again.",
        }
    where = f" (process {record.pid} on {record.host})" if record is not None else ""
    how = "Run it again with the same parameters, and it goes on from there."
    if record is not None and record.session_id is not None:
        how = f"`burnish sessions resume {record.session_id}` or the same run again goes on."
    return {
        "type": "CRASHED",
        "name": "Crashed",
        "message": f"The process of this run ended without saying so{where}. What Lean had "
        f"verified is stored. {how}",
    }
