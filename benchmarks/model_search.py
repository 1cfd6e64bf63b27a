"""Whether the whole machine keeps a model server busy, and what it costs besides.

``python -m benchmarks.model_search [--speed FACTOR]`` optimizes 64 theorems with 16 samples each
from the fake server in a process of its own: prompts are made, answers read, candidates judged by
Lean, checkpoints and rows written. The server takes a model's time (:mod:`benchmarks.model`).
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from agents.clock import Clock
from benchmarks.model import (
    ANSWER_TOKENS,
    LEAST_WAITING,
    MOST_PROCESSOR,
    SLOTS,
    TOKENS_PER_SECOND,
    busy_clock,
    fake_server,
    ideal_seconds,
    pace,
)
from flows.logging import configure_logging
from flows.modelling import ModelOptions, proposing
from flows.objectives import read_objective
from flows.requests import RequestedFile, Settings, read_targets
from flows.searching import Observer
from flows.sessions import run_session
from flows.settings import read_settings
from flows.targets import Target
from storage.database import Database
from storage.repository import Repository
from tools.lean.toolchain import choose_toolchain

FILES, THEOREMS, SAMPLES = 8, 8, 16
_WAITING = 16
_THEOREM = """
theorem swap{n} (p q r : Prop) (h{n} : p ∧ q ∧ r) : r ∧ q ∧ p := by
  have hp : p := h{n}.left
  have hq : q := h{n}.right.left
  have hr : r := h{n}.right.right
  constructor
  · exact hr
  · constructor
    · exact hq
    · exact hp
"""


@dataclass(frozen=True)
class Driven:
    """How well the server was fed until the last sample began, and at which cost."""

    speed: float
    candidates: int
    seconds: float
    ideal_seconds: float
    """What the server needs for the candidates if no slot is ever empty."""
    waiting: float
    """Share of the time in which the server had work waiting, from its first request."""
    processor: float
    """Milliseconds of this process for a candidate, without the thread that talks HTTP; Lean has
    processes of its own."""
    http: float
    """Milliseconds of the thread that talks HTTP."""

    @property
    def reached(self) -> bool:
        return self.waiting >= LEAST_WAITING and self.processor <= MOST_PROCESSOR


def measure(speed: float) -> Driven:
    """One run from an empty database."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        script = folder / "script.jsonl"
        script.write_text("\n".join(map(json.dumps, _script())), encoding="utf-8")
        with fake_server(*pace(speed), "--script", str(script)) as url:
            return _driven(folder, url, speed)


def _driven(folder: Path, url: str, speed: float) -> Driven:
    paths = []
    for file in range(FILES):
        path = folder / f"File{file}.lean"
        numbers = range(file * THEOREMS, (file + 1) * THEOREMS)
        path.write_text("".join(_THEOREM.format(n=n) for n in numbers), encoding="utf-8")
        paths.append(path)
    settings = read_settings()
    toolchain = choose_toolchain(paths[0], None, lambda message: None)
    files = [
        RequestedFile(one, toolchain) for one in read_targets([Target(p, None) for p in paths])
    ]
    asked = ModelOptions(
        "model", url, "fake", samples=SAMPLES, rounds=1, without="sketch,notes", seed=1
    )
    wanted = read_objective("tokens")
    database = Database(folder / "burnish.db")
    with proposing(asked, settings) as proposers:
        assert proposers.modelling is not None
        proposers = replace(proposers, modelling=replace(proposers.modelling, repairs=False))
        proposers.check()  # imports and connects
        began, spent, talked = time.monotonic(), time.process_time(), _http_seconds()
        summary = run_session(
            Repository(database),
            files,
            Settings("tokens", 1, 1, metrics=("tokens",), proposing=proposers.describe()),
            wanted,
            proposers,
            clock=Clock(),
            lean_seconds=120.0,
            workers=_WAITING,
            observer=Observer(),
        )
        seconds, http = time.monotonic() - began, _http_seconds() - talked
        own = time.process_time() - spent - http
        busy = busy_clock(url)
    candidates = len(Repository(database).answers.of_session(summary.session))
    database.close()
    return Driven(
        speed=speed,
        candidates=candidates,
        seconds=seconds,
        ideal_seconds=ideal_seconds(candidates, speed),
        waiting=busy["waiting_seconds"] / busy["seconds"],
        processor=1000 * own / candidates,
        http=1000 * http / candidates,
    )


def _http_seconds() -> float:
    """Processor time of the thread that talks HTTP."""
    (thread,) = [one for one in threading.enumerate() if one.name == "burnish-model"]
    assert thread.ident is not None
    return time.clock_gettime(time.pthread_getcpuclockid(thread.ident))


def _script() -> Iterator[dict[str, object]]:
    """Sixteen answers of which some verify, some do not, some are equal and some unreadable."""
    values = [
        "fun h => ⟨h.2.2, h.2.1, h.1⟩", "by\n  exact ⟨h.2.2, h.2.1, h.1⟩", "by simp_all",
        "by\n  constructor\n  · exact h.2.2\n  · exact ⟨h.2.1, h.1⟩", "by rfl", "by omega", "h",
        "by\n  obtain ⟨a, b, c⟩ := h\n  exact ⟨c, b, a⟩", "by\n  exact ⟨h.1, h.2.1, h.1⟩",
        "by\n  cases h with\n  | intro a b => exact ⟨b.2, b.1, a⟩",
    ]  # fmt: skip
    told = [f"Swapped. <proof>\n{one}\n</proof>" for one in values]
    for number in reversed(range(FILES * THEOREMS)):
        own = [
            one.replace("h.", f"h{number}.").replace("cases h", f"cases h{number}") for one in told
        ]
        yield {"contains": f"`swap{number}`", "answers": [*own, *own[:4], "No.", "<proof>"]}


def main() -> int:
    """Measure and print; 1 if a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.model_search", description=__doc__)
    parser.add_argument("--speed", type=float, default=4.0, help="times as fast as a model")
    configure_logging(0, as_json=False, color=False)
    driven = measure(parser.parse_args().speed)
    sys.stdout.write(
        f"{FILES * THEOREMS} theorems x {SAMPLES} samples, {SLOTS} slots, {ANSWER_TOKENS} tokens "
        f"an answer at {TOKENS_PER_SECOND:g} tokens a second; time runs {driven.speed:g} times as "
        f"fast"
        f"\nwork waiting until the last sample began: {driven.waiting:.1%} of the time "
        f"(at least {LEAST_WAITING:.0%})\n"
        f"processor time outside Lean and HTTP: {driven.processor:.2f} ms a candidate "
        f"(at most {MOST_PROCESSOR:g}); HTTP: {driven.http:.2f} ms\n"
        f"{driven.candidates} candidates in {driven.seconds:.1f} s; the server's own time is "
        f"{driven.ideal_seconds:.1f} s\n"
    )
    return 0 if driven.reached else 1


if __name__ == "__main__":
    sys.exit(main())
