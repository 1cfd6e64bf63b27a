"""Traces of LeanDojo, read by lean-dojo itself.

The fixture is one small file of our own. Its `.ast.json` has the form that lean-dojo's Lean program
writes, filled in from what the embedded Lean says; lean-dojo made its `.trace.xml`.
"""

from __future__ import annotations

import os
import shutil
import sys
import tomllib
from importlib.util import find_spec
from pathlib import Path

import pytest

from tools.corpus import leandojo
from tools.corpus.corpus import LeftOut
from tools.corpus.listing import TracedTheorem
from tools.corpus.reading import kind_of, list_corpus
from tools.errors import UserInputError
from tools.lean.analysis import analyse
from tools.lean.check import check
from tools.lean.lean import Lean
from tools.lean.source import Source

FIXTURES = Path(__file__).parent / "fixtures"
ROOT = Path(__file__).resolve().parents[3]
NEEDS_LEAN_DOJO = pytest.mark.skipif(
    find_spec("lean_dojo") is None, reason="the extra `corpus` is not installed"
)
THEOREMS = (
    TracedTheorem("Demo.swap", 6, 0, ()),
    TracedTheorem("Demo.swap_twice", 12, 8, ("Demo.swap", "Demo.swap")),
    TracedTheorem("Demo.even_zero", 18, 0, ("Demo.Even", "rfl")),
)


def traced_project(root: Path, *kinds: str) -> Path:
    """A project with the traces of those kinds where lean-dojo puts them."""
    traces = root / ".lake/build/ir/Demo"
    traces.mkdir(parents=True)
    (root / "Demo").mkdir()
    shutil.copy(FIXTURES / "Swap.lean", root / "Demo/Swap.lean")
    for kind in kinds:
        shutil.copy(FIXTURES / f"Swap{kind}", traces / f"Swap{kind}")
    return root


def test_the_file_of_the_fixture_checks(lean: Lean) -> None:
    source = Source((FIXTURES / "Swap.lean").read_text(encoding="utf-8"))
    analysis, _ = analyse(lean, source)
    reports = check(lean, analysis)
    assert {report.verdict.kind for report in reports} == {"verified"}
    places = [analysis.source.position(d.body.start) for d in analysis.declarations if d.is_theorem]
    assert [(place.line, place.column) for place in places] == [
        (theorem.line, theorem.column) for theorem in THEOREMS
    ]


def test_a_traced_project_is_known_by_its_traces(tmp_path: Path) -> None:
    (tmp_path / "lakefile.toml").write_text('name = "demo"\n')
    assert kind_of(tmp_path) == "lake"
    traced_project(tmp_path, ".ast.json", ".dep_paths")
    assert kind_of(tmp_path) == "leandojo"


@NEEDS_LEAN_DOJO
@pytest.mark.parametrize("kinds", [(".ast.json", ".dep_paths"), (".trace.xml",)])
def test_theorems_with_their_places_and_premises(tmp_path: Path, kinds: tuple[str, ...]) -> None:
    listing = list_corpus(traced_project(tmp_path, *kinds), "leandojo", None)
    assert (listing.kind, listing.root, listing.left_out) == ("leandojo", tmp_path.resolve(), ())
    (file,) = listing.files
    assert (file.name, file.path) == ("Demo/Swap.lean", tmp_path.resolve() / "Demo/Swap.lean")
    assert file.traced == THEOREMS


@NEEDS_LEAN_DOJO
@pytest.mark.long
def test_what_cannot_be_read_is_left_out_and_takes_nothing_else_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each of these makes lean-dojo call out or fail when it is imported.
    monkeypatch.setenv("GITHUB_ACCESS_TOKEN", "no-token")
    monkeypatch.setenv("NUM_PROCS", "many")
    monkeypatch.setenv("CACHE_DIR", str(tmp_path / "cache"))
    project = traced_project(tmp_path / "demo", ".trace.xml", ".ast.json", ".dep_paths")
    traces = project / ".lake/build/ir"
    (traces / "Broken.ast.json").write_text("{")
    (traces / "Gone.ast.json").write_text("{}")
    (project / "Broken.lean").write_text("")
    (traces / "Out.ast.json").symlink_to(traces / "Demo/Swap.ast.json")
    shutil.copy(traces / "Demo/Swap.dep_paths", traces / "Out.dep_paths")
    shutil.copy(FIXTURES / "Swap.lean", tmp_path / "Out.lean")
    (project / "Out.lean").symlink_to(tmp_path / "Out.lean")
    listing = list_corpus(project, "leandojo", None)
    assert [file.name for file in listing.files] == ["Demo/Swap.lean"]
    assert [one.file for one in listing.left_out] == ["Broken.lean", "Gone.lean", "Out.lean"]
    assert "JSONDecodeError" in listing.left_out[0].reason
    assert "FileNotFoundError" in listing.left_out[1].reason
    assert "leads out of the folder" in listing.left_out[2].reason
    assert not (tmp_path / "cache").exists()


@NEEDS_LEAN_DOJO
def test_a_file_that_changed_since_it_was_traced_is_left_out(tmp_path: Path) -> None:
    project = traced_project(tmp_path, ".trace.xml")
    with (project / "Demo/Swap.lean").open("a", encoding="utf-8") as file:
        file.write("\n")
    listing = list_corpus(project, "leandojo", None)
    assert listing.files == ()
    changed = "its trace does not fit it: it changed since it was traced, or by another version"
    assert listing.left_out == (LeftOut("Demo/Swap.lean", None, changed),)


def test_without_lean_dojo_it_says_how_to_install_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(leandojo, "find_spec", lambda name: None)
    with pytest.raises(UserInputError) as caught:
        list_corpus(traced_project(tmp_path, ".trace.xml"), "leandojo", None)
    assert f"`{sys.executable} -m pip install '{leandojo.REQUIREMENT}'`" in str(caught.value)


def test_the_install_command_is_that_of_the_extra() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (extra,) = project["optional-dependencies"]["corpus"]
    assert extra.partition(";")[0].strip() == leandojo.REQUIREMENT


@NEEDS_LEAN_DOJO
@pytest.mark.long
def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    project = traced_project(tmp_path / "demo", ".ast.json", ".dep_paths")
    before = sorted(os.walk(project))
    list_corpus(project, "leandojo", None)
    assert list(home.iterdir()) == []
    assert sorted(os.walk(project)) == before
