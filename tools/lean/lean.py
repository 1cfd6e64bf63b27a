"""The one way to run Lean on a text: toolchain, options, time limit, and a count of runs."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from tools.lean.process import Run, run_lean


class Runnable(Protocol):
    """What is needed of a toolchain in order to run it (see :mod:`tools.lean.toolchain`)."""

    @property
    def argv(self) -> tuple[str, ...]: ...
    @property
    def environment(self) -> Mapping[str, str]: ...
    @property
    def directory(self) -> Path | None: ...
    @property
    def fingerprint(self) -> str: ...


class Lean:
    """Runs one toolchain; may be shared by threads."""

    def __init__(self, toolchain: Runnable, seconds: float = 120.0) -> None:
        self.toolchain = toolchain
        self.seconds = seconds
        self._calls = 0
        self._lock = threading.Lock()

    @property
    def fingerprint(self) -> str:
        """Identifies the Lean, and the project around it, that verdicts come from."""
        return self.toolchain.fingerprint

    @property
    def calls(self) -> int:
        """How many Lean processes have been started."""
        return self._calls

    def run(self, text: str, options: Sequence[str] = (), seconds: float | None = None) -> Run:
        """Elaborate ``text`` as a file, with ``options`` like ``pp.all=true``.

        Raises what :func:`tools.lean.process.run_lean` raises.
        """
        with self._lock:
            self._calls += 1
        return run_lean(
            [*self.toolchain.argv, "--stdin", "--json", *(f"-D{option}" for option in options)],
            text,
            environment=self.toolchain.environment,
            directory=self.toolchain.directory,
            seconds=self.seconds if seconds is None else seconds,
        )
