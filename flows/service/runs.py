"""What runs and what has run: the runs of a Prefect server, with the sessions they work on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from flows.service.api import Api, ServiceRefused
from flows.service.tags import sessions_of, with_sessions
from storage.records import FlowRunRecord
from tools.errors import UserInputError

STATES = (
    *("scheduled", "pending", "running", "paused", "cancelling"),
    *("completed", "failed", "crashed", "cancelled"),
)
FINISHED = frozenset({"completed", "failed", "crashed", "cancelled"})
_PAGE = 200
_LEVELS = ((40, "error"), (30, "warning"), (20, "info"), (0, "debug"))
_NOT_FOUND = (404, 422)
"""A number that nothing has, and something that is no number."""


@dataclass(frozen=True)
class Run:
    """One run of a flow."""

    id: str
    name: str
    deployment: str
    """Empty for a flow that was called by a script."""
    state: str
    """One of :data:`STATES`."""
    message: str
    """Why it is in that state, where the server says."""
    session: str
    """Which it works on; empty if that is not known here."""
    progress: float | None
    """From 0 to 1, where the run says."""
    started: str
    """ISO 8601, in UTC; empty if it has not."""
    seconds: float
    """How long it has run."""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class LogLine:
    """What a run said."""

    at: str
    level: str
    text: str


def list_runs(
    api: Api, known: Sequence[FlowRunRecord], *, state: str | None, limit: int
) -> list[Run]:
    """The newest runs first; what a schedule has planned for later only where that state is asked
    for, since a schedule plans a hundred runs ahead. Raises :class:`UserInputError` for a state
    that there is not."""
    if state is not None and state not in STATES:
        raise UserInputError(f"--state {state}: there are {', '.join(STATES)}.")
    wanted: dict[str, Any] = {"sort": "EXPECTED_START_TIME_DESC"}
    if state is not None:
        wanted["flow_runs"] = {"state": {"type": {"any_": [state.upper()]}}}
    else:
        now = datetime.now(UTC).isoformat()
        wanted["flow_runs"] = {"expected_start_time": {"before_": now}}
    found: list[dict[str, Any]] = []
    while len(found) < limit:
        size = min(_PAGE, limit - len(found))
        page = api.post("flow_runs/filter", {**wanted, "limit": size, "offset": len(found)})
        found += page
        if len(page) < size:
            break
    sessions = {record.id: record.session_id or "" for record in known}
    names = _deployments(api, {one["deployment_id"] for one in found if one["deployment_id"]})
    progress = _progress(api, [one["id"] for one in found])
    return [
        Run(
            id=one["id"],
            name=one["name"],
            deployment=names.get(one["deployment_id"], ""),
            state=(one["state_type"] or "pending").lower(),
            message=(one["state"] or {}).get("message") or "",
            session=sessions.get(one["id"]) or ", ".join(sessions_of(one["tags"])),
            progress=progress.get(one["id"]),
            started=one["start_time"] or "",
            seconds=round(float(one["estimated_run_time"] or 0.0), 3),
        )
        for one in found
    ]


def cancel_run(api: Api, wanted: str) -> str:
    """Ask for the end of a run, by its id or its name; the id.

    Its process hears of it within a second. Raises :class:`UserInputError` if there is no such run,
    or it has ended.
    """
    run = find_run(api, wanted)
    state = (run["state_type"] or "").lower()
    if state in FINISHED:
        raise UserInputError(f"The run {run['name']} has ended already: it is {state}.")
    # What has no process yet, or none any more, can be told the end at once.
    has_process = state in ("running", "pending", "cancelling")
    asked = {"type": "CANCELLING" if has_process else "CANCELLED"}
    api.post(f"flow_runs/{run['id']}/set_state", {"state": asked, "force": not has_process})
    return str(run["id"])


def read_logs(api: Api, wanted: str, limit: int) -> list[LogLine]:
    """The last lines that a run logged, oldest first. Raises :class:`UserInputError`."""
    run = find_run(api, wanted)
    lines: list[dict[str, Any]] = []
    while len(lines) < limit:
        size = min(_PAGE, limit - len(lines))
        body = {
            "logs": {"flow_run_id": {"any_": [run["id"]]}},
            "sort": "TIMESTAMP_DESC",
            "limit": size,
            "offset": len(lines),
        }
        page = api.post("logs/filter", body)
        lines += page
        if len(page) < size:
            break
    return [
        LogLine(one["timestamp"], _level(one["level"]), one["message"]) for one in reversed(lines)
    ]


def find_run(api: Api, wanted: str) -> dict[str, Any]:
    """A run as the server describes it, by its id, its name, or a session that it works on.

    Raises :class:`UserInputError` unless there is exactly one.
    """
    try:
        found: dict[str, Any] = api.get(f"flow_runs/{_one_part(wanted)}")
        return found
    except ServiceRefused as error:
        if error.status not in _NOT_FOUND:
            raise
    for meant in ({"name": {"any_": [wanted]}}, {"tags": {"all_": with_sessions((), [wanted])}}):
        body = {"flow_runs": meant, "sort": "ID_DESC", "limit": 2}
        named = api.post("flow_runs/filter", body)
        if len(named) == 1:
            return dict(named[0])
        if named:
            raise UserInputError(
                f"Several runs are named {wanted}; give the id (`burnish runs --json`)."
            )
    raise UserInputError(f"There is no run {wanted}; `burnish runs` lists them.")


def _one_part(text: str) -> str:
    from urllib.parse import quote

    return quote(text, safe="")


def _level(number: int) -> str:
    return next(name for least, name in _LEVELS if number >= least)


def _deployments(api: Api, ids: set[str]) -> Mapping[str, str]:
    if not ids:
        return {}
    body = {"deployments": {"id": {"any_": sorted(ids)}}, "limit": _PAGE}
    return {one["id"]: one["name"] for one in api.post("deployments/filter", body)}


def _progress(api: Api, ids: Sequence[str]) -> Mapping[str, float]:
    """Of each run the last progress artifact; a run that was tried again has several."""
    if not ids:
        return {}
    found: dict[str, float] = {}
    body = {
        "artifacts": {"flow_run_id": {"any_": list(ids)}, "type": {"any_": ["progress"]}},
        "sort": "CREATED_DESC",
        "limit": _PAGE,
    }
    offset = 0
    while True:
        page = api.post("artifacts/filter", {**body, "offset": offset})
        for one in page:
            if isinstance(one["data"], int | float):
                found.setdefault(one["flow_run_id"], one["data"] / 100)
        offset += len(page)
        if len(page) < _PAGE:
            return found
