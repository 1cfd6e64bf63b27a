"""The loop that forks: a request for a run in, a process that becomes that run out.

A request is one packet: a JSON object with ``arguments`` (of the sandbox's guard), ``environment``
and ``directory``, and with it the descriptors of the run's standard input, output and error, of the
guard's report, and of a socket about this run. Through that one goes ``started`` with a descriptor
of the process (or ``failed`` and the reason); ``reap`` is asked for when the process may be
forgotten, and the answer is its status, its processor time in seconds, and the most memory that it
had in kilobytes. Until then its number stays its own. Who hangs up before that wants it killed, and
when the one who started this server hangs up, everything ends.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import select
import signal
import socket
import sys
import warnings
from collections.abc import Callable
from typing import Any

Guard = Callable[[list[str]], None]
PACKET = 1 << 18
FAILED = 125
_DESCRIPTORS = 5
_REPORT = 3


class _Server:
    def __init__(self, requests: socket.socket, guard: Guard) -> None:
        self._requests = requests
        self._guard = guard
        self._poll = select.poll()
        self._poll.register(requests, select.POLLIN)
        self._runs: dict[int, _Run] = {}

    def serve(self) -> None:
        while True:
            for number, _ in self._poll.poll():
                if number == self._requests.fileno():
                    if not self._begin():
                        return
                elif number in self._runs:
                    self._attend(self._runs[number], number)

    def _begin(self) -> bool:
        """Serve one request; false if there will be no more."""
        packet, received, _, _ = socket.recv_fds(self._requests, PACKET, _DESCRIPTORS)
        if not packet:
            return False
        *streams, about = received
        control = socket.socket(fileno=about)
        try:
            child = os.fork()
        except OSError as error:
            control.send(f"failed {error}".encode())
            control.close()
        else:
            if child == 0:
                _become(json.loads(packet), streams, self._guard)
            run = _Run(child, control, os.pidfd_open(child))
            self._runs[control.fileno()] = self._runs[run.handle] = run
            self._poll.register(control, select.POLLIN)
            socket.send_fds(control, [f"started {child}".encode()], [run.handle])
        finally:
            for stream in streams:
                os.close(stream)
        return True

    def _attend(self, run: _Run, number: int) -> None:
        if number == run.handle:
            self._forget(run)
            return
        self._poll.unregister(number)
        if not run.control.recv(16):
            run.kill()
        self._poll.register(run.handle, select.POLLIN)

    def _forget(self, run: _Run) -> None:
        _, status, usage = os.wait4(run.process, 0)
        spent = usage.ru_utime + usage.ru_stime
        with contextlib.suppress(OSError):  # nobody may be interested any more
            run.control.send(f"{status} {spent} {usage.ru_maxrss}".encode())
        self._poll.unregister(run.handle)
        del self._runs[run.control.fileno()], self._runs[run.handle]
        run.control.close()
        os.close(run.handle)


class _Run:
    def __init__(self, process: int, control: socket.socket, handle: int) -> None:
        self.process = process
        self.control = control
        self.handle = handle

    def kill(self) -> None:
        for kill in (os.killpg, os.kill):  # it may not have a group of its own yet
            with contextlib.suppress(ProcessLookupError):
                kill(self.process, signal.SIGKILL)


def _become(request: dict[str, Any], streams: list[int], guard: Guard) -> None:
    """In the new process: become what was asked for; does not return."""
    try:
        os.setsid()
        for number, stream in enumerate(streams[:_REPORT]):
            os.dup2(stream, number)
        if streams[_REPORT] != _REPORT:
            os.dup2(streams[_REPORT], _REPORT)
        os.closerange(_REPORT + 1, os.sysconf("SC_OPEN_MAX"))
        os.environ.clear()
        os.environ.update(request["environment"])
        if request["directory"] is not None:
            os.chdir(request["directory"])
    except (OSError, ValueError) as error:
        os.write(_REPORT, f"{error}\n".encode())
        os._exit(FAILED)
    status = 1
    try:
        guard([f"report={_REPORT}", *request["arguments"]])
        status = 0
    except Exception as error:  # noqa: BLE001 - what Python does with one that nobody catches
        sys.excepthook(type(error), error, error.__traceback__)
    finally:  # never back into the loop
        os._exit(status)


def main(library: str, number: int, guard: Guard) -> None:
    """Serve the requests of the socket `number` until its other end is closed.

    `guard` takes a process's powers away and has it run a command (the sandbox's `guard.start`).
    """
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    # Lean's own threads have nothing to do before there is something to elaborate; a forked
    # process is without them, and Lean starts its own anew.
    warnings.simplefilter("ignore", DeprecationWarning)
    ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL).lean_initialize()
    with socket.socket(fileno=number) as requests:
        requests.send(b"ready")
        _Server(requests, guard).serve()
    os._exit(0)
