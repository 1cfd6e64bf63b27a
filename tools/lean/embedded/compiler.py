"""Runs the embedded Lean on one source module of our library."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tools.errors import BurnishError

LAUNCHER = Path(__file__).parent / "launcher.py"
REPLAY = Path(__file__).parent / "replay" / "__main__.py"
_TAIL = 4000


class LibraryBuildError(BurnishError):
    """A module of the core library did not compile; the message holds Lean's own."""


def lean_command(library: Path) -> list[str]:
    """The command line that is `lean`, to which arguments are appended."""
    return [sys.executable, "-I", "-S", str(LAUNCHER), str(library)]


def replay_command(library: Path) -> list[str]:
    """The command line that replays object files, to which its arguments are appended."""
    return [sys.executable, "-I", "-S", str(REPLAY), str(library)]


def compile_module(library: Path, root: Path, source: Path) -> None:
    """Compiles `source`, which lies under `root`, to object and index files beside it.

    Raises LibraryBuildError when Lean reports an error.
    """
    relative = source.relative_to(root)
    run = subprocess.run(
        [
            *lean_command(library), "-R", ".",
            "-o", str(relative.with_suffix(".olean")),
            "-i", str(relative.with_suffix(".ilean")),
            str(relative),
        ],
        cwd=root,
        env={**os.environ, "LEAN_PATH": str(root)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if run.returncode:
        raise LibraryBuildError(
            f"{relative} of the embedded Lean's library does not compile "
            f"(exit status {run.returncode}):\n{(run.stdout + run.stderr)[-_TAIL:]}"
        )
