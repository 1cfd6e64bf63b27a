"""A collection that is killed again and again ends as if nobody had touched it.

The moments are drawn by seed, as amounts of what is stored by then: so wherever a machine is slow,
some kills hit each part of the work. Half of them hit a Lean that is at work, the others Burnish.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from multiprocessing.context import ForkServerProcess
from pathlib import Path

import pytest

from flows.collecting.collect import collect_corpus
from flows.collecting.options import CollectOptions
from flows.collecting.progress import CollectObserver
from tests.flows.collecting.compare import Snapshot, differences, snapshot
from tests.flows.collecting.conftest import OPTIONS
from tools.lean.toolchain import Toolchain

EXAMPLES = Path(__file__).parents[3] / "examples"
_PATIENCE = 600.0
_ROWS = "SELECT (SELECT count(*) FROM {}) + (SELECT count(*) FROM {}) + (SELECT count(*) FROM {})"
_TABLES = ("attempts", "verdicts", "structures")


def run(folder: str, home: str, options: CollectOptions) -> None:
    """In a process of its own: the collection, as far as it is let."""
    os.chdir(folder)
    os.environ.update(BURNISH_HOME=home, BURNISH_LEAN="embedded")
    sys.stdout = sys.stderr = Path(os.devnull).open("w")  # noqa: SIM115
    collect_corpus(options, CollectObserver(), lambda message: None)


def rows_in(database: Path) -> int:
    """How much is stored; 0 as long as there is no database."""
    if not database.is_file():
        return 0
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as connection:
        try:
            count: int = connection.execute(_ROWS.format(*_TABLES)).fetchone()[0]
        except sqlite3.OperationalError:
            return 0  # no tables yet
        return count


def start(corpus: Path, home: Path, options: CollectOptions) -> ForkServerProcess:
    """Quicker than a new interpreter: what takes long to import is there."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([run.__module__, "flows.collecting.collect"])
    process = context.Process(target=run, args=(str(corpus.parent), str(home), options))
    process.start()
    return process


def leans_of(process: ForkServerProcess) -> Iterator[int]:
    """The processes that Burnish has started and that are alive, with theirs."""
    waiting = [process.pid]
    while waiting:
        pid = waiting.pop()
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            try:
                children = [int(child) for child in task.read_text().split()]
            except OSError:
                continue
            yield from children
            waiting += children


def kill_a_lean(process: ForkServerProcess, chance: random.Random) -> None:
    """As soon as there is one; none if the process ends before."""
    deadline = time.monotonic() + _PATIENCE
    while process.is_alive():
        assert time.monotonic() < deadline
        if alive := sorted(leans_of(process)):
            try:
                os.kill(chance.choice(alive), signal.SIGKILL)
            except ProcessLookupError:
                continue
            return
        process.join(0.005)


def ends_the_same(
    corpus: Path, home: Path, options: CollectOptions, expected: Snapshot, kills: int, seed: int
) -> None:
    """Kill a collection so many times, let it end, and compare what is there then."""
    database = home / "burnish.db"
    chance = random.Random(seed)
    total = sum(sum(expected[table].values()) for table in ("attempts", "verdicts"))
    moments = sorted(chance.randrange(2 * total) for _ in range(kills))
    for number, moment in enumerate(moments):
        process = start(corpus, home, options)
        deadline = time.monotonic() + _PATIENCE
        while process.is_alive() and rows_in(database) < moment:
            assert time.monotonic() < deadline
            process.join(0.01)
        if number % 2:
            kill_a_lean(process, chance)
        else:
            process.kill()
        process.join()
    process = start(corpus, home, options)
    process.join(_PATIENCE)
    assert process.exitcode == 0
    assert not differences(snapshot(database), expected)


def test_five_kills_change_nothing(corpus: Path, tmp_path: Path, expected: Snapshot) -> None:
    ends_the_same(corpus, tmp_path / "home", OPTIONS, expected, kills=5, seed=6)


@pytest.mark.long
@pytest.mark.timeout(3600)
def test_fifty_kills_over_all_examples_change_nothing(tmp_path: Path, toolchain: Toolchain) -> None:
    options = replace(OPTIONS, corpus=str(EXAMPLES), candidates=12)
    undisturbed = tmp_path / "undisturbed"
    process = start(tmp_path / "corpus", undisturbed, options)
    process.join()
    assert process.exitcode == 0
    expected = snapshot(undisturbed / "burnish.db")
    ends_the_same(tmp_path / "corpus", tmp_path / "home", options, expected, kills=50, seed=50)
