"""The one place that knows Prefect's variables: where it keeps its things, and what keeps it quiet.

Prefect reads them when it is imported, so they are given to processes that are started, and are
set in this one before the first import of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from flows.service.address import Address

RUNNER_VARIABLE = "BURNISH_RUNNER"
"""The process number of the one that starts runs, for those that it starts."""

_QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_UI_SHOW_PROMOTIONAL_CONTENT": "false",
    "PREFECT_CLI_PROMPT": "false",
    # One that starts by itself takes 10 s and loses what a run says last.
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
}
_RUNNING = {
    # Runs start and are cancelled in 2 s; with what is usual, in 7 to 13 s.
    "PREFECT_RUNNER_POLL_FREQUENCY": "1",
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",
}
_WORKING = {
    # Units begin in 2 s; with what is usual, in up to 15 s.
    "PREFECT_WORKER_QUERY_SECONDS": "2",
    "PREFECT_WORKER_PREFETCH_SECONDS": "1",
    "PREFECT_LOGGING_LEVEL": "WARNING",
    # What a unit logs is in the logs of its run; on the worker's terminal only what is wrong.
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",
}
_SERVING = {
    # In memory they would be forgotten with the process, and their slots never given back.
    "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": (
        "prefect.server.concurrency.lease_storage.filesystem"
    ),
    "PREFECT_SERVER_SERVICES_REPOSSESSOR_LOOP_SECONDS": "5",
    # By the dashboard's own origin, under whichever name it was opened.
    "PREFECT_UI_API_URL": "/api",
    "PREFECT_SERVER_LOGGING_LEVEL": "WARNING",
}


def client_variables(folder: Path, address: Address) -> dict[str, str]:
    """For a process that talks to the server at ``address`` and keeps its things in ``folder``."""
    told = {**_QUIET, **_RUNNING, "PREFECT_HOME": str(folder), "PREFECT_API_URL": address.url}
    if address.login is not None:
        told["PREFECT_API_AUTH_STRING"] = address.login
    return told


def worker_variables(folder: Path, address: Address) -> dict[str, str]:
    """For a worker of a pool of the server at ``address``."""
    return {**client_variables(folder, address), **_WORKING}


def server_variables(folder: Path, address: Address) -> dict[str, str]:
    """For the server itself, which is reached at ``address``."""
    told = {**client_variables(folder, address), **_SERVING}
    # Prefect's default lets any page that is open in the browser start and change runs.
    told["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] = address.dashboard
    if address.login is not None:
        told["PREFECT_SERVER_API_AUTH_STRING"] = address.login
    return told


def merged(environ: Mapping[str, str], ours: Mapping[str, str]) -> dict[str, str]:
    """Ours over theirs, except where they say how Prefect shall be tuned.

    Where it is and how one logs in is ours: an address that was meant for another server must not
    take half of the processes there.
    """
    fixed = {"PREFECT_HOME", "PREFECT_API_URL", *_LOGINS, "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"}
    told = {name: value for name, value in environ.items() if name not in _LOGINS}
    told.update({name: value for name, value in ours.items() if name in fixed or name not in told})
    return told


_LOGINS = frozenset({"PREFECT_API_AUTH_STRING", "PREFECT_SERVER_API_AUTH_STRING"})
