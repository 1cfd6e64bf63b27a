"""Many threads and owners on one pool get the verdicts that each would get alone."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tools.lean import verdict as verdicts
from tools.lean.analysis import Analysis, analyse
from tools.lean.check import check
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.pool import Pool
from tools.lean.problem import Problem
from tools.lean.source import Source
from tools.lean.toolchain import Toolchain
from tools.lean.verdict import Verdict
from tools.rewriting import propose
from tools.rewriting.portfolio import PORTFOLIO
from tools.rewriting.view import view_of

EXAMPLES = Path(__file__).parents[3] / "examples"
OWNERS = ("a session", "another", "a third")
_GIB = 1 << 30


@dataclass(frozen=True)
class File:
    """An analysed file with candidates for its theorems."""

    analysis: Analysis = field(repr=False)
    candidates: tuple[tuple[Problem, str], ...] = field(repr=False)


def read(lean: Lean, path: Path, theorems: int, each: int) -> File:
    """The first theorems of a file with so many candidates of the symbolic proposer for each."""
    analysis, _ = analyse(lean, Source(path.read_text(encoding="utf-8")))
    problems = [
        Problem(
            analysis.source,
            declaration,
            lean.fingerprint,
            report.statement,
            report.axioms or (),
        )
        for declaration, report in zip(analysis.declarations, check(lean, analysis), strict=True)
        if declaration.is_theorem and declaration.value is not None and report.statement
    ]
    portfolio = tuple(closer.tactic for closer in PORTFOLIO)
    candidates: list[tuple[Problem, str]] = []
    for problem in problems[:theorems]:
        view = view_of(problem.source, problem.declaration)
        made = propose(view, portfolio=portfolio, regions=None, limit=each, skip=())
        candidates += [(problem, candidate.declaration) for candidate in made]
        candidates.append((problem, problem.statement + ":= by sorry"))
    return File(analysis, tuple(candidates))


def told(verdict: Verdict) -> dict[str, Any]:
    """All that a verdict says, but for what it cost."""
    record = verdicts.to_json(verdict)
    return {key: value for key, value in record.items() if key not in ("seconds", "memory")}


def pieces(
    file: File, numbers: Sequence[int], chance: random.Random
) -> Iterator[tuple[Problem, list[int]]]:
    """The candidates in an order and in batches by chance; a batch is for one theorem."""
    shuffled = chance.sample(numbers, len(numbers))
    by_theorem: dict[str, list[int]] = {}
    for number in shuffled:
        by_theorem.setdefault(file.candidates[number][0].name, []).append(number)
    while by_theorem:
        name = chance.choice(list(by_theorem))
        rest = by_theorem[name]
        size = chance.randint(1, 12)
        yield file.candidates[rest[0]][0], rest[:size]
        by_theorem[name] = rest[size:]
        if not by_theorem[name]:
            del by_theorem[name]


def screen_serially(toolchain: Toolchain, file: File) -> dict[int, dict[str, Any]]:
    judge = Judge(Lean(toolchain, pool=Pool(1, _GIB)), file.analysis)
    found: dict[int, dict[str, Any]] = {}
    for problem in dict.fromkeys(problem for problem, _ in file.candidates):
        own = [n for n, (other, _) in enumerate(file.candidates) if other is problem]
        outcomes = judge.screen(problem, [file.candidates[n][1] for n in own])
        found |= {n: told(one.verdict) for n, one in zip(own, outcomes, strict=True)}
    return found


def screen_at_once(
    toolchain: Toolchain, file: File, chance: random.Random
) -> dict[int, dict[str, Any]]:
    pool = Pool(chance.randint(1, 4), 4 * _GIB)
    judges = [Judge(Lean(toolchain, pool=pool, owner=owner), file.analysis) for owner in OWNERS]

    def screen(judge: Judge, problem: Problem, own: list[int]) -> dict[int, dict[str, Any]]:
        outcomes = judge.screen(problem, [file.candidates[n][1] for n in own])
        return {n: told(one.verdict) for n, one in zip(own, outcomes, strict=True)}

    found: dict[int, dict[str, Any]] = {}
    with ThreadPoolExecutor(8) as threads:
        futures = [
            threads.submit(screen, chance.choice(judges), problem, own)
            for problem, own in pieces(file, range(len(file.candidates)), chance)
        ]
        for future in futures:
            found |= future.result()
    assert (pool.running, pool.waiting) == (0, 0)
    return found


@pytest.fixture(scope="module")
def file(lean: Lean) -> File:
    return read(lean, EXAMPLES / "Logic.lean", theorems=3, each=8)


@pytest.fixture(scope="module")
def alone(toolchain: Toolchain, file: File) -> dict[int, dict[str, Any]]:
    found = screen_serially(toolchain, file)
    assert {record["kind"] for record in found.values()} >= {"verified", "rejected"}
    return found


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
@given(seed=st.integers(0, 1 << 30))
def test_screening_at_once_agrees_with_screening_alone(
    toolchain: Toolchain, file: File, alone: dict[int, dict[str, Any]], seed: int
) -> None:
    assert screen_at_once(toolchain, file, random.Random(seed)) == alone


@pytest.mark.long
@pytest.mark.timeout(900)
@pytest.mark.parametrize("path", sorted(EXAMPLES.glob("*.lean")), ids=lambda path: path.stem)
def test_so_it_is_for_all_examples(toolchain: Toolchain, lean: Lean, path: Path) -> None:
    file = read(lean, path, theorems=100, each=40)
    alone = screen_serially(toolchain, file)
    for seed in range(2):
        assert screen_at_once(toolchain, file, random.Random(seed)) == alone


def test_confirming_at_once_agrees_with_confirming_alone(
    toolchain: Toolchain, file: File, alone: dict[int, dict[str, Any]]
) -> None:
    chosen = [
        next(n for n, record in alone.items() if record["kind"] == kind)
        for kind in ("verified", "rejected")
    ]
    pool = Pool(4, 4 * _GIB)
    judges = [Judge(Lean(toolchain, pool=pool, owner=owner), file.analysis) for owner in OWNERS]
    serial = [told(judges[0].confirm(*file.candidates[n])) for n in chosen]
    with ThreadPoolExecutor(len(judges)) as threads:
        futures = [
            [threads.submit(judge.confirm, *file.candidates[n]) for n in chosen] for judge in judges
        ]
        assert [[told(f.result()) for f in own] for own in futures] == [serial] * len(judges)
