"""The commands on files of Lake projects, with stand-ins for elan and Lake and a real Lean."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tools.lean.fakes.lake_world import LakeWorld, script

Burnish = Callable[..., Any]

BASE = "theorem Demo.both (p q : Prop) (hp : p) (hq : q) : p ∧ q := ⟨hp, hq⟩\n"
FILE = """import Demo.Base

theorem Demo.swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  have hp : p := h.left
  have hq : q := h.right
  exact Demo.both q p hq hp
"""
SOURCES = {"src/Demo/Base.lean": BASE, "src/Demo/File.lean": FILE}


@pytest.fixture
def machine(lake_world: LakeWorld) -> LakeWorld:
    lake_world.install_elan()
    lake_world.install_toolchain("4.35.0")
    lake_world.install_toolchain("4.9.0", old=True)
    return lake_world


@pytest.fixture
def in_project(burnish: Burnish) -> Burnish:
    """`burnish`, choosing its Lean by the file."""
    return partial(burnish, BURNISH_LEAN=None)


def project(machine: LakeWorld, name: str, version: str) -> Path:
    """A built project; gives its file that imports the other one."""
    root = machine.project(name, SOURCES, f"leanprover/lean4:v{version}")
    machine.build(root, "Demo.Base")
    return root / "src/Demo/File.lean"


def test_check_uses_the_projects_lean(in_project: Burnish, machine: LakeWorld) -> None:
    answer = in_project("check", project(machine, "demo", "4.9.0"), "--json")
    assert answer.status == 0, answer.err
    assert (answer.json["lean"]["origin"], answer.json["lean"]["version"]) == ("lake", "4.9.0")
    assert [one["verdict"] for one in answer.json["declarations"]] == ["verified"]


@pytest.mark.long
def test_two_projects_with_different_toolchains_in_one_command(
    in_project: Burnish, machine: LakeWorld
) -> None:
    files = [project(machine, "new", "4.35.0"), project(machine, "old", "4.9.0")]
    answer = in_project("optimize", "--json", "--rounds", "2", "--candidates", "8", *files)
    assert answer.status == 0, answer.err
    results = answer.json["results"]
    assert [result["file"] for result in results] == [str(file) for file in files]
    assert all(result["after"] > result["before"] for result in results)
    assert [file.read_text() for file in files] == [FILE, FILE]
    assert machine.downloads == ""


@pytest.mark.long
def test_a_written_file_checks_in_its_project(in_project: Burnish, machine: LakeWorld) -> None:
    file = project(machine, "demo", "4.35.0")
    answer = in_project("optimize", "--write", "--rounds", "1", "--candidates", "8", file)
    assert answer.status == 0, answer.err
    assert len(file.read_text()) < len(FILE)
    machine.build(file.parents[2])


def test_a_project_that_is_not_built_is_bad_input(in_project: Burnish, machine: LakeWorld) -> None:
    root = machine.project("demo", SOURCES, "leanprover/lean4:v4.35.0")
    for command in ("check", "optimize", "doctor"):
        answer = in_project(command, root / "src/Demo/File.lean")
        assert answer.status == 2
        assert "`lake build Demo.Base`" in answer.out + answer.err
    assert not (root / ".lake").exists()


def test_a_toolchain_that_elan_would_download_is_bad_input(
    in_project: Burnish, machine: LakeWorld
) -> None:
    root = machine.project("demo", SOURCES, "leanprover/lean4:v4.1.0")
    answer = in_project("check", root / "src/Demo/File.lean")
    assert answer.status == 2
    assert "elan toolchain install leanprover/lean4:v4.1.0" in answer.err
    assert machine.downloads == ""


def test_a_missing_import_is_said_with_its_place(burnish: Burnish, tmp_path: Path) -> None:
    file = tmp_path / "Alone.lean"
    file.write_text("import Mathlib.Data.Nat.Basic\n\ntheorem t : True := trivial\n")
    answer = burnish("check", file)
    assert answer.status == 2
    assert f"{file}:1:8: imports Mathlib.Data.Nat.Basic, which the embedded Lean" in answer.err


def test_no_lake_is_left(machine: LakeWorld, tmp_path: Path) -> None:
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    hanging = f"import os, time\nlock = os.open({str(alive)!r}, os.O_RDONLY)\ntime.sleep(600)\n"
    script(machine.elan / "toolchains/leanprover--lean4---v4.9.0/bin/lake", hanging)
    root = machine.project("demo", SOURCES, "leanprover/lean4:v4.9.0")
    burnish = str(Path(sys.executable).with_name("burnish"))
    with (
        subprocess.Popen(
            [burnish, "check", str(root / "src/Demo/Base.lean")], cwd=tmp_path
        ) as process,
        alive.open("w") as held,  # waits until Lake has it open, too
    ):
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=60) == 143
        # It may take a moment to be gone after it was killed; then nobody has the other end.
        gone = select.poll()
        gone.register(held, select.POLLERR)
        assert gone.poll(20_000) == [(held.fileno(), select.POLLERR)]
