"""What it costs to let a worker search: the same collection done here, and by one worker.

All times but one are processor time, so that they mean the same on a busy machine. Linux only: it
reads ``/proc``.
"""

from __future__ import annotations

import json
import os
import re
import resource
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from flows.service.address import Address
from flows.service.api import Api
from flows.service.marks import children_of
from storage.database import HOME_VARIABLE
from tools.lean.toolchain import EMBEDDED

_HERE = Path(__file__).resolve().parent
_RESULTS = _HERE / "results"
_EXAMPLES = _HERE.parent / "examples"
_POOL = "bench"
_OPTIONS = ("--search-rounds", "2", "--candidates", "16", "--json")
_IDLE = 20.0
_BURNISH = (sys.executable, "-c", "from flows.cli import main; main()")
_TICKS = os.sysconf("SC_CLK_TCK")
_ROWS = re.compile(r"(\d+) theorems; (\d+) kB")
_OWN, _WITH_CHILDREN = slice(11, 13), slice(11, 15)
"""Of what /proc/PID/stat says after the name: times of the process, and of its ended children."""


@dataclass(frozen=True)
class Team:
    """All that is measured; seconds are of processor time."""

    theorems: int
    candidates: int
    units: int
    here_seconds: float
    """Of the collection done in one process."""
    worker_seconds: float
    """Of the worker and its units, with their Leans."""
    collection_seconds: float
    """Of the one that sends and takes in."""
    server_seconds: float
    """Of the Prefect server meanwhile."""
    lasted_seconds: float
    """The collection with the worker, by a clock."""
    idle_seconds: float
    """Of the Prefect server in an hour in which nothing is done but one worker asks for work."""
    rows_bytes: int
    """That came back."""
    first_seconds: float
    """Of a clock, from sending the first unit to its beginning."""

    @property
    def more(self) -> float:
        """What a unit costs beyond its search, the server apart."""
        return (self.worker_seconds + self.collection_seconds - self.here_seconds) / self.units

    @property
    def served(self) -> float:
        """The share of a core that the server takes meanwhile: it is asked by the clock."""
        return self.server_seconds / self.lasted_seconds


def measure_team() -> Team:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as other:
        _burnish(Path(other), "corpus", "add", str(_EXAMPLES), "--name", "examples")
        added = _of_children()
        done = json.loads(_burnish(Path(other), "collect", "examples", *_OPTIONS))
        here = _of_children() - added
        _burnish(Path(folder), "corpus", "add", str(_EXAMPLES), "--name", "examples")
        with _server(Path(folder)) as (address, servers), _worker(address) as worker:
            idle = _idle(servers)
            served, worked = sum(map(_own, servers)), _with_children(worker)
            began, at = _of_children(), time.monotonic()
            _burnish(
                *(Path(folder), "collect", "examples", *_OPTIONS),
                *("--pool", _POOL, "--server", address.url),
            )
            collection, lasted = _of_children() - began, time.monotonic() - at
            with Api(address) as api:
                runs = [
                    run
                    for run in api.post("flow_runs/filter", {"sort": "START_TIME_ASC"})
                    if run["work_pool_name"] == _POOL
                ]
            return Team(
                theorems=sum(one["theorems"] for one in done["rounds"]),
                candidates=sum(one["candidates"] for one in done["rounds"]),
                units=len(runs),
                here_seconds=round(here, 1),
                worker_seconds=round(_with_children(worker) - worked, 1),
                collection_seconds=round(collection, 1),
                server_seconds=round(sum(map(_own, servers)) - served, 1),
                lasted_seconds=round(lasted, 1),
                idle_seconds=round(idle * 3600, 0),
                rows_bytes=sum(1000 * int(_told(run)) for run in runs),
                first_seconds=round(_seconds(runs[0]), 1),
            )


def _told(run: dict[str, Any]) -> str:
    found = _ROWS.search(run["state"]["message"] or "")
    assert found is not None, run["state"]
    return found[2]


def _seconds(run: dict[str, Any]) -> float:
    begun = datetime.fromisoformat(run["start_time"])
    return (begun - datetime.fromisoformat(run["created"])).total_seconds()


def _burnish(folder: Path, *arguments: str) -> str:
    run = subprocess.run(
        [*_BURNISH, *arguments],
        cwd=folder,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return run.stdout


def _environment(folder: Path) -> dict[str, str]:
    return {**os.environ, "BURNISH_LEAN": EMBEDDED, HOME_VARIABLE: str(folder / ".burnish")}


@contextmanager
def _server(folder: Path) -> Iterator[tuple[Address, list[int]]]:
    """A server, and the processes that it consists of."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    with subprocess.Popen(
        [*_BURNISH, "server", "--json", "--port", port],
        cwd=folder,
        env=_environment(folder),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            told = ""
            for line in process.stdout:
                told += line
                if line == "}\n":
                    break
            yield Address(json.loads(told)["url"]), children_of(process.pid)
        finally:
            process.terminate()


@contextmanager
def _worker(address: Address) -> Iterator[int]:
    """A worker that is there; the number of its process."""
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            [*_BURNISH, "worker", "--pool", _POOL, "--server", address.url],
            cwd=folder,
            env=_environment(Path(folder)),
            stderr=subprocess.DEVNULL,
        ) as process,
        Api(address) as api,
    ):
        try:
            while _POOL not in {pool["name"] for pool in api.post("work_pools/filter", {})} or (
                not api.post(f"work_pools/{_POOL}/workers/filter", {})
            ):
                time.sleep(0.2)
            yield process.pid
        finally:
            process.terminate()


def _idle(servers: list[int]) -> float:
    """The share of a core."""
    before = sum(map(_own, servers))
    time.sleep(_IDLE)
    return (sum(map(_own, servers)) - before) / _IDLE


def _own(pid: int) -> float:
    return _times(pid, _OWN)


def _with_children(pid: int) -> float:
    return _times(pid, _WITH_CHILDREN)


def _times(pid: int, which: slice) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[which])) / _TICKS


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """Measure, print, write ``results/team.{json,md}``."""
    found = measure_team()
    at = datetime.now(UTC).isoformat(timespec="seconds")
    rows = (
        ("the collection done here", f"{found.here_seconds / found.theorems:.2f} s a theorem"),
        ("a unit beyond its search, at its worker and where it comes from", f"{found.more:.1f} s"),
        ("of it who sends and takes in", f"{found.collection_seconds / found.units:.2f} s"),
        ("the Prefect server meanwhile", f"{100 * found.served:.0f}% of a core"),
        (
            "the Prefect server with one worker and nothing to do",
            f"{found.idle_seconds / 36:.0f}% of a core",
        ),
        ("rows that come back, a theorem", f"{found.rows_bytes / found.theorems / 1000:.1f} kB"),
        ("rows that come back, a candidate", f"{found.rows_bytes / found.candidates:,.0f} bytes"),
        ("from sending a unit to its beginning", f"{found.first_seconds:.1f} s of a clock"),
    )
    lines = [
        "# A team",
        "",
        f"Written by `python -m benchmarks.team` at {at}, {os.cpu_count()} cores: "
        f"{found.theorems} theorems of the examples in {found.units} units, {found.candidates} "
        "candidates, one worker. Seconds are of processor time.",
        "",
        "| what | measured |",
        "|---|---|",
        *(f"| {what} | {got} |" for what, got in rows),
        "",
    ]
    (_RESULTS / "team.md").write_text("\n".join(lines), encoding="utf-8")
    values = {"at": at, **asdict(found)}
    (_RESULTS / "team.json").write_text(json.dumps(values, indent=1) + "\n", encoding="utf-8")
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
