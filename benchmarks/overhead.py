"""Processor time that Burnish itself takes for each candidate: everything but Lean.

Lean runs in processes of its own, so the processor time of this process is what is asked for. It
covers reading files, rewriting, reading Lean's answers, scoring, storage and checkpoints.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from agents.clock import Clock
from flows.commands.model_options import DEFAULT_CANDIDATES, DEFAULT_ROUNDS
from flows.modelling import SYMBOLIC
from flows.objectives import Wanted, read_objective
from flows.requests import RequestedFile, Settings
from flows.results import TheoremResult
from flows.searching import Observer
from flows.sessions import run_session
from storage.database import Database
from storage.repository import Repository


@dataclass(frozen=True)
class Overhead:
    """A whole optimization of the examples, starting from an empty database."""

    theorems: int
    candidates: int
    lean_calls: int
    wall_seconds: float
    own_seconds: float
    """Processor time of this process."""

    @property
    def milliseconds_per_candidate(self) -> float:
        return 1000 * self.own_seconds / max(1, self.candidates)


def measure_overhead(files: Sequence[RequestedFile]) -> Overhead:
    """Optimize ``files`` as the command does by default."""
    return optimize_afresh(files, read_objective(None))[1]


def optimize_afresh(
    files: Sequence[RequestedFile], wanted: Wanted
) -> tuple[tuple[TheoremResult, ...], Overhead]:
    """Optimize ``files`` from an empty database; what came of it, and what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(Path(folder) / "burnish.db")
        try:
            wall, own = time.perf_counter(), time.process_time()
            summary = run_session(
                Repository(database),
                files,
                Settings(wanted.objective.text, DEFAULT_ROUNDS, DEFAULT_CANDIDATES),
                wanted,
                SYMBOLIC,
                clock=Clock(),
                lean_seconds=120.0,
                workers=2,
                observer=Observer(),
            )
            own_seconds, wall_seconds = time.process_time() - own, time.perf_counter() - wall
        finally:
            database.close()
    return summary.results, Overhead(
        theorems=len(summary.results),
        candidates=sum(result.candidates for result in summary.results),
        lean_calls=summary.lean_calls,
        wall_seconds=wall_seconds,
        own_seconds=own_seconds,
    )
