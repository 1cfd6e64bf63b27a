"""A whole team on one machine, for tests that kill parts of it: a Prefect server, two workers, and
a collection that they work for, each in processes of its own."""

from __future__ import annotations

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from flows.service.address import Address
from flows.service.api import Api
from flows.service.marks import children_of
from tests.flows.service.driving import Service, free_port, start_service

Victim = Literal["collection", "worker", "unit", "lean", "server"]
VICTIMS: tuple[Victim, ...] = ("collection", "worker", "unit", "lean", "server")
POOL = "team"
_ROOT = Path(__file__).resolve().parents[3]
_BURNISH = (sys.executable, "-c", "from flows.cli import main; main()")
_PATIENCE = 60.0
_UNDONE = ["SCHEDULED", "PENDING", "RUNNING", "CANCELLING", "PAUSED"]


@dataclass
class Cluster:
    """Two workers and a collection; the collection's command is given again until it ends."""

    folder: Path
    arguments: Sequence[str]
    """Of `burnish collect`."""
    workers_wanted: int = 2
    silence: float = 10.0
    theorems: int = 8
    """In a unit."""
    port: int = field(default_factory=free_port)
    killed: Counter[Victim] = field(default_factory=Counter)
    ends: list[str] = field(default_factory=list)
    """What collections said that ended by themselves, but not well."""
    home: str = ".burnish"
    """Of the collection's database, below the folder."""
    _service: Service | None = None
    _workers: list[subprocess.Popen[bytes]] = field(default_factory=list)
    _collection: subprocess.Popen[str] | None = None

    @property
    def address(self) -> Address:
        """Of the server."""
        return Address(f"http://127.0.0.1:{self.port}/api")

    @property
    def database(self) -> Path:
        """Of the collection."""
        return self.folder / self.home / "burnish.db"

    def keep_up(self) -> bool:
        """Start what is not running; whether the collection is finished."""
        self.keep_up_workers()
        ended = None if self._collection is None else self._collection.poll()
        if self._collection is None or ended not in (None, 0):
            if self._collection is not None and ended != -signal.SIGKILL:
                self.ends.append((self.folder / "collection.log").read_text()[-2000:])
            self._collection = subprocess.Popen(
                [
                    *(*_BURNISH, "collect", *self.arguments, "--json"),
                    *("--pool", POOL, "--server", self.address.url),
                ],
                cwd=self.folder,
                env=self._environment(),
                stdout=subprocess.DEVNULL,
                stderr=(self.folder / "collection.log").open("w", encoding="utf-8"),
                text=True,
            )
        return ended == 0

    def keep_up_workers(self) -> None:
        """Start what is not running of the server and the workers."""
        if self._service is None or self._service.process.poll() is not None:
            self._service = start_service(self.folder, self.port)
        self._workers = [worker for worker in self._workers if worker.poll() is None]
        while len(self._workers) < self.workers_wanted:
            place = self.folder / f"worker{len(self._workers)}"
            place.mkdir(exist_ok=True)
            self._workers.append(
                subprocess.Popen(
                    [*_BURNISH, "worker", "--pool", POOL, "--server", self.address.url],
                    cwd=place,
                    env=self._environment(),
                    stdout=subprocess.DEVNULL,
                    stderr=(place / "log").open("ab"),
                )
            )

    def is_at_work(self) -> bool:
        """Whether some worker has a Lean at work."""
        return any(self._processes("lean"))

    def at_work(self) -> list[int]:
        """A worker that has a Lean at work, its unit, and all that the unit has started."""
        for worker in self._workers:
            for unit in children_of(worker.pid):
                if leans := list(_descendants(unit)):
                    return [worker.pid, unit, *leans]
        return []

    def start_run(self, deployment: str, **parameters: Any) -> str:
        """The id of a run of a flow, asked for over REST."""
        assert self._service is not None
        return self._service.start_run(deployment, **parameters)

    def finish(self, seconds: float) -> None:
        """Let the collection come to its end."""
        until = time.monotonic() + seconds
        while not self.keep_up():
            assert time.monotonic() < until, (self.folder / "collection.log").read_text()[-3000:]
            time.sleep(0.2)

    def begin_again(self, home: str) -> None:
        """The same with nothing stored."""
        self.home = home
        self._collection = None

    def alone(self) -> None:
        """The collection without workers and server."""
        command = [*_BURNISH, "collect", *self.arguments]
        subprocess.run(command, cwd=self.folder, env=self._environment(), check=True)

    def kill(self, chance: random.Random) -> Victim | None:
        """Kill -9 a process of a kind that chance chooses; ``None`` if there is none of it now."""
        kind = chance.choice(VICTIMS)
        there = sorted(self._processes(kind))
        if not there:
            return None
        try:
            os.kill(chance.choice(there), signal.SIGKILL)
        except ProcessLookupError:
            return None
        self.killed[kind] += 1
        return kind

    def stop(self) -> None:
        """End everything, and see that it ends."""
        if self._collection is not None:
            self._collection.kill()
            self._collection.wait()
        for worker in self._workers:
            worker.terminate()
        for worker in self._workers:
            worker.wait(_PATIENCE)
        if self._service is not None:
            self._service.stop()

    def undone(self) -> list[dict[str, Any]]:
        """The runs that the server takes for unfinished."""
        body = {"flow_runs": {"state": {"type": {"any_": _UNDONE}}}}
        with Api(self.address) as api:
            found: list[dict[str, Any]] = api.post("flow_runs/filter", body)
            return found

    def left_in_mail(self) -> list[str]:
        """Keys of what workers and collection have left for each other."""
        path = self.folder / ".burnish" / "prefect" / "prefect.db"
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
            return [key for (key,) in connection.execute("SELECT key FROM flow_run_input")]

    def _processes(self, kind: Victim) -> Iterator[int]:
        units = [pid for worker in self._workers for pid in children_of(worker.pid)]
        match kind:
            case "collection":
                assert self._collection is not None
                if self._collection.poll() is None:
                    yield self._collection.pid
            case "worker":
                yield from (worker.pid for worker in self._workers if worker.poll() is None)
            case "unit":
                yield from units
            case "lean":
                for unit in units:
                    yield from _descendants(unit)
            case "server":
                assert self._service is not None
                yield self._service.process.pid  # which keeps up the two others
                yield from children_of(self._service.process.pid)

    def _environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("BURNISH_", "PREFECT_"))}
        cache = os.environ.get("BURNISH_CACHE")
        return {
            **kept,
            **({} if cache is None else {"BURNISH_CACHE": cache}),
            "PYTHONPATH": str(_ROOT),
            "BURNISH_HOME": str(self.folder / self.home),
            "BURNISH_LEAN": "embedded",
            "BURNISH_LEAN_SECONDS": "600",  # heartbeats bound this, not a slow machine
            "BURNISH_UNIT_SILENCE": str(self.silence),
            "BURNISH_UNIT_THEOREMS": str(self.theorems),
        }


def judged(database: Path) -> dict[str, tuple[str, str, str]]:
    """What each verdict says, and when it was given."""
    if not database.is_file():
        return {}
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        try:
            rows = connection.execute("SELECT key, kind, stage, created_at FROM verdicts")
        except sqlite3.OperationalError:
            return {}  # no tables yet
        return {key: (kind, stage, at) for key, kind, stage, at in rows}


def again(before: dict[str, tuple[str, str, str]], after: dict[str, tuple[str, str, str]]) -> Any:
    """Verdicts that were lost, or given anew without need."""
    return {
        key: (was, after.get(key))
        for key, was in before.items()
        if after.get(key) != was and not _is_more(was, after.get(key))
    }


def _is_more(was: tuple[str, str, str], now: tuple[str, str, str] | None) -> bool:
    """Whether a last word has come after a first look, or a word where there was none."""
    if now is None:
        return False
    return (was[1] == "screen" and now[1] == "final") or was[0] == "inconclusive"


def _descendants(pid: int) -> Iterator[int]:
    for child in children_of(pid):
        yield child
        yield from _descendants(child)


def told(found: Any) -> str:
    """For a failing test."""
    return json.dumps(found, indent=1, default=str)[:4000]
