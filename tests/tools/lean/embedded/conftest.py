"""One build of the embedded Lean's library in a folder of its own, by two processes at once."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.lean import embedded

BUILD = (
    "from tools.lean.embedded import ensure_built; "
    "print('built:', ensure_built(lambda line: print(line, flush=True)), flush=True)"
)


@dataclass(frozen=True)
class Built:
    """The built library, and what the two processes that built it printed."""

    path: Path
    outputs: tuple[str, str]


def _start_build(cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", BUILD],
        env={**os.environ, "BURNISH_CACHE": str(cache)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@pytest.fixture(scope="session", autouse=True)
def _usable() -> None:
    if reason := embedded.available():
        pytest.skip(reason)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Two processes build into one empty cache at the same time."""
    cache = tmp_path_factory.mktemp("lean-cache")
    builders = [_start_build(cache), _start_build(cache)]
    first, second = (builder.communicate(timeout=300)[0] for builder in builders)
    assert [builder.returncode for builder in builders] == [0, 0], first + second
    return Built(Path(first.rsplit("built: ", 1)[1].strip()), (first, second))


@pytest.fixture(scope="session")
def run_lean() -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs the embedded Lean with arguments, in a folder if one is given."""
    library = embedded.ensure_built(print)

    def run(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*embedded.lean_argv(), *arguments],
            env={**os.environ, "LEAN_PATH": str(library)},
            cwd=cwd,
            capture_output=True,
            text=True,
            check=False,
        )

    return run
