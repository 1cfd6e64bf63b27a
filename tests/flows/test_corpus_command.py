"""`burnish corpus`: add, list and show, with a real Lean and a real database."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from tools.lean.fakes.lake_world import LakeWorld

Burnish = Callable[..., Any]
FIXTURES = Path(__file__).parent.parent / "tools/corpus/fixtures"

GOOD = """namespace Demo

def two : Nat := 2

/-- It is. -/
theorem two_eq : two = 2 := rfl

theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  constructor
  · exact h.2
  · first
    | exact h.1
    | trivial

theorem later : 1 = 2 := by
  sorry

end Demo
"""
BAD = "theorem fine : True := trivial\n\ntheorem wrong : 1 = 2 := rfl\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a good file, a bad one, and one without a theorem."""
    root = tmp_path / "demo"
    (root / "Sub").mkdir(parents=True)
    (root / "Sub/Good.lean").write_text(GOOD, encoding="utf-8")
    (root / "Bad.lean").write_text(BAD, encoding="utf-8")
    (root / "Empty.lean").write_text("def x := 1\n", encoding="utf-8")
    return root


def test_theorems_with_their_facts_and_what_is_left_out(burnish: Burnish, folder: Path) -> None:
    answer = burnish("corpus", "add", folder, "--json")
    assert answer.status == 0, answer.err
    added = answer.json
    assert (added["name"], added["kind"], added["root"]) == ("demo", "folder", str(folder))
    assert (added["changed"], added["counts"]["theorems"], added["counts"]["files"]) == (True, 2, 1)
    left_out = {(one["file"], one["name"]): one["reason"] for one in added["left_out"]}
    assert list(left_out) == [
        ("Bad.lean", None), ("Empty.lean", None), ("Sub/Good.lean", "Demo.later"),
    ]  # fmt: skip
    assert "does not check (line 3:" in left_out["Bad.lean", None]
    assert "no theorem" in left_out["Empty.lean", None]
    assert "sorry" in left_out["Sub/Good.lean", "Demo.later"]
    assert "[3/3] Sub/Good.lean: 2 theorems" in answer.err

    shown = burnish("corpus", "show", "demo", "--json").json
    first, second = shown["theorems"]
    assert (first["file"], first["name"], first["line"]) == ("Sub/Good.lean", "Demo.two_eq", 5)
    assert first["context"] == {
        "imports": [], "declarations_before": 1, "namespace": "Demo", "premises": None,
    }  # fmt: skip
    assert second["context"]["declarations_before"] == 2
    difficulty = second["difficulty"]
    assert (difficulty["tactics"], difficulty["depth"]) == (4, 3)
    assert difficulty["seconds"] > 0
    assert {key: first["difficulty"][key] for key in ("tactics", "tokens", "depth")} == {
        "tactics": 1, "tokens": 1, "depth": 0,
    }  # fmt: skip
    split = next(name for name, counts in shown["splits"].items() if counts["files"])
    assert {first["split"], second["split"]} == {split}


def test_the_same_again_asks_lean_nothing(burnish: Burnish, folder: Path) -> None:
    first = burnish("corpus", "add", folder, "--json").json
    # With so little time no Lean could have said anything.
    again = burnish("corpus", "add", folder, "--json", BURNISH_LEAN_SECONDS="0.001")
    assert again.status == 0, again.err
    assert (again.json["changed"], again.json["id"]) == (False, first["id"])
    assert again.json["left_out"] == first["left_out"]


def test_a_change_makes_it_another_of_the_same_name(burnish: Burnish, folder: Path) -> None:
    first = burnish("corpus", "add", folder, "--json").json
    (folder / "Bad.lean").write_text("theorem fine : True := trivial\n", encoding="utf-8")
    second = burnish("corpus", "add", folder, "--json").json
    assert second["changed"]
    assert second["digest"] != first["digest"]
    assert second["counts"]["theorems"] == 3
    (listed,) = burnish("corpus", "list", "--json").json
    assert (listed["id"], listed["counts"]) == (second["id"], second["counts"])


def test_what_people_read(burnish: Burnish, folder: Path) -> None:
    assert "No corpus is stored here" in burnish("corpus", "list").out
    assert not (folder.parent / ".burnish").exists()
    added = burnish("corpus", "add", folder, "--name", "mine")
    assert added.status == 0, added.err
    assert "mine: 2 theorems in 1 file (folder), stored." in added.out
    assert "left out: Bad.lean: it does not check (line 3:" in added.out
    listed = burnish("corpus", "list")
    assert "mine: 2 theorems in 1 file (folder)" in listed.out
    shown = burnish("corpus", "show", "mine")
    assert "Sub/Good.lean:8  Demo.swap  4 tactics" in shown.out
    assert "left out: Sub/Good.lean: Demo.later:" in shown.out


def test_bad_input_is_said_and_stores_nothing(
    burnish: Burnish, folder: Path, tmp_path: Path
) -> None:
    (folder / "Sub/Good.lean").unlink()
    for arguments, told in (
        (("add", folder), "Bad.lean: it does not check"),
        (("add", tmp_path / "gone"), "no file or folder"),
        (("add", folder, "--lean", "nonsense"), "no program that can be run"),
        (("add", folder, "--name", "a/b"), "no name for a corpus"),
        (("add", folder, "--as", "lake"), "no Lake project"),
        (("show", "mine"), "There is no corpus mine; none was added"),
    ):
        answer = burnish("corpus", *arguments)
        assert answer.status == 2, answer.err
        assert told in answer.err
    assert burnish("corpus", "list", "--json").json == []


def test_a_name_is_of_one_place(burnish: Burnish, folder: Path, tmp_path: Path) -> None:
    assert burnish("corpus", "add", folder).status == 0
    other = tmp_path / "other/demo"
    shutil.copytree(folder, other)
    answer = burnish("corpus", "add", other)
    assert answer.status == 2
    assert "There is a corpus demo already" in answer.err
    assert burnish("corpus", "add", other, "--name", "other").status == 0
    assert "there are demo, other" in burnish("corpus", "show", "third").err


def test_a_file_that_the_embedded_lean_lacks_much_for_is_hinted_at(
    burnish: Burnish, folder: Path
) -> None:
    (folder / "Bad.lean").write_text("theorem t : True := by\n  nlinarith_all\n", encoding="utf-8")
    answer = burnish("corpus", "add", folder)
    assert answer.status == 0, answer.err
    assert "This is the embedded Lean" in answer.err


def test_a_lake_project(burnish: Burnish, lake_world: LakeWorld) -> None:
    lake_world.install_elan()
    lake_world.install_toolchain("4.35.0")
    sources = {
        "src/Demo/Base.lean": "theorem Demo.base : True := trivial\n",
        "src/Demo/File.lean": "import Demo.Base\n\ntheorem Demo.file : True := Demo.base\n",
        "src/Demo/Other.lean": "import Demo.File\n\ntheorem Demo.other : True := Demo.file\n",
    }
    root = lake_world.project("demo", sources, "leanprover/lean4:v4.35.0")
    lake_world.build(root, "Demo.Base")
    add = partial(burnish, "corpus", "add", root, "--json", BURNISH_LEAN=None)
    answer = add()
    assert answer.status == 0, answer.err
    assert answer.json["kind"] == "lake"
    (left_out,) = answer.json["left_out"]
    assert left_out["file"] == "src/Demo/Other.lean"
    assert "lake build Demo.File" in left_out["reason"]
    rows = burnish("corpus", "show", "demo", "--json").json["theorems"]
    assert [(row["module"], row["file"], row["context"]["imports"]) for row in rows] == [
        ("Demo.Base", "src/Demo/Base.lean", []),
        ("Demo.File", "src/Demo/File.lean", ["Demo.Base"]),
    ]


@pytest.mark.skipif(find_spec("lean_dojo") is None, reason="the extra `corpus` is not installed")
def test_a_traced_project(burnish: Burnish, tmp_path: Path) -> None:
    root = tmp_path / "traced"
    (root / ".lake/build/ir/Demo").mkdir(parents=True)
    (root / "Demo").mkdir()
    for kind in (".ast.json", ".dep_paths"):
        shutil.copy(FIXTURES / f"Swap{kind}", root / ".lake/build/ir/Demo")
    text = (FIXTURES / "Swap.lean").read_text(encoding="utf-8")
    # The last theorem moves by a line; a theorem that the trace does not know is none of its.
    text = text.replace("theorem even_zero", "theorem new : True := trivial\ntheorem even_zero")
    (root / "Demo/Swap.lean").write_text(text, encoding="utf-8")
    answer = burnish("corpus", "add", root, "--json")
    assert answer.status == 0, answer.err
    (left_out,) = answer.json["left_out"]
    assert left_out["name"] == "Demo.even_zero"
    assert "changed since it was traced" in left_out["reason"]
    rows = burnish("corpus", "show", "traced", "--json").json["theorems"]
    assert [(row["name"], row["context"]["premises"]) for row in rows] == [
        ("Demo.swap", []), ("Demo.swap_twice", ["Demo.swap"]),
    ]  # fmt: skip


def test_every_subcommand_has_help_with_an_example(burnish: Burnish) -> None:
    for command in ("add", "list", "show"):
        answer = burnish("corpus", command, "--help")
        assert answer.status == 0
        assert f"Example: burnish corpus {command}" in answer.out


def test_a_lean_that_somebody_killed_leaves_no_file_out(
    burnish: Burnish, folder: Path, tmp_path: Path
) -> None:
    lean = tmp_path / "lean"
    lean.write_text(
        "#!/bin/sh\n"
        'case "$*" in *--version*) echo "Lean (version 4.35.0, x86_64, commit abc, Release)";;\n'
        '*--print-*) echo "$0";; *) kill -9 $$;; esac\n',
        encoding="utf-8",
    )
    lean.chmod(0o755)
    answer = burnish("corpus", "add", folder, BURNISH_LEAN=str(lean))
    assert (answer.status, "exit status -9" in answer.err) == (3, True), answer.err
    assert "No corpus is stored" in burnish("corpus", "list").out
