"""The one way to run Lean on a text: its toolchain, its turn, its limits, and a count of runs."""

from __future__ import annotations

import functools
import os
import re
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from tools.errors import LeanCrashed, LeanKilled
from tools.lean.pool import Pool
from tools.lean.process import Run, run_lean
from tools.lean.sandbox import Limits

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
    @property
    def replay(self) -> tuple[str, ...]:
        """The command of our own replay (:mod:`tools.lean.embedded.replay`); empty if none."""
        ...

    @property
    def leanchecker(self) -> Path | None:
        """The toolchain's own replay, if it ships one."""
        ...


@functools.cache
def shared_pool() -> Pool:
    """The pool of this process, where no other is given."""
    return Pool()


class Lean:
    """Runs one toolchain; may be shared by threads."""

    def __init__(
        self,
        toolchain: Runnable,
        seconds: float = 120.0,
        *,
        pool: Pool | None = None,
        owner: str = "",
    ) -> None:
        """``seconds``: wall time of one run. The runs of one ``owner`` (a session) wait in line for
        a slot of the pool; owners take turns."""
        self.toolchain = toolchain
        self.seconds = seconds
        self.pool = pool if pool is not None else shared_pool()
        self._owner = owner
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

    def run(
        self,
        text: str,
        options: Sequence[str] = (),
        seconds: float | None = None,
        *,
        arguments: Sequence[str] = (),
        writable: Sequence[Path] = (),
        search_path: Sequence[Path] = (),
        stalled: float | None = None,
    ) -> Run:
        """Elaborate ``text`` as a file, with ``options`` like ``pp.all=true``.

        ``arguments`` are further ones of the command line, ``writable`` the folders that Lean may
        write to, ``search_path`` those where it looks for imports first; ``stalled`` is how many
        seconds it may be silent. An option that this Lean does not know is left out from then on.
        Raises what :func:`tools.lean.process.run_lean` raises, and
        :class:`tools.lean.pool.Cancelled`.
        """
        known = [option for option in options if _name(option) not in self._unknown]
        limit = self.seconds if seconds is None else seconds
        argv = [*self.toolchain.argv, "--stdin", "--json", *arguments]
        argv += [f"-D{option}" for option in known]
        try:
            run = self._start(argv, text, limit, writable, search_path, stalled)
        except LeanCrashed as crash:
            if not self._forget(crash.stderr_tail, known):
                raise
        else:
            told = "\n".join(m.text for m in run.messages[:1] if m.severity == "error")
            if not self._forget(told, known):
                return run
        return self.run(
            text, options, seconds, arguments=arguments, writable=writable,
            search_path=search_path, stalled=stalled,
        )  # fmt: skip

    def run_beside(
        self, argv: Sequence[str], text: str, seconds: float, search_path: Sequence[Path] = ()
    ) -> Run:
        """Run another program that belongs to this Lean, with the same limits and in its turn.

        ``text`` is given on standard input.

        Raises as :meth:`run` does.
        """
        return self._start(argv, text, seconds, (), search_path, None)

    def _start(
        self,
        argv: Sequence[str],
        text: str,
        seconds: float,
        writable: Sequence[Path],
        search_path: Sequence[Path],
        stalled: float | None,
    ) -> Run:
        def once() -> Run:
            with self._lock:
                self._calls += 1
            return run_lean(
                argv,
                text,
                environment=self._environment(search_path),
                directory=self.toolchain.directory,
                seconds=seconds,
                writable=writable,
                limits=Limits(memory=min(Limits.memory, slot.memory)),
                stalled=stalled,
                cancelled=slot.cancelled,
            )

        with self.pool.slot(self._owner) as slot:
            try:
                return once()
            except LeanKilled:
                return once()  # what was asked is not to blame

    def _environment(self, search_path: Sequence[Path]) -> dict[str, str]:
        found = dict(self.toolchain.environment)
        if search_path:
            known = found.get("LEAN_PATH")
            places = [*map(str, search_path), *([known] if known else [])]
            found["LEAN_PATH"] = os.pathsep.join(places)
        return found

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
