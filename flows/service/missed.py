"""Runs that a schedule had planned for a time at which the server was not running.

Prefect plans many runs ahead, and would start all that are overdue at once.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from flows.service.api import Api

_PAGE = 200
_PLANNED = ("Scheduled", "Late")


def skip_missed(api: Api, own: Collection[str]) -> int:
    """Call off what schedules of some deployments, by id, have planned for times that are past;
    how many runs that were. What a person has put off, or was interrupted, is still wanted.

    To be called while nobody starts runs of them. Raises as :class:`Api` does.
    """
    now = datetime.now(UTC)
    skipped = 0
    while own:
        page = api.post(
            "flow_runs/filter",
            {
                "flow_runs": {
                    "state": {"name": {"any_": list(_PLANNED)}},
                    "deployment_id": {"any_": sorted(own)},
                    "expected_start_time": {"before_": now.isoformat()},
                },
                "sort": "EXPECTED_START_TIME_ASC",
                "limit": _PAGE,
            },
        )
        missed = [run for run in page if is_missed(run)]
        if not missed:
            break
        for run in missed:
            message = "The server was not running when this was due."
            state = {"type": "CANCELLED", "name": "Skipped", "message": message}
            api.post(f"flow_runs/{run['id']}/set_state", {"state": state, "force": True})
        skipped += len(missed)
    return skipped


def is_missed(run: dict[str, Any]) -> bool:
    """Whether an overdue run was planned by a schedule, and has never begun."""
    return bool(run["auto_scheduled"]) and run["run_count"] == 0
