"""Snapshots and object files of a user's file: made when they pay, and never to be relied on."""

from __future__ import annotations

import stat
from dataclasses import replace
from pathlib import Path

import pytest

from tools.cache_folder import cache_folder
from tools.lean.analysis import Analysis, analyse
from tools.lean.check import check
from tools.lean.compiled import CompiledFile, Snapshot, compiled_file
from tools.lean.judge import Judge
from tools.lean.lean import Lean
from tools.lean.problem import Problem
from tools.lean.source import Source
from tools.lean.toolchain import Toolchain
from tools.lean.verdict import Rejected, Verified

ABOVE = "namespace N\nvariable (n : Nat)\nprivate theorem own : n + 0 = n := rfl\n"
TARGET = "theorem target : n + 0 = n := by\n  exact own n\n"
FILE = f"{ABOVE}{TARGET}theorem below : n = n := rfl\nend N\n"
NO_SNAPSHOTS = """\
#!/bin/sh
for argument; do
  case "$argument" in --incr-*) echo "unknown option" >&2; exit 1 ;; esac
done
exec {command} "$@"
"""


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The test's own cache; the embedded Lean has been built in the usual one."""
    monkeypatch.setenv("BURNISH_CACHE", str(tmp_path))


@pytest.fixture
def problem(lean: Lean) -> tuple[Analysis, Problem]:
    analysis, _ = analyse(lean, Source(FILE))
    reports = check(lean, analysis)
    declaration = analysis.declarations[1]
    statement = reports[1].statement or ""
    return analysis, Problem(analysis.source, declaration, lean.fingerprint, statement, ())


def made(lean: Lean) -> Path:
    path = compiled_file(lean, Source(FILE)).snapshot(
        lean, Source(FILE), context=1.0, whole=1.0, runs=100
    )
    assert path is not None
    return path


def judged(lean: Lean, analysis: Analysis, problem: Problem) -> list[str]:
    judge = Judge(lean, analysis)
    values = (":= own n", ":= by simp", ":= below n", ":= rfl")
    outcomes = judge.screen(problem, [problem.statement + value for value in values])
    return [outcome.verdict.kind for outcome in outcomes]


def test_a_snapshot_is_made_when_it_has_paid(lean: Lean) -> None:
    compiled = compiled_file(lean, Source(FILE))
    before = lean.calls
    spent = [
        compiled.snapshot(lean, Source(FILE), context=0.5, whole=0.5) is not None for _ in range(6)
    ]
    assert spent == sorted(spent)
    assert spent.count(True) >= 1
    assert lean.calls == before + 1


def short(lean: Lean, text: str, runs: int) -> Path | None:
    source = Source(text)
    return compiled_file(lean, source).snapshot(lean, source, context=0.001, whole=0.001, runs=runs)


def test_a_short_context_needs_only_the_imports(lean: Lean) -> None:
    before = lean.calls
    assert short(lean, FILE, 1) is None
    path = short(lean, FILE, 100)
    assert path is not None
    # Whatever follows them, and whoever asks.
    assert short(lean, f"-- else\n{FILE}", 1) == path
    assert short(lean, f"import Init.Coe\n{FILE}", 1) is None
    assert lean.calls == before + 1


def test_a_large_snapshot_of_the_imports_is_not_kept(lean: Lean) -> None:
    imports = Snapshot(cache_folder() / "a" / "snapshot", "--incr-header-save", 1_000_000)
    before = lean.calls
    for _ in range(2):
        assert imports.get(lean, "", saves=1.0, costs=0.1, runs=1) is None
    assert lean.calls == before + 1
    assert not list((cache_folder() / "a").iterdir())


def test_verdicts_are_the_same_from_the_imports(
    lean: Lean, problem: tuple[Analysis, Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    without = judged(lean, *problem)
    path = short(lean, FILE, 100)
    assert path is not None
    monkeypatch.setattr(CompiledFile, "snapshot", lambda *_, **__: path)
    assert judged(lean, *problem) == without


def test_a_broken_snapshot_of_the_imports_is_dropped(
    lean: Lean, problem: tuple[Analysis, Problem]
) -> None:
    path = short(lean, FILE, 100)
    assert path is not None
    path.write_bytes(b"garbage")
    assert judged(lean, *problem) == ["verified", "verified", "rejected", "verified"]
    assert not path.exists()


def test_verdicts_are_the_same_from_a_snapshot(
    lean: Lean, problem: tuple[Analysis, Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    without = judged(lean, *problem)
    path = made(lean)
    monkeypatch.setattr(CompiledFile, "snapshot", lambda *_, **__: path)
    assert judged(lean, *problem) == without == ["verified", "verified", "rejected", "verified"]


def test_a_broken_snapshot_is_dropped(
    lean: Lean, problem: tuple[Analysis, Problem], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(lean)
    path.write_bytes(b"garbage")
    monkeypatch.setattr("tools.lean.compiled._NEGLIGIBLE", 0.0)
    assert judged(lean, *problem) == ["verified", "verified", "rejected", "verified"]
    assert not path.exists()


def test_a_lean_without_snapshots_is_asked_once(toolchain: Toolchain, tmp_path: Path) -> None:
    script = tmp_path / "lean"
    script.write_text(NO_SNAPSHOTS.format(command=" ".join(toolchain.argv)))
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    lean = Lean(replace(toolchain, argv=(str(script),), fingerprint="without-snapshots"))
    compiled = compiled_file(lean, Source(FILE))
    for _ in range(3):
        assert compiled.snapshot(lean, Source(FILE), context=1.0, whole=0.1, runs=100) is None
    assert lean.calls == 1
    for _ in range(3):
        assert compiled.snapshot(lean, Source(FILE), context=0.01, whole=0.1, runs=100) is None
    assert lean.calls == 2


def test_the_object_file_is_made_once_and_not_left_to_be_read(lean: Lean, tmp_path: Path) -> None:
    compiled = compiled_file(lean, Source(FILE))
    before = lean.calls
    first = compiled.object_file(lean, Source(FILE), 60.0)
    assert first is not None
    assert first.startswith(b"olean")
    assert compiled.object_file(lean, Source(FILE), 60.0) is first
    assert lean.calls == before + 1
    assert not list(tmp_path.rglob("*.olean"))


def test_a_file_with_errors_has_none(lean: Lean) -> None:
    source = Source("theorem wrong : 1 = 2 := rfl\n")
    assert compiled_file(lean, source).object_file(lean, source, 60.0) is None


def test_what_was_not_used_for_longest_is_removed(
    lean: Lean, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.lean.compiled._KEPT_BYTES", 1)
    first, second = Source("theorem a : 1 = 1 := rfl\n"), Source("theorem b : 1 = 1 := rfl\n")

    def snapshot(source: Source) -> Path:
        path = compiled_file(lean, source).snapshot(lean, source, context=1.0, whole=1.0, runs=100)
        assert path is not None
        return path

    kept = snapshot(first)
    other = snapshot(second)
    assert other.exists()
    assert not kept.exists()
    # And it is made again when it is needed.
    assert snapshot(first) == kept
    assert kept.exists()


def test_kinds_of_verdicts_stay_apart(lean: Lean, problem: tuple[Analysis, Problem]) -> None:
    analysis, target = problem
    judge = Judge(lean, analysis)
    good = judge.confirm(target, target.statement + ":= by rfl")
    bad = judge.confirm(target, target.statement + ":= below n")
    assert isinstance(good, Verified)
    assert isinstance(bad, Rejected)
