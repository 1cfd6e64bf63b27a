"""A long-lived child of `burnish server`: a process group of its own, a log, and an end."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from tools.errors import BurnishError
from tools.parents import ending_with_parent

_BIGGEST_LOG = 5_000_000
_TAIL = 16_384
_LINES = 12
_SHOWN = 300


class ChildFailed(BurnishError):
    """A process that has to run does not; the message has the last lines of its log."""


class Child:
    """A process that does not outlive this one, however that ends (on Linux)."""

    def __init__(
        self, name: str, command: Sequence[str], environ: Mapping[str, str], log: Path
    ) -> None:
        """Starts it; ``name`` is what people are told. To be called in the main thread, since the
        child ends with the thread that starts it."""
        self.name = name
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > _BIGGEST_LOG:
            log.replace(log.with_suffix(".old.log"))
        try:
            with log.open("ab") as output:
                self._process = subprocess.Popen(
                    command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    env=dict(environ),
                    start_new_session=True,
                    preexec_fn=ending_with_parent(signal.SIGKILL),
                )
        except OSError as error:
            raise ChildFailed(f"{name} cannot be started: {error}.") from error

    @property
    def pid(self) -> int:
        """Of the process, which is also its group's number."""
        return self._process.pid

    @property
    def runs(self) -> bool:
        """Whether it has not ended."""
        return self._process.poll() is None

    def wait(self, seconds: float) -> bool:
        """Whether it has ended, at the latest after so long."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)
        return not self.runs

    def failure(self, what: str) -> ChildFailed:
        """What to raise about it."""
        status = self._process.poll()
        how = "still runs"
        if status is not None:
            how = f"signal {-status}" if status < 0 else f"exit status {status}"
        return ChildFailed(f"{self.name} {what} ({how}).\n{self._last_words()}")

    def end(self, grace: float) -> None:
        """Ask it to end, insist after ``grace`` seconds, and take its group along."""
        try:
            if grace > 0 and self.runs:
                self._signal(signal.SIGTERM)
                self.wait(grace)
        finally:
            self._signal(signal.SIGKILL)
            self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        # Suppressed is that the whole group has ended.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)

    def _last_words(self) -> str:
        with self.log.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            text = file.read().decode("utf-8", errors="replace")
        lines = [line.strip()[:_SHOWN] for line in text.splitlines() if line.strip()]
        shown = ["".join(c if c.isprintable() else " " for c in line) for line in lines[-_LINES:]]
        return "\n".join([f"The end of its log ({self.log}):", *shown])
