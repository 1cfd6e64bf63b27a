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
_SECONDS_TO_START = 20.0


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
        self._hopeless = False

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
            "directory": None if directory is None else str(directory),
        }
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs, self._lock:
                process, requests = self._running()
                request["arguments"] = list(arguments(process.pid))
                packet = json.dumps(request).encode()
                socket.send_fds(requests, [packet], [*streams, theirs.fileno()])
            answer, received, _, _ = socket.recv_fds(ours, PACKET, 1)
        except OSError as error:
            ours.close()
            raise ForkServerError(str(error)) from error
        except BaseException:
            ours.close()
            raise
        word, _, rest = answer.decode().partition(" ")
        if word != "started":
            ours.close()
            raise ForkServerError(rest or "the process that forks has ended")
        return Forked(int(rest), received[0], ours)

    def close(self) -> None:
        """End the server and all its runs."""
        with self._lock:
            self._end()

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
        if self._hopeless:
            raise ForkServerError("it did not start before")
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
                env={},
                cwd="/",
                start_new_session=True,
                pass_fds=(theirs.fileno(),),
            )  # fmt: skip
        ours.settimeout(_SECONDS_TO_START)
        try:
            ready = ours.recv(16) == b"ready"
        except OSError:
            ready = False
        if not ready:
            self._hopeless = True
            self._end()
            raise ForkServerError("it does not start")
        ours.settimeout(None)
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

    def handle(self) -> int:
        return os.dup(self._handle)

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


@functools.cache
def _shared(library: str, sandbox: Path) -> ForkServer:
    server = ForkServer(library, sandbox)
    atexit.register(server.close)
    os.register_at_fork(after_in_child=server.forget)
    return server
