"""What the service costs: a flow beside the machine itself, long lists, the database's growth.

The same file is optimized by a run of the flow `optimize-file` on a server of this process's own
and by the function that the command calls, each from an empty database, in turns; what counts is
the quickest of each. A flow's time is what Prefect says of its run: from its first moment to its
last, with what it shows in the dashboard, without the two seconds in which its process starts.
"""

from __future__ import annotations

import json
import os
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

from flows.commands.model_options import DEFAULT_CANDIDATES, DEFAULT_ROUNDS
from flows.logging import configure_logging
from flows.optimize import Options, optimize_targets
from flows.searching import Observer
from flows.service.address import Address
from flows.service.api import Api
from storage.database import FILE_NAME, HOME_VARIABLE, Database
from storage.records import AttemptRecord, ProblemRecord, VerdictRecord
from storage.repository import Repository
from tools.lean.toolchain import EMBEDDED, choose_toolchain

_HERE = Path(__file__).resolve().parent
_RESULTS = _HERE / "results"
_EXAMPLE = _HERE.parent / "examples" / "Logic.lean"
_THEOREMS = 60
_TURNS = 3
_ATTEMPTS = 10_000
_ROUNDS, _CANDIDATES = 2, 8
_FLOW_MS, _LIST_SECONDS, _GROWTH_BYTES = 60.0, 0.2, 4096.0
_THEOREM = """
theorem t{number} (p q r : Prop) (hp : p) (hq : q) (hr : r) :
    (p ∧ q) ∧ (r ∧ {number} = {number}) := by
  constructor
  · constructor
    · exact hp
    · exact hq
  · constructor
    · exact hr
    · rfl
"""


@dataclass(frozen=True)
class Service:
    """All that is measured."""

    theorems: int
    attempts: int
    """Of one optimization of an example, as the command does it by default."""
    flow_seconds: float
    direct_seconds: float
    list_seconds: float
    """For 10,000 attempts, the median of five."""
    growth_bytes: float
    """Of the database for each attempt, beyond its text."""

    @property
    def flow_milliseconds(self) -> float:
        """What the flow costs a theorem, beyond the machine itself."""
        return 1000 * (self.flow_seconds - self.direct_seconds) / self.theorems

    @property
    def reached(self) -> bool:
        return (
            self.flow_milliseconds <= _FLOW_MS
            and self.list_seconds <= _LIST_SECONDS
            and self.growth_bytes <= _GROWTH_BYTES
        )


def measure_service(theorems: int) -> Service:
    """Measure everything, with a file of so many theorems."""
    choose_toolchain(None, EMBEDDED, print)
    text = "".join(_THEOREM.format(number=number) for number in range(theorems))
    flow, direct = [], []
    for _ in range(_TURNS):
        with _folder(text) as file:
            direct.append(_directly(file, _ROUNDS, _CANDIDATES))
        with _folder(text) as file, _server(file.parent) as api:
            flow.append(_as_flow(api, file))
    with _folder(_EXAMPLE.read_text(encoding="utf-8")) as file:
        _directly(file, DEFAULT_ROUNDS, DEFAULT_CANDIDATES)
        attempts, growth = _growth(file.parent / ".burnish" / FILE_NAME)
    with tempfile.TemporaryDirectory() as folder:
        listed = _listing(Path(folder) / FILE_NAME)
    return Service(
        theorems,
        attempts,
        round(min(flow), 3),
        round(min(direct), 3),
        round(listed, 4),
        round(growth, 1),
    )


@contextmanager
def _folder(text: str) -> Iterator[Path]:
    """A file in a folder of its own, which is the current one while this lasts."""
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "Many.lean"
        file.write_text(text, encoding="utf-8")
        os.chdir(folder)
        try:
            yield file
        finally:
            os.chdir(before)


def _directly(file: Path, rounds: int, candidates: int) -> float:
    options = Options(None, rounds, candidates, 600.0, False, EMBEDDED)
    began = time.perf_counter()
    outcome = optimize_targets([str(file)], options, Observer(), print)
    assert outcome.summary.finished
    return time.perf_counter() - began


def _growth(path: Path) -> tuple[int, float]:
    """How many attempts there are, and the bytes for each beyond its text."""
    with tempfile.TemporaryDirectory() as folder:
        empty = Database(Path(folder) / FILE_NAME)
        base = _size(empty)
        empty.close()
    database = Database(path)
    try:
        size = _size(database)
        rows = database.rows("SELECT count(*) AS n, sum(length(proof)) AS text FROM attempts")
        count, text = int(rows[0]["n"]), int(rows[0]["text"])
    finally:
        database.close()
    return count, (size - base - text) / count


def _size(database: Database) -> int:
    database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    return database.path.stat().st_size


@contextmanager
def _server(folder: Path) -> Iterator[Api]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = [sys.executable, "-c", "from flows.cli import main; main()", "server", "--json"]
    with subprocess.Popen(
        [*command, "--port", port],
        cwd=folder,
        env={**os.environ, "BURNISH_LEAN": EMBEDDED, HOME_VARIABLE: str(folder / ".burnish")},
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
            with Api(Address(json.loads(told)["url"])) as api:
                yield api
        finally:
            process.terminate()


def _as_flow(api: Api, file: Path) -> float:
    deployment = api.get("deployments/name/optimize-file/optimize-file")
    asked = {"file": str(file), "rounds": _ROUNDS, "candidates": _CANDIDATES}
    run = api.post(f"deployments/{deployment['id']}/create_flow_run", {"parameters": asked})["id"]
    while (found := api.get(f"flow_runs/{run}"))["state_type"] not in ("COMPLETED", "FAILED"):
        time.sleep(0.2)
    assert found["state_type"] == "COMPLETED", found["state"]
    return float(found["total_run_time"])


def _listing(path: Path) -> float:
    database = Database(path)
    try:
        repository = Repository(database)
        session = repository.start_session("asked", "optimize", "Many.lean", {}).id
        problem = repository.upsert_problem(
            ProblemRecord("t", "Many.lean", "context", "theorem t : True", "by trivial", "lean")
        )
        keys = [f"verdict {number}" for number in range(_ATTEMPTS)]
        repository.record_attempts(
            AttemptRecord(
                problem, session, 1, "symbolic", f"by exact t{key}", ("golf",), verdict_key=key
            )
            for key in keys
        )
        complaint = {"severity": "error", "text": "unknown identifier 't'\nand more"}
        repository.record_verdicts(
            VerdictRecord(
                key,
                "verified" if number % 3 == 0 else "rejected",
                "screen",
                "",
                () if number % 3 == 0 else (complaint,),
            )
            for number, key in enumerate(keys)
        )
        repository.record_scores("length", dict.fromkeys(keys[::3], -1.0))
        taken = []
        for _ in range(5):
            began = time.perf_counter()
            assert len(repository.overview.attempts(session)) == _ATTEMPTS
            taken.append(time.perf_counter() - began)
    finally:
        database.close()
    return sorted(taken)[2]


def main() -> int:
    """Measure, print, write ``results/service.{json,md}``; 1 if a goal is missed."""
    configure_logging(0, as_json=False, color=False)
    found = measure_service(int(sys.argv[1]) if len(sys.argv) > 1 else _THEOREMS)
    at = datetime.now(UTC).isoformat(timespec="seconds")
    rows = (
        (
            f"the flow `optimize-file` over the machine itself, {found.theorems} theorems",
            f"{found.flow_milliseconds:.1f} ms a theorem",
            f"at most {_FLOW_MS:.0f} ms",
            found.flow_milliseconds <= _FLOW_MS,
        ),
        (
            f"listing {_ATTEMPTS:,} stored attempts",
            f"{found.list_seconds:.3f} s",
            f"under {_LIST_SECONDS} s",
            found.list_seconds <= _LIST_SECONDS,
        ),
        (
            f"growth of the database beyond the texts, {_EXAMPLE.name}, {found.attempts} attempts",
            f"{found.growth_bytes:,.0f} bytes an attempt",
            f"at most {_GROWTH_BYTES:,.0f} bytes",
            found.growth_bytes <= _GROWTH_BYTES,
        ),
    )
    lines = [
        "# The service",
        "",
        f"Written by `python -m benchmarks.service` at {at}, {os.cpu_count()} cores. One "
        f"optimization of the file: {found.direct_seconds:.2f} s by itself, "
        f"{found.flow_seconds:.2f} s as a run of a flow.",
        "",
        "| what | measured | goal |",
        "|---|---|---|",
        *(f"| {what} | {got} | {goal}{'' if ok else ': MISSED'} |" for what, got, goal, ok in rows),
        "",
    ]
    values = {"at": at, **asdict(found), "flow_milliseconds": round(found.flow_milliseconds, 2)}
    _RESULTS.mkdir(exist_ok=True)
    (_RESULTS / "service.json").write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    (_RESULTS / "service.md").write_text("\n".join(lines), encoding="utf-8")
    sys.stdout.write("\n".join(lines))
    return 0 if found.reached else 1


if __name__ == "__main__":
    sys.exit(main())
