"""A work pool on the Prefect server: made when it is missing, with the one deployment that runs
there, whose runs are units of work."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flows.service.api import Api, ServiceRefused
from tools.errors import UserInputError

FLOW = "search-unit"
ENTRYPOINT = "flows.service.units.search_unit"
"""Module and function: workers have Burnish installed, and no code is carried to them."""
_KIND = "process"
_TAG = "burnish"
_DESCRIPTION = (
    "Some theorems of one file, searched by a worker for a collection that runs elsewhere. It is "
    "started by `burnish collect --pool` and by nobody else."
)
_SCHEMA = {
    "type": "object",
    "properties": {
        "unit": {"type": "string", "title": "Unit", "position": 0},
        "beat": {"type": "number", "title": "Seconds between signs of life", "position": 1},
        "asked_by": {"type": ["string", "null"], "title": "The run that it is for", "position": 2},
    },
    "required": ["unit", "beat"],
}


def require_pool(api: Api, pool: str) -> str:
    """The id of the deployment whose runs the workers of a pool do, made if need be.

    Raises :class:`UserInputError` for a name that Prefect refuses.
    """
    if _find(api, f"work_pools/{quote(pool, safe='')}") is None:
        _make_pool(api, pool)
    found = _find(api, f"deployments/name/{FLOW}/{quote(pool, safe='')}")
    return str((found or _make_deployment(api, pool))["id"])


def workers_online(api: Api, pool: str) -> int:
    """How many workers ask the pool for work, as the server sees it."""
    known = api.post(f"work_pools/{quote(pool, safe='')}/workers/filter", {"limit": 200})
    return sum(one["status"] == "ONLINE" for one in known)


def _make_pool(api: Api, pool: str) -> None:
    body = {
        "name": pool,
        "type": _KIND,
        "description": "Workers of Burnish: burnish worker --pool " + pool,
    }
    try:
        api.post("work_pools/", body)
    except ServiceRefused as error:
        if _find(api, f"work_pools/{quote(pool, safe='')}") is None:  # else somebody was quicker
            raise UserInputError(f"--pool {pool} cannot be made: {error}") from error


def _make_deployment(api: Api, pool: str) -> dict[str, Any]:
    flow = api.post("flows/", {"name": FLOW})
    # The same again is the same deployment.
    made: dict[str, Any] = api.post(
        "deployments/",
        {
            "name": pool,
            "flow_id": flow["id"],
            "work_pool_name": pool,
            "entrypoint": ENTRYPOINT,
            "description": _DESCRIPTION,
            "tags": [_TAG],
            "parameter_openapi_schema": _SCHEMA,
            "enforce_parameter_schema": True,
        },
    )
    return made


def _find(api: Api, path: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = api.get(path)
    except ServiceRefused as error:
        if error.status != 404:
            raise
        return None
    return found
