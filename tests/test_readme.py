"""The README tells what is so: its commands run, and its picture of a result is a real one."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def fenced(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)


COMMANDS = [
    shlex.split(line, comments=True)
    for block in fenced("sh")
    for line in block.splitlines()
    if line.startswith(".venv/bin/burnish")
]


def is_a_variant(command: list[str]) -> bool:
    """Whether a shorter command has shown the same already."""
    return command[1] == "optimize" and len(command) > 3


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


def run(arguments: list[str], home: Path) -> subprocess.CompletedProcess[str]:
    burnish = str(Path(sys.executable).with_name("burnish"))
    return subprocess.run(
        [burnish, *arguments],
        cwd=ROOT,
        env={**os.environ, "BURNISH_HOME": str(home)},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_there_are_commands_for_everything() -> None:
    shown = {command[1] for command in COMMANDS}
    assert shown == {"doctor", "check", "show", "metrics", "optimize", "sessions"}


@pytest.mark.parametrize(
    "command",
    [pytest.param(one, marks=pytest.mark.long if is_a_variant(one) else ()) for one in COMMANDS],
    ids=" ".join,
)
def test_the_commands_run(command: list[str], home: Path) -> None:
    done = run(command[1:], home)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()


def test_the_targets_of_make_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = {
        line.split()[1]
        for block in fenced("sh")
        for line in block.splitlines()
        if line.startswith("make ")
    }
    assert targets
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


@pytest.mark.long
def test_the_diff_is_what_comes_out(home: Path) -> None:
    (diff,) = fenced("diff")
    done = run(["optimize", "examples/NatInduction.lean:gauss"], home)
    assert done.returncode == 0, done.stderr
    changed = [line for line in diff.splitlines() if line.startswith(("+", "-"))]
    printed = [line for line in done.stdout.splitlines() if line.startswith(("+", "-"))]
    assert changed == [line for line in printed if not line.startswith(("+++", "---"))]
