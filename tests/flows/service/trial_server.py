"""Runs what `burnish server` runs, with the flows of the tests beside the real ones."""

from __future__ import annotations

import signal
import sys
import threading
from pathlib import Path

from flows.ending import handling
from flows.service.capacity import usual_limits
from flows.service.server import Listening
from flows.service.supervising import Service, Supervisor
from storage.database import FILE_NAME, Database
from storage.repository import Repository


def main(home: Path, port: int, login: str) -> None:
    """Serve until SIGTERM; says ``ready`` on standard output."""
    stop = threading.Event()

    def say(line: str) -> None:
        print(line, flush=True)

    service = Service(
        home,
        Listening("127.0.0.1", port, login or None),
        usual_limits(),
        "tests.flows.service.trial_flows:deployments",
    )
    with handling(lambda number, frame: stop.set(), signal.SIGTERM):
        supervisor = Supervisor(service, Repository(Database(home / FILE_NAME)), say, stop.is_set)
        supervisor.run(lambda: say("ready"))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
