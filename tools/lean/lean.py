"""The one way to run Lean on a text: toolchain, options, time limit, and a count of runs."""

from __future__ import annotations

import re
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from tools.errors import LeanCrashed
from tools.lean.process import Run, run_lean

_UNKNOWN = re.compile(r"unknown (?:configuration )?option '(?P<name>[^']+)'")


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
        self._unknown: set[str] = set()
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

        An option that this Lean does not know is left out from then on. Raises what
        :func:`tools.lean.process.run_lean` raises.
        """
        known = [option for option in options if _name(option) not in self._unknown]
        limit = self.seconds if seconds is None else seconds
        try:
            run = self._run(text, known, limit)
        except LeanCrashed as crash:
            if not self._forget(crash.stderr_tail, known):
                raise
        else:
            told = "\n".join(m.text for m in run.messages[:1] if m.severity == "error")
            if not self._forget(told, known):
                return run
        return self.run(text, options, seconds)

    def _run(self, text: str, options: Sequence[str], seconds: float) -> Run:
        with self._lock:
            self._calls += 1
        return run_lean(
            [*self.toolchain.argv, "--stdin", "--json", *(f"-D{option}" for option in options)],
            text,
            environment=self.toolchain.environment,
            directory=self.toolchain.directory,
            seconds=seconds,
        )

    def _forget(self, told: str, options: Sequence[str]) -> bool:
        """Note the option that Lean says it does not know, if it is one of those given."""
        match = _UNKNOWN.search(told)
        if match is None or match["name"] not in map(_name, options):
            return False
        with self._lock:
            self._unknown.add(match["name"])
        return True


def _name(option: str) -> str:
    return option.partition("=")[0]
