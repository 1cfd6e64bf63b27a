"""One Lean process from start to end: text in, messages out, limits kept, nothing left behind.

This module spawns Lean in a process group of its own and under the sandbox's guard, has it
supervised, and says what its end means. A crash is an exception, never a result. It knows which
processes run, so that a command that ends at once can take them with it.
"""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from tools.errors import LeanCrashed, LeanKilled, LeanUnavailable
from tools.lean.child import Child, Ended, Spawned
from tools.lean.embedded.fork_server import ForkServer, ForkServerError, server_for
from tools.lean.messages import Message
from tools.lean.sandbox import GUARD, GUARD_COMMAND, Limits, guarded, without_secrets
from tools.lean.supervision import Pipes, Supervision

_CPU_SLACK = 60
_CPU_ROUNDING = 0.5
"""The kernel keeps to its limits by counting ticks, and may come out far from what it measures."""

# Changed by single operations on a set only, which need no lock: a signal's handler reads it.
_running: set[Child] = set()
_stopped: set[Child] = set()
"""Those of them that this process has killed."""
_KILLED = (-signal.SIGKILL, 128 + signal.SIGKILL)
"""The status of a process that was killed, itself or through a shell."""


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
    other than 0 and 1): :class:`LeanKilled` if somebody else killed it.
    """
    started = time.monotonic()
    limits = limits or Limits()
    if limits.cpu is None:
        limits = replace(limits, cpu=seconds * (os.cpu_count() or 1) + _CPU_SLACK)
    with contextlib.ExitStack() as ours:
        child, pipes = _start(argv, environment, directory, writable, limits, ours)
        _running.add(child)
        try:
            watched = Supervision(
                child, pipes, text.encode("utf-8"), limits, seconds, stalled, cancelled
            )
            ours.pop_all()  # they are closed by the one who reads them
            watched.run()
        finally:
            if child.ended is None:  # not even supervised
                child.kill()
                ours.close()
                child.reap(wait=True)
            _running.discard(child)
            is_ours = child in _stopped
            _stopped.discard(child)
    assert child.ended is not None
    if watched.report:
        raise _unavailable(argv, watched.report.decode("utf-8", errors="replace").strip())
    status = child.ended.status
    limit = watched.limit or _reached(limits, child.ended)
    # Status 1 means errors in the file, so there must be one among the messages.
    told = status == 0 or any(message.severity == "error" for message in watched.messages)
    if not limit and (status not in (0, 1) or not told or watched.broken_off):
        reason = "Lean ended without an answer"
        if watched.broken_off:
            reason = "Lean ended in the middle of an answer"
        crash = LeanKilled if status in _KILLED and not is_ours else LeanCrashed
        raise crash(reason, argv, status, f"{watched.noise}\n{watched.errors}")
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
    for child in tuple(_running):
        _stopped.add(child)
        child.kill()


def _start(
    argv: Sequence[str],
    environment: Mapping[str, str],
    directory: Path | None,
    writable: Sequence[Path],
    limits: Limits,
    ours: contextlib.ExitStack,
) -> tuple[Child, Pipes]:
    """The process, and this side's ends of its pipes, which ``ours`` closes."""
    guard = functools.partial(guarded, argv, writable=writable, limits=limits)
    told = without_secrets(environment)
    server = server_for(argv, GUARD.parent.parent)
    try:
        if server is not None:
            with contextlib.ExitStack() as theirs, contextlib.suppress(ForkServerError):
                return _fork(server, guard, told, directory, theirs, ours)
        with contextlib.ExitStack() as theirs:  # not the same pipes: the other may still have them
            return _spawn(guard, told, directory, theirs, ours)
    except OSError as error:
        raise _unavailable(argv, str(error)) from error


def _fork(
    server: ForkServer,
    guard: Callable[..., list[str]],
    environment: Mapping[str, str],
    directory: Path | None,
    theirs: contextlib.ExitStack,
    ours: contextlib.ExitStack,
) -> tuple[Child, Pipes]:
    """A copy of a process that has loaded this Lean already."""
    pipes, streams = _pipes(theirs, ours)

    def arguments(parent: int) -> list[str]:
        return guard(parent=parent)[len(GUARD_COMMAND) :]

    return server.start(arguments, environment, directory, streams), pipes


def _spawn(
    guard: Callable[..., list[str]],
    environment: Mapping[str, str],
    directory: Path | None,
    theirs: contextlib.ExitStack,
    ours: contextlib.ExitStack,
) -> tuple[Child, Pipes]:
    pipes, (stdin, stdout, stderr, report) = _pipes(theirs, ours)
    process = subprocess.Popen(
        guard(report=report),
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        env=environment,
        cwd=directory,
        start_new_session=True,
        pass_fds=(report,),
    )
    return Spawned(process), pipes


def _pipes(
    theirs: contextlib.ExitStack, ours: contextlib.ExitStack
) -> tuple[Pipes, tuple[int, int, int, int]]:
    """Our ends, and those for standard input, output, error and the guard's report."""

    def keep(stack: contextlib.ExitStack, descriptor: int) -> int:
        stack.callback(os.close, descriptor)
        return descriptor

    ends = []
    for is_input in (True, False, False, False):
        reading, writing = os.pipe()
        their, our = (reading, writing) if is_input else (writing, reading)
        ends.append((keep(ours, our), keep(theirs, their)))
    (stdin, i), (stdout, o), (stderr, e), (report, r) = ends
    return Pipes(stdin, stdout, stderr, report), (i, o, e, r)


def _unavailable(argv: Sequence[str], reason: str) -> LeanUnavailable:
    return LeanUnavailable(
        f"Lean could not be started as {argv[0]!r}: {reason}. "
        "Run `burnish doctor` to see which Lean is used and why."
    )


def _reached(limits: Limits, ended: Ended) -> str:
    """The limit at which the kernel ended the process, or nothing."""
    if ended.status == -signal.SIGXFSZ:
        return f"{limits.file_size // 1_000_000} MB in one file"
    bound = limits.cpu or 0.0
    if ended.status in (-signal.SIGXCPU, -signal.SIGKILL) and ended.cpu >= bound * _CPU_ROUNDING:
        return f"{bound:g} s of processor time"
    return ""
