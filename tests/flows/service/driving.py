"""A real Prefect server with the process that starts runs, and how tests drive it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flows.service.address import Address, address_of, service_folder
from flows.service.api import Api, ServiceUnavailable
from tools.cache_folder import cache_folder

_ROOT = Path(__file__).resolve().parents[3]
_PATIENCE = 60.0


@dataclass
class Service:
    """What `burnish server` runs, in a process of its own."""

    folder: Path
    """In which it was started."""
    address: Address
    process: subprocess.Popen[str]

    @property
    def home(self) -> Path:
        """Of the database."""
        return self.folder / ".burnish"

    def start_run(self, deployment: str, **parameters: Any) -> str:
        """The id of a run of ``flow/deployment``, asked for over REST."""
        with Api(self.address) as api:
            found = api.get(f"deployments/name/{deployment}")
            body = {"parameters": parameters}
            return str(api.post(f"deployments/{found['id']}/create_flow_run", body)["id"])

    def state(self, run: str) -> dict[str, Any]:
        """The state of a run."""
        with Api(self.address) as api:
            state: dict[str, Any] = api.get(f"flow_runs/{run}")["state"]
            return state

    def wait_for(self, run: str, *types: str, seconds: float = _PATIENCE) -> dict[str, Any]:
        """The state of a run once it is of one of some types; the server may be away meanwhile."""
        last: dict[str, Any] = {}

        def reached() -> bool:
            with suppress(ServiceUnavailable):
                last.update(self.state(run))
            return last.get("type") in types

        wait_until(reached, seconds, lambda: str(last))
        return last

    def stop(self) -> None:
        """Ask it to end, and see that it does: within 5 s, where the machine does nothing else."""
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(15)
        finally:
            self.process.kill()
            self.process.wait()


def wait_until(
    condition: Callable[[], object],
    seconds: float = _PATIENCE,
    told: Callable[[], str] = lambda: "",
) -> None:
    """Until it holds; fails with what is ``told`` if that takes too long."""
    until = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < until, f"not within {seconds:g} s; {told()}"
        time.sleep(0.05)


def free_port() -> int:
    """One that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def start_service(folder: Path, port: int | None = None, login: str = "") -> Service:
    """Start one in a folder, and wait until runs can be started."""
    chosen = port or free_port()
    home = folder / ".burnish"
    database = service_folder(home) / "prefect.db"
    if not database.exists():
        database.parent.mkdir(parents=True)
        shutil.copyfile(_empty_database(), database)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.flows.service.trial_server", str(home), str(chosen), login],
        cwd=folder,
        env={**os.environ, "BURNISH_LEAN": "embedded", "PYTHONPATH": str(_ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if line == "ready\n":
            return Service(folder, address_of("127.0.0.1", chosen, login or None), process)
    process.wait()
    raise AssertionError("".join(said))


def _empty_database() -> Path:
    """A Prefect database without contents; to make its tables takes twice as long as all else of a
    server's start, so they are made once for this version."""
    kept = cache_folder() / f"prefect-{version('prefect')}.db"
    if not kept.exists():
        with tempfile.TemporaryDirectory() as home:
            subprocess.run(
                [sys.executable, "-m", "prefect", "server", "database", "upgrade", "--yes"],
                env={**os.environ, "PREFECT_HOME": home, "DO_NOT_TRACK": "1"},
                check=True,
                capture_output=True,
            )
            draft = kept.with_suffix(f".{os.getpid()}")
            kept.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(home, "prefect.db"), draft)
            draft.replace(kept)
    return kept
