"""One Lean process from start to end: text in, messages out, limits kept, nothing left behind.

This module spawns Lean in a process group of its own and under the sandbox's guard, has it
supervised, and says what its end means. A crash is an exception, never a result. It knows which
processes run, so that a command that ends at once can take them with it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tools.errors import LeanCrashed, LeanUnavailable
from tools.lean.messages import Message
from tools.lean.sandbox import Limits, guarded, without_secrets
from tools.lean.supervision import Supervision

_CPU_SLACK = 60
_CPU_ROUNDING = 0.5
"""The kernel keeps to its limits by counting ticks, and may come out far from what it measures."""

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
    peak_memory: int = 0
    """The most bytes that Lean had in memory at once, mapped files included; 0 if unknown."""


def run_lean(
    argv: Sequence[str],
    text: str,
    *,
    environment: Mapping[str, str],
    directory: Path | None,
    seconds: float,
    writable: Sequence[Path] = (),
    limits: Limits | None = None,
    stalled: float | None = None,
    cancelled: threading.Event | None = None,
) -> Run:
    """Run ``argv`` on ``text`` (given on standard input) for at most ``seconds`` of wall time.

    It can change nothing but the existing folders ``writable``, gets no variable that looks like
    a secret, and is stopped at the ``limits``, after ``stalled`` seconds without a line of output,
    or soon after ``cancelled`` is set.

    Raises :class:`LeanUnavailable` if it cannot be started, or not as well guarded as this machine
    can, and :class:`LeanCrashed` if it ends without having said what is wrong (a signal, a status
    other than 0 and 1).
    """
    started = time.monotonic()
    limits = limits or Limits()
    if limits.cpu is None:
        limits = replace(limits, cpu=seconds * (os.cpu_count() or 1) + _CPU_SLACK)
    process, report = _start(argv, environment, directory, writable, limits)
    _running.add(process)
    try:
        watched = Supervision(
            process, report, text.encode("utf-8"), limits, seconds, stalled, cancelled
        )
        watched.run()
    finally:
        if process.returncode is None:  # not even supervised
            process.kill()
            process.wait()
        _running.discard(process)
    if watched.report:
        raise _unavailable(argv, watched.report.decode("utf-8", errors="replace").strip())
    status = process.returncode
    limit = watched.limit or _reached(limits, status, watched.cpu)
    # Status 1 means errors in the file, so there must be one among the messages.
    told = status == 0 or any(message.severity == "error" for message in watched.messages)
    if not limit and (status not in (0, 1) or not told or watched.broken_off):
        reason = "Lean ended without an answer"
        if watched.broken_off:
            reason = "Lean ended in the middle of an answer"
        raise LeanCrashed(reason, argv, status, f"{watched.noise}\n{watched.errors}")
    return Run(
        messages=tuple(watched.messages),
        seconds=time.monotonic() - started,
        complete=not limit,
        limit=limit,
        peak_memory=watched.peak_memory,
    )


def stop_all() -> None:
    """Kill all running Leans and what they started, without waiting; for a process about to end.

    Safe in a signal handler. Each :func:`run_lean` that waits raises :class:`LeanCrashed`.
    """
    for process in tuple(_running):
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(process.pid, signal.SIGKILL)


def _start(
    argv: Sequence[str],
    environment: Mapping[str, str],
    directory: Path | None,
    writable: Sequence[Path],
    limits: Limits,
) -> tuple[subprocess.Popen[bytes], int]:
    """The process, and the descriptor through which its guard says what it could not do.

    Lean never has that descriptor, so it cannot speak for the guard.
    """
    report, theirs = os.pipe()
    try:
        process = subprocess.Popen(
            guarded(argv, writable=writable, limits=limits, report=theirs),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env=without_secrets(environment),
            cwd=directory,
            start_new_session=True,
            pass_fds=(theirs,),
        )
    except OSError as error:
        os.close(report)
        raise _unavailable(argv, str(error)) from error
    except BaseException:
        os.close(report)
        raise
    finally:
        os.close(theirs)
    return process, report


def _unavailable(argv: Sequence[str], reason: str) -> LeanUnavailable:
    return LeanUnavailable(
        f"Lean could not be started as {argv[0]!r}: {reason}. "
        "Run `burnish doctor` to see which Lean is used and why."
    )


def _reached(limits: Limits, status: int, cpu: float) -> str:
    """The limit at which the kernel ended the process, or nothing."""
    if status == -signal.SIGXFSZ:
        return f"{limits.file_size // 1_000_000} MB in one file"
    bound = limits.cpu or 0.0
    if status in (-signal.SIGXCPU, -signal.SIGKILL) and cpu >= bound * _CPU_ROUNDING:
        return f"{bound:g} s of processor time"
    return ""
