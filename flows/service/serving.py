"""The process that serves the deployments: asks the server for runs that are due, and starts them.

Started by `burnish server` as ``python -m flows.service.serving [MODULE:FUNCTION]``, so that ending
it is one signal to one process. Runs are its children, and end when it does.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows.service.address import Address, service_folder, write_private
from flows.service.children import Child
from flows.service.environment import RUNNER_VARIABLE, client_variables, merged
from storage.database import HOME_VARIABLE

if TYPE_CHECKING:
    from prefect.deployments.runner import RunnerDeployment

_PEOPLES = frozenset(
    {"schedules", "paused", "parameters", "concurrency_limit", "concurrency_options"}
)
"""Fields of a deployment that people set in the dashboard, and that stay theirs."""
DEPLOYMENTS = "flows.service.deployments:deployments"


def start_runner(address: Address, home: Path, deployments: str = DEPLOYMENTS) -> Child:
    """Starts it. Raises :class:`flows.service.children.ChildFailed`."""
    folder = service_folder(home)
    environ = merged(os.environ, client_variables(folder, address))
    # Runs are wherever the server was started, whatever their own folder is.
    environ[HOME_VARIABLE] = str(home.absolute())
    return Child(
        "The process that starts runs",
        (sys.executable, "-m", "flows.service.serving", deployments),
        environ,
        folder / "runner.log",
    )


def served_deployments(home: Path) -> list[str] | None:
    """The ids of the deployments that were served here last; ``None`` if that is not known."""
    try:
        told = json.loads(_served(home).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return None  # never, or killed while it was written
    return [str(one) for one in told]


def forget_served(home: Path) -> None:
    """So that its coming back says that the deployments are made known again."""
    _served(home).unlink(missing_ok=True)


def _served(home: Path) -> Path:
    return service_folder(home) / "served.json"


async def serve(deployments: Sequence[RunnerDeployment], home: Path) -> None:
    """Make the deployments known, and run what is due, until the process is ended."""
    from prefect.runner import Runner

    # Schedules belong to whoever set them: they are not paused when this ends.
    runner = Runner(name="burnish", pause_on_shutdown=False)
    for deployment in deployments:
        # What is not said is left as it is; what is None would be taken away.
        deployment.model_fields_set.difference_update(_PEOPLES)
    served = [str(await runner.aadd_deployment(deployment)) for deployment in deployments]
    write_private(_served(home), json.dumps(served))
    await runner.start()


def main(arguments: Sequence[str]) -> None:
    """Serve what a function of a module returns."""
    module, _, function = (arguments[0] if arguments else DEPLOYMENTS).partition(":")
    os.environ[RUNNER_VARIABLE] = str(os.getpid())
    deployments = getattr(importlib.import_module(module), function)()
    asyncio.run(serve(deployments, Path(os.environ[HOME_VARIABLE])))


if __name__ == "__main__":
    main(sys.argv[1:])
