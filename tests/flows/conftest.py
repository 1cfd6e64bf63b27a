"""The `burnish` command as its users run it: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tools.lean.toolchain import Toolchain

_COMMAND = (sys.executable, "-c", "from flows.cli import main; main()")


@dataclass(frozen=True)
class Answer:
    """What a run of the command gave."""

    status: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Burnish = Callable[..., Answer]


@pytest.fixture
def burnish(tmp_path: Path, toolchain: Toolchain) -> Burnish:
    """Runs `burnish ARGUMENTS` in an empty folder, with the embedded Lean built already."""

    def run(*arguments: str | Path, **variables: str) -> Answer:
        environment = {k: v for k, v in os.environ.items() if not k.startswith("BURNISH_LEAN")}
        environment |= {"BURNISH_LEAN": "embedded", "NO_COLOR": "1", **variables}
        process = subprocess.run(
            [*_COMMAND, *map(str, arguments)],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        return Answer(process.returncode, process.stdout, process.stderr)

    return run


@pytest.fixture
def lean_file(tmp_path: Path) -> Callable[[str], Path]:
    """Writes a Lean file into the folder in which `burnish` runs."""

    def write(text: str, name: str = "File.lean") -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write
