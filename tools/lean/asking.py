"""One question to a program around Lean (`lean --version`, `lake env`): a command and its answer.

Kept short, alone and offline: a limit on time and output, no standard input to ask questions on,
nothing left running, and no way to fetch anything. elan, Lake, git and curl all take their
proxies and protocols from the environment, so what is set there stops a download in each of them,
should a project be in a state that none of our checks foresaw.
"""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from tools.errors import LeanCrashed, LeanUnavailable

_NOBODY = "http://127.0.0.1:9"
"""The discard port of this machine, where nothing listens: a proxy that refuses everything."""

OFFLINE: Mapping[str, str] = {
    **dict.fromkeys(("http_proxy", "https_proxy", "all_proxy"), _NOBODY),
    **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"), _NOBODY),
    **dict.fromkeys(("no_proxy", "NO_PROXY"), ""),
    # A list of the protocols that git may use, with none in it that exists.
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_TERMINAL_PROMPT": "0",
    "LAKE_NO_CACHE": "1",
}
_OUTPUT_LIMIT = 64_000_000

# Changed by single operations on a set only, which need no lock: a signal's handler reads it.
_running: set[subprocess.Popen[bytes]] = set()


@dataclass(frozen=True)
class Reply:
    """What a program printed before it ended by itself."""

    status: int
    """Exit status; negative for a signal, as in `subprocess`."""
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The end of what it said, for a message to the user."""
        return (self.err.strip() or self.out.strip())[-1500:]


def ask(
    argv: Sequence[str],
    *,
    environment: Mapping[str, str],
    seconds: float,
    directory: Path | None = None,
) -> Reply:
    """Run ``argv`` offline for at most ``seconds``.

    Raises :class:`LeanUnavailable` if it cannot be started, and :class:`LeanCrashed` if it does
    not end in time or floods its output; whatever it started is killed then.
    """
    try:
        process = subprocess.Popen(
            [*argv],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**environment, **OFFLINE},
            cwd=directory,
            start_new_session=True,
        )
    except OSError as error:
        raise LeanUnavailable(
            f"{argv[0]} could not be started: {error.strerror or error}."
        ) from error
    assert process.stdout is not None
    assert process.stderr is not None
    _running.add(process)
    try:
        out, err, limit = _read(process.stdout, process.stderr, time.monotonic() + seconds)
        # Both pipes are closed, or the process is to be killed: it has nothing more to say.
        if not limit:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(seconds)
        if limit or process.returncode is None:
            why = limit or f"no end in {seconds:g} s"
            raise LeanCrashed(f"`{Path(argv[0]).name}` was stopped: {why}", argv, None, err)
    finally:
        _kill_group(process)
        process.wait()
        _running.discard(process)
        process.stdout.close()
        process.stderr.close()
    return Reply(process.returncode, out, err)


def stop_all() -> None:
    """Kill all programs that are being asked, without waiting; for a process about to end.

    Safe in a signal handler.
    """
    for process in tuple(_running):
        _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    # Suppressed is that the whole group is gone already.
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)


def _read(out: IO[bytes], err: IO[bytes], deadline: float) -> tuple[str, str, str]:
    """What comes out of both pipes, and the limit that was reached (empty: both were closed)."""
    read: dict[int, bytearray] = {out.fileno(): bytearray(), err.fileno(): bytearray()}
    limit = ""
    with selectors.DefaultSelector() as selector:
        for number in read:
            selector.register(number, selectors.EVENT_READ)
        while selector.get_map() and not limit:
            ready = selector.select(max(0.0, deadline - time.monotonic()))
            for key, _ in ready:
                chunk = os.read(key.fd, 1 << 16)
                if not chunk:
                    selector.unregister(key.fd)
                read[key.fd] += chunk
            if time.monotonic() >= deadline:
                limit = "no answer in time"
            elif sum(map(len, read.values())) > _OUTPUT_LIMIT:
                limit = f"over {_OUTPUT_LIMIT // 1_000_000} MB of output"
    first, second = (bytes(data).decode("utf-8", errors="replace") for data in read.values())
    return first, second, limit
