"""One Lean process from start to end: text in, messages out, limits kept, nothing left behind.

This module spawns Lean in a process group of its own, feeds it the text, reads its output with a
bound, and kills the whole group when the time is over. A crash is an exception, never a result.
It knows which processes run, so that a command that ends at once can take them with it.
"""

from __future__ import annotations

import contextlib
import math
import os
import resource
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.errors import LeanCrashed, LeanUnavailable
from tools.lean.messages import Message, parse_line

_STDERR_TAIL = 8_000
_OUTPUT_LIMIT = 512_000_000
_CPU_SLACK = 60
_CPU_GRACE = 5

# Changed by single operations on a set only, which need no lock: a signal's handler reads it.
_running: set[subprocess.Popen[bytes]] = set()


@dataclass(frozen=True)
class Run:
    """What one run of Lean gave."""

    messages: tuple[Message, ...]
    seconds: float
    """Wall time."""
    complete: bool
    """Whether Lean came to the end; otherwise it was stopped at a limit, named in ``limit``."""
    limit: str = ""


def run_lean(
    argv: Sequence[str],
    text: str,
    *,
    environment: Mapping[str, str],
    directory: Path | None,
    seconds: float,
) -> Run:
    """Run ``argv`` on ``text`` (given on standard input) for at most ``seconds`` of wall time.

    Raises :class:`LeanUnavailable` if it cannot be started and :class:`LeanCrashed` if it ends
    without having said what is wrong (a signal, a status other than 0 and 1).
    """
    started = time.monotonic()
    try:
        process = subprocess.Popen(
            [*argv],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(environment),
            cwd=directory,
            start_new_session=True,
        )
    except OSError as error:
        raise LeanUnavailable(
            f"Lean could not be started as {argv[0]!r}: {error.strerror or error}. "
            "Run `burnish doctor` to see which Lean is used and why."
        ) from error
    _running.add(process)
    _limit_cpu(process, seconds)
    collected = _Collector(process)
    threads = [
        threading.Thread(target=collected.feed, args=(text.encode("utf-8"),), daemon=True),
        threading.Thread(target=collected.read_output, daemon=True),
        threading.Thread(target=collected.read_errors, daemon=True),
    ]
    for thread in threads:
        thread.start()
    # A timer, because waiting with a timeout polls, which costs a short run a tenth of its time.
    timer = threading.Timer(seconds, collected.stop, args=(f"{seconds:g} s of wall time",))
    timer.daemon = True
    timer.start()
    try:
        process.wait()
    finally:
        timer.cancel()
        _kill_group(process)
        _running.discard(process)
    for thread in threads:
        thread.join()
    limit = collected.limit
    elapsed = time.monotonic() - started
    messages, others = collected.messages()
    # Status 1 means errors in the file, so there must be one among the messages.
    told = process.returncode == 0 or any(m.severity == "error" for m in messages)
    if not limit and (process.returncode not in (0, 1) or not told):
        raise LeanCrashed(
            "Lean ended without an answer", argv, process.returncode, collected.errors + others
        )
    return Run(messages, elapsed, not limit, limit)


def stop_all() -> None:
    """Kill all running Leans and what they started, without waiting; for a process about to end.

    Safe in a signal handler. Each :func:`run_lean` that waits raises :class:`LeanCrashed`.
    """
    for process in tuple(_running):
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)


def _limit_cpu(process: subprocess.Popen[bytes], seconds: float) -> None:
    """Let a Lean end by itself if Burnish is killed and so cannot stop it.

    The bound is more than all cores can spend in ``seconds``, so only an orphan reaches it.
    """
    if not hasattr(resource, "prlimit"):
        return  # Linux only
    soft = math.ceil(seconds) * (os.cpu_count() or 1) + _CPU_SLACK
    # Suppressed is that the process is gone already, or that a lower limit is set from outside.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        resource.prlimit(process.pid, resource.RLIMIT_CPU, (soft, soft + _CPU_GRACE))


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    """End the process and whatever it started."""
    # Suppressed is that the group is gone already.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


class _Collector:
    """Moves bytes between one process and memory, each pipe in its own thread."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process
        self._chunks: list[bytes] = []
        self.limit = ""
        self.errors = ""

    def stop(self, limit: str) -> None:
        """End the process because it reached a limit."""
        self.limit = limit
        _kill_group(self._process)

    def feed(self, data: bytes) -> None:
        stdin = self._process.stdin
        assert stdin is not None
        try:
            stdin.write(data)
            stdin.close()
        except BrokenPipeError:
            pass  # Lean ended before it had read everything; its status tells why

    def read_output(self) -> None:
        stdout = self._process.stdout
        assert stdout is not None
        size = 0
        while chunk := os.read(stdout.fileno(), 1 << 16):
            size += len(chunk)
            if size > _OUTPUT_LIMIT:
                self.stop(f"{_OUTPUT_LIMIT // 1_000_000} MB of output")
                break
            self._chunks.append(chunk)
        stdout.close()

    def read_errors(self) -> None:
        stderr = self._process.stderr
        assert stderr is not None
        tail = b""
        while chunk := os.read(stderr.fileno(), 1 << 12):
            tail = (tail + chunk)[-_STDERR_TAIL:]
        stderr.close()
        self.errors = tail.decode("utf-8", errors="replace")

    def messages(self) -> tuple[tuple[Message, ...], str]:
        """The messages of a run, and the tail of whatever else it printed."""
        # Not str.splitlines: it also splits at separators that may stand inside a JSON string.
        lines = b"".join(self._chunks).decode("utf-8", errors="replace").split("\n")
        parsed = [(parse_line(line), line) for line in lines if line]
        messages = tuple(message for message, _ in parsed if message is not None)
        others = "\n".join(line for message, line in parsed if message is None)
        return messages, others[-_STDERR_TAIL:]
