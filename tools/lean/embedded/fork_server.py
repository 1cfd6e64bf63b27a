"""A process that has loaded the embedded Lean, and from which each run is forked.

Starting Python, loading the library and initialising it takes most of a short run. All that is done
once, before any text has been read; a run is a copy of that state in a process of its own, under
the same guard, and shares nothing with the others. The server ends with this process.
"""

from __future__ import annotations

import atexit
import contextlib
import functools
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from tools.lean.child import Ended
from tools.lean.embedded import compiler
from tools.lean.embedded.forking.serve import PACKET

_SCRIPT = Path(__file__).parent / "forking" / "__main__.py"
_SCRIPTS = (str(compiler.LAUNCHER), str(compiler.REPLAY))
_PATIENCE = 20.0
"""Seconds that the server may take to start, or to take a request."""
_BARREN = 3
"""Servers that ended without a single run after which no other is started."""
_ENVIRONMENT = {"UV_USE_IO_URING": "0"}
"""Lean's event loop would otherwise have a queue in memory that a forked run shares, and that the
kernel serves with the rights of the server, outside the sandbox."""


class ForkServerError(Exception):
    """No process could be had from the server; one can be started without it."""


class ForkServer:
    """One server for one library; shared by threads. It is started at the first request."""

    def __init__(self, library: str, sandbox: Path) -> None:
        """``sandbox`` is the folder that the guard's package lies in."""
        self._library = library
        self._sandbox = sandbox
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._requests: socket.socket | None = None
        self._barren = 0

    def start(
        self,
        arguments: Callable[[int], Sequence[str]],
        environment: Mapping[str, str],
        directory: Path | None,
        streams: Sequence[int],
    ) -> Forked:
        """A new process that runs the guard with the arguments for a parent of this number.

        ``streams``: descriptors of its standard input, output and error, and of the guard's report;
        they stay the caller's. Raises :class:`ForkServerError`.
        """
        request: dict[str, Any] = {
            "environment": dict(environment),
            "directory": str(directory or Path.cwd()),
        }
        with contextlib.ExitStack() as opened:
            try:
                ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                opened.enter_context(ours)
                with theirs, self._lock:
                    process, requests = self._running()
                    request["arguments"] = list(arguments(process.pid))
                    packet = json.dumps(request).encode()
                    if len(packet) > PACKET:
                        raise ForkServerError("the request is too large")
                    socket.send_fds(requests, [packet], [*streams, theirs.fileno()])
                answer, received, _, _ = socket.recv_fds(ours, PACKET, 1)
                for descriptor in received:
                    opened.callback(os.close, descriptor)
            except OSError as error:
                raise ForkServerError(str(error)) from error
            word, _, rest = answer.decode().partition(" ")
            if word != "started" or not received:
                raise ForkServerError(rest or "the process that forks has ended")
            self._barren = 0
            opened.pop_all()
            return Forked(int(rest), received[0], ours)

    def close(self) -> None:
        """End the server and all its runs."""
        # Without the lock if somebody waits with it for a server that does nothing.
        locked = self._lock.acquire(timeout=1)
        self._end()
        if locked:
            self._lock.release()

    def forget(self) -> None:
        """In a copy of this process: the server is the original's."""
        self._lock = threading.Lock()
        if self._requests is not None:
            self._requests.close()
        self._process = self._requests = None

    def _running(self) -> tuple[subprocess.Popen[bytes], socket.socket]:
        if self._process is not None and self._process.poll() is not None:
            self._end()  # killed by someone
        if self._process is None or self._requests is None:
            return self._begin()
        return self._process, self._requests

    def _begin(self) -> tuple[subprocess.Popen[bytes], socket.socket]:
        if self._barren >= _BARREN:
            raise ForkServerError("it did not start before")
        self._barren += 1
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._requests = ours
        with theirs:
            self._process = subprocess.Popen(
                [
                    sys.executable, "-I", "-S", str(_SCRIPT),
                    self._library, str(self._sandbox), str(theirs.fileno()),
                ],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_ENVIRONMENT,
                cwd="/",
                start_new_session=True,
                pass_fds=(theirs.fileno(),),
            )  # fmt: skip
        ours.settimeout(_PATIENCE)  # also for requests: it may have been stopped
        try:
            told = ours.recv(PACKET)
        except OSError:
            told = b""
        if told != b"ready":
            self._barren = _BARREN
            self._end()
            raise ForkServerError(told.decode() or "it does not start")
        return self._process, ours

    def _end(self) -> None:
        if self._requests is not None:
            self._requests.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._process = self._requests = None


class Forked:
    """A run's process: a child of the server, through which it is reaped."""

    def __init__(self, pid: int, handle: int, about: socket.socket) -> None:
        self.pid = pid
        self.ended: Ended | None = None
        self._handle = handle
        self._about = about
        self._asked = False

    def handle(self) -> int | None:
        try:
            return os.dup(self._handle)
        except OSError:
            return None

    def kill(self) -> None:
        if self.ended is None:
            # By the descriptor, because at first it has no group of its own, and because the number
            # is nobody's once the server has ended. Suppressed is that it is gone already.
            with contextlib.suppress(ProcessLookupError, PermissionError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)
                os.killpg(self.pid, signal.SIGKILL)

    def reap(self, *, wait: bool) -> bool:
        if self.ended is not None:
            return True
        if not self._asked:
            self._asked = True
            self._tell(b"reap")
        try:
            answer = self._about.recv(PACKET, 0 if wait else socket.MSG_DONTWAIT)
        except BlockingIOError:
            return False
        except OSError:
            answer = b""
        # The server has been killed, and its runs with it.
        status, cpu, memory = answer.split() or (b"9", b"0", b"0")
        self.ended = Ended(os.waitstatus_to_exitcode(int(status)), float(cpu), int(memory) << 10)
        self._about.close()
        os.close(self._handle)
        return True

    def _tell(self, word: bytes) -> None:
        with contextlib.suppress(OSError):  # what is wrong shows in the answer
            self._about.send(word)


def server_for(argv: Sequence[str], sandbox: Path) -> ForkServer | None:
    """The server that can run a command; ``None`` for what is not the embedded Lean."""
    mine = len(argv) > 4 and tuple(argv[:3]) == (sys.executable, "-I", "-S")
    if not mine or argv[3] not in _SCRIPTS or not hasattr(os, "pidfd_open"):
        return None
    return _shared(argv[4], sandbox)


_sharing = threading.Lock()


def _shared(library: str, sandbox: Path) -> ForkServer:
    with _sharing:
        return _made(library, sandbox)


@functools.cache
def _made(library: str, sandbox: Path) -> ForkServer:
    server = ForkServer(library, sandbox)
    atexit.register(server.close)
    os.register_at_fork(after_in_child=server.forget)
    return server
