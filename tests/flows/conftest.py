"""The `burnish` command, run in an empty folder with the embedded Lean."""

from __future__ import annotations

import contextvars
import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from flows.cli import main
from tools.lean.toolchain import Toolchain

_VARIABLES = {"BURNISH_LEAN": "embedded", "NO_COLOR": "1"}


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
def burnish(tmp_path: Path, toolchain: Toolchain, monkeypatch: pytest.MonkeyPatch) -> Burnish:
    """Runs `burnish ARGUMENTS` in an empty folder, with the embedded Lean built already.

    The whole command line, but in this process: importing everything anew would take longer than
    all else. ``burnish_process`` is the slow truth.
    """

    def run(*arguments: str | Path, **variables: str | None) -> Answer:
        out, err = io.StringIO(), io.StringIO()
        status: int | str | None = 0
        with monkeypatch.context() as patch:
            patch.chdir(tmp_path)
            for name, value in {**_VARIABLES, **variables}.items():
                if value is None:
                    patch.delenv(name, raising=False)
                else:
                    patch.setenv(name, value)
            with redirect_stdout(out), redirect_stderr(err):
                try:
                    contextvars.copy_context().run(main, [str(a) for a in arguments])
                except SystemExit as leaving:
                    status = leaving.code
        assert isinstance(status, int | None)
        return Answer(status or 0, out.getvalue(), err.getvalue())

    return run


@pytest.fixture
def burnish_process(tmp_path: Path, toolchain: Toolchain) -> Burnish:
    """Runs `burnish ARGUMENTS` in an empty folder, as a process of its own."""

    def run(*arguments: str | Path, **variables: str) -> Answer:
        process = subprocess.run(
            [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)],
            cwd=tmp_path,
            env={**os.environ, **_VARIABLES, **variables},
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
