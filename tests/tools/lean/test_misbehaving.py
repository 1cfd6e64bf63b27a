"""Judging with a Lean that misbehaves, as a real process: never a wrong verdict, nothing left.

All ways of misbehaving are tried at once, because most of them only wait for a limit.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal
from uuid import uuid4

import pytest

from tools.errors import LeanCrashed, LeanUnavailable
from tools.lean.analysis import Analysis, analyse
from tools.lean.check import check
from tools.lean.fakes import Successive, misbehaving
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.pool import Cancelled, Pool
from tools.lean.problem import Problem
from tools.lean.sandbox import protections
from tools.lean.source import Source
from tools.lean.toolchain import Toolchain

FILE = """\
axiom P : Prop
axiom Q : Prop
axiom évident : P → Q
axiom trick : Q
theorem last : P → Q := by
  intro h
  exact évident h
theorem after (p : P) : Q := last p
"""
CANDIDATES = {
    ":= évident": "verified",
    ":= fun h => h": "rejected",
    ":= fun _ => trick": "rejected",
}

_AT_ONCE = 8

Expected = Literal["nothing", "partly", "truth"]
"""What may come out: no verdict at all; right verdicts or none; exactly the right verdicts."""
WAYS: dict[str, tuple[Expected, float]] = {
    # Limits are short where they are certain to be reached, and long where they must not be.
    "hangs": ("nothing", 0.4),
    "closes-stdout": ("nothing", 0.4),
    "ignores-termination": ("nothing", 0.4),
    "crashes": ("nothing", 60),
    "overflows-stack": ("nothing", 60),
    "exits:0": ("nothing", 60),
    "garbage": ("nothing", 60),
    "hangs-after:2": ("partly", 1),
    "crashes-after:3": ("partly", 60),
    "ends-after:9": ("partly", 60),
    "half-message:3": ("partly", 60),
    "status:7": ("nothing", 60),
    "late:100": ("truth", 60),
    "in-pieces": ("truth", 60),
    "shifts-lines:1": ("partly", 60),
    "swaps-answers": ("partly", 60),
    "drops-errors": ("partly", 60),
    "leaves-a-child": ("truth", 60),
}
MORE_WAYS: dict[str, tuple[Expected, float]] = {
    "hangs-reading": ("nothing", 1),
    "spins": ("nothing", 1),
    "exhausts-memory": ("nothing", 60),
    "floods-stdout": ("nothing", 3),
    "floods-stderr": ("nothing", 1),
    "floods-messages": ("nothing", 3),
    "long-line": ("nothing", 60),
    **{f"exits:{status}": ("nothing", 60) for status in (1, 3, 134, 255)},
    **{f"crashes:{signal}": ("nothing", 60) for signal in (4, 6, 7, 8, 9, 15)},
    **{f"hangs-after:{count}": ("partly", 2) for count in (1, 3, 5, 8, 13)},
    **{f"closes-stdout-after:{count}": ("partly", 2) for count in (1, 5)},
    **{f"crashes-after:{count}": ("partly", 60) for count in (1, 5, 8, 13)},
    **{f"killed-after:{count}": ("partly", 60) for count in (1, 3, 5, 8, 13)},
    **{f"ends-after:{count}": ("partly", 60) for count in (0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 13)},
    **{f"half-message:{count}": ("partly", 60) for count in (0, 1, 5, 8, 13)},
    **{f"half-character:{count}": ("partly", 60) for count in (0, 2, 5, 8)},
    **{f"crashes-at-end:{number}": ("nothing", 60) for number in (6, 9, 11, 15)},
    **{f"status:{number}": ("nothing", 60) for number in (2, 137, 255)},
    "late:3000": ("nothing", 2),
    "padded": ("partly", 60),
    "between-garbage": ("truth", 60),
    "complains:20": ("truth", 60),
    "repeats": ("truth", 60),
    "answers-twice": ("truth", 60),
    "backwards": ("partly", 60),
    "swaps-places": ("partly", 60),
    **{f"shifts-lines:{count}": ("partly", 60) for count in (2, 3, 4, 5, 8)},
    **{f"drops:{count}": ("partly", 60) for count in (2, 3, 4, 5, 7)},
}


@dataclass(frozen=True)
class Outcome:
    """What came of judging :data:`CANDIDATES`: kinds of verdicts, or failures of Lean."""

    screened: list[str]
    confirmed: list[str]
    seconds: float


@dataclass(frozen=True)
class World:
    """An analysed file, and a mark that every process of these tests carries."""

    analysis: Analysis
    problem: Problem
    toolchain: Toolchain
    mark: str
    pool: Pool

    def judge(self, way: str, seconds: float) -> Judge:
        toolchain = misbehaving(self.toolchain, way) if way else self.toolchain
        lean = Lean(toolchain, pool=self.pool, owner=way)
        return Judge(lean, self.analysis, seconds, seconds)

    def outcome(self, judge: Judge) -> Outcome:
        texts = [self.problem.statement + value for value in CANDIDATES]
        begun = time.monotonic()
        screened: list[str]
        try:
            screened = [one.verdict.kind for one in judge.screen(self.problem, texts)]
        except (LeanCrashed, LeanUnavailable) as error:
            screened = [type(error).__name__] * len(texts)
        confirmed = [self._confirmed(judge, value) for value in CANDIDATES]
        return Outcome(screened, confirmed, time.monotonic() - begun)

    def _confirmed(self, judge: Judge, value: str) -> str:
        try:
            return judge.confirm(self.problem, self.problem.statement + value).kind
        except (LeanCrashed, LeanUnavailable) as error:
            return type(error).__name__

    def left_behind(self) -> list[str]:
        """The processes of these tests that still run, where any can be kept from it."""
        if protections().processes is None:
            pytest.skip("this machine cannot keep Lean from starting processes that outlive it")
        return [
            (process / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            for process in Path("/proc").glob("[0-9]*")
            if self.mark.encode() in _environment(process)
        ]


def _environment(process: Path) -> bytes:
    try:
        return (process / "environ").read_bytes()
    except OSError:
        return b""  # it has just ended, or is not ours


def descriptors() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


@pytest.fixture(scope="module")
def world(toolchain: Toolchain) -> World:
    mark = f"test-{uuid4()}"
    marked = replace(toolchain, environment={**toolchain.environment, "BURNISH_MARK": mark})
    lean = Lean(marked)
    analysis, _ = analyse(lean, Source(FILE))
    report = next(report for report in check(lean, analysis) if report.name == "last")
    declaration = next(d for d in analysis.declarations if d.name == "last")
    problem = Problem(
        analysis.source,
        declaration,
        lean.fingerprint,
        report.statement or "",
        report.axioms or (),
    )
    # Most only wait for a limit, so there may be more at once than cores.
    return World(analysis, problem, marked, mark, Pool(_AT_ONCE, _AT_ONCE << 30))


Outcomes = dict[str, Future[Outcome]]


def try_all(world: World, ways: Mapping[str, tuple[Expected, float]]) -> Outcomes:
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return {
            way: threads.submit(world.outcome, world.judge(way, seconds))
            for way, (_, seconds) in ways.items()
        }


@pytest.fixture(scope="module")
def open_before() -> int:
    return descriptors()


@pytest.fixture(scope="module")
def outcomes(world: World, open_before: int) -> Outcomes:
    return try_all(world, WAYS)


@pytest.fixture(scope="module")
def more_outcomes(world: World, open_before: int) -> Outcomes:
    return try_all(world, MORE_WAYS)


def check_outcome(outcome: Outcome, expected: Expected, seconds: float) -> None:
    kinds = [*outcome.screened, *outcome.confirmed]
    true = 2 * list(CANDIDATES.values())
    if expected == "truth":
        assert kinds == true
    for kind, truth in zip(kinds, true, strict=True):
        none = kind in ("inconclusive", "LeanCrashed", "LeanUnavailable")
        assert none or (expected != "nothing" and kind == truth)
    assert outcome.seconds < 25 * seconds + 20


def test_a_lean_that_behaves_tells_the_truth(world: World) -> None:
    for way in ("", "well"):
        outcome = world.outcome(world.judge(way, 60))
        check_outcome(outcome, "truth", 60)


@pytest.mark.parametrize("way", WAYS)
def test_no_wrong_verdict(outcomes: Outcomes, way: str) -> None:
    check_outcome(outcomes[way].result(), *WAYS[way])


def test_nothing_is_left(world: World, outcomes: Outcomes, open_before: int) -> None:
    assert (world.pool.running, world.pool.waiting) == (0, 0)
    assert descriptors() <= open_before
    assert world.left_behind() == []


def test_a_cancelled_owner_has_no_lean_any_more(world: World) -> None:
    pool = Pool(1, 1 << 30)
    hanging = Lean(misbehaving(world.toolchain, "hangs"), pool=pool, owner="cancelled")
    text = world.problem.text
    judge = Judge(hanging, world.analysis)
    with ThreadPoolExecutor(3) as threads:
        ending = [threads.submit(judge.screen, world.problem, [text, text]) for _ in range(2)]
        while (pool.running, pool.waiting) != (1, 1):
            pass  # one hangs, the other waits for its turn
        other = Lean(world.toolchain, pool=pool, owner="another")
        going_on = threads.submit(Judge(other, world.analysis).screen, world.problem, [text])
        pool.cancel("cancelled")
        for future in ending:
            with pytest.raises(Cancelled):
                future.result(30)
        assert [one.verdict.kind for one in going_on.result(60)] == ["verified"]
    assert world.left_behind() == []


@pytest.mark.long
@pytest.mark.parametrize("way", MORE_WAYS)
def test_no_wrong_verdict_either(more_outcomes: Outcomes, way: str) -> None:
    check_outcome(more_outcomes[way].result(), *MORE_WAYS[way])


@pytest.mark.long
def test_still_nothing_is_left(world: World, more_outcomes: Outcomes, open_before: int) -> None:
    assert (world.pool.running, world.pool.waiting) == (0, 0)
    assert descriptors() <= open_before
    assert world.left_behind() == []


@pytest.mark.parametrize(
    ("ways", "seconds"),
    [
        (["hangs"], 3),
        (["crashes", "overflows-stack"], 60),
        (["garbage", "exits:0", "exits:3"], 60),
        (["crashes", ""] * 20, 60),  # it works every second time
    ],
    ids=["hangs", "crashes", "nothing", "every second time"],
)
def test_the_same_judge_goes_on_when_lean_behaves_again(
    world: World, tmp_path: Path, ways: list[str], seconds: float
) -> None:
    with Successive(tmp_path / "ways", ways) as successive:
        judge = world.judge(successive.way, seconds)
        check_outcome(world.outcome(judge), "partly", seconds)
        successive.clear()
        check_outcome(world.outcome(judge), "truth", seconds)
