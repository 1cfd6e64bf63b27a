"""Every example is a correct proof that needs nothing but the core of Lean, whichever Lean runs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tools.lean.analysis import Analysis, analyse
from tools.lean.check import Report, check
from tools.lean.lean import Lean
from tools.lean.source import Source
from tools.lean.toolchain import choose_toolchain
from tools.lean.verdict import Verified

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
FILES = sorted(EXAMPLES.glob("*.lean"))
STANDARD_AXIOMS = {"propext", "Classical.choice", "Quot.sound"}


@cache
def examined(file: Path) -> tuple[Analysis, tuple[Report, ...]]:
    lean = Lean(choose_toolchain(file, None, progress=print))
    analysis, run = analyse(lean, Source(file.read_text(encoding="utf-8")))
    assert run.complete
    return analysis, check(lean, analysis)


each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)


@each_file
def test_lean_verifies_every_declaration(file: Path) -> None:
    _, reports = examined(file)
    assert reports
    for report in reports:
        assert isinstance(report.verdict, Verified), (report.name, report.verdict)


@each_file
def test_lean_has_no_error_to_report(file: Path) -> None:
    analysis, _ = examined(file)
    assert [m.text for m in analysis.diagnostics if m.severity == "error"] == []


@each_file
def test_nothing_is_assumed_beyond_the_standard_axioms(file: Path) -> None:
    _, reports = examined(file)
    assert {axiom for report in reports for axiom in report.axioms or ()} <= STANDARD_AXIOMS


@each_file
def test_stock_lean_would_need_no_import(file: Path) -> None:
    analysis, _ = examined(file)
    assert not any("import" in command.syntax.kind for command in analysis.commands)
    assert "import " not in file.read_text(encoding="utf-8")


def test_there_are_enough_theorems_to_look_at() -> None:
    reports = [report for file in FILES for report in examined(file)[1]]
    assert len([r for r in reports if r.keyword == "theorem"]) >= 36
    names = [r.name for r in reports if r.name]
    assert len(set(names)) == len(names)


def test_the_readme_lists_every_file() -> None:
    readme = (EXAMPLES / "README.md").read_text(encoding="utf-8")
    assert [file.name for file in FILES if f"[{file.name}]({file.name})" not in readme] == []
