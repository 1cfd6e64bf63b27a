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
        try:
            if packet and len(received) == _DESCRIPTORS:
                self._fork(json.loads(packet), received[:-1], os.dup(received[-1]))
        except (OSError, ValueError):
            pass  # out of descriptors, or no request: who asked sees that nothing is answered
        finally:
            for descriptor in received:
                os.close(descriptor)
        return bool(packet)

    def _fork(self, request: dict[str, Any], streams: list[int], about: int) -> None:
        control = socket.socket(fileno=about)
        try:
            child = os.fork()
        except OSError as error:
            _say(control, f"failed {error}")
            control.close()
            return
        if child == 0:
            try:
                _become(request, streams, self._guard)
            finally:  # never back into the loop
                os._exit(FAILED)
        try:
            run = _Run(child, control, os.pidfd_open(child))
        except OSError as error:
            os.kill(child, signal.SIGKILL)
            os.wait4(child, 0)
            _say(control, f"failed {error}")
            control.close()
            return
        self._runs[control.fileno()] = self._runs[run.handle] = run
        self._poll.register(control, select.POLLIN)
        _say(control, f"started {child}", run.handle)

    def _attend(self, run: _Run, number: int) -> None:
        if number == run.handle:
            self._forget(run)
            return
        self._poll.unregister(number)
        word = b""
        with contextlib.suppress(OSError):  # reset, because it left something unread
            word = run.control.recv(16)
        if not word:
            run.kill()
        self._poll.register(run.handle, select.POLLIN)

    def _forget(self, run: _Run) -> None:
        _, status, usage = os.wait4(run.process, 0)
        spent = usage.ru_utime + usage.ru_stime
        _say(run.control, f"{status} {spent} {usage.ru_maxrss}")
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
        for kill in (os.kill, os.killpg):  # it may not have a group of its own yet
            with contextlib.suppress(ProcessLookupError):
                kill(self.process, signal.SIGKILL)


def _say(control: socket.socket, words: str, *descriptors: int) -> None:
    with contextlib.suppress(OSError):  # nobody may be interested any more
        socket.send_fds(control, [words.encode()], descriptors)


def _become(request: dict[str, Any], streams: list[int], guard: Guard) -> None:
    """In the new process: become what was asked for; does not return."""
    try:
        os.setsid()
        for number, stream in enumerate(streams[:_REPORT]):
            os.dup2(stream, number)
        if streams[_REPORT] != _REPORT:
            os.dup2(streams[_REPORT], _REPORT)
        # Not by a range: the highest number that there may be can be a milliard.
        for number in [int(name) for name in os.listdir("/proc/self/fd")]:  # noqa: PTH208
            if number > _REPORT:
                with contextlib.suppress(OSError):  # that of the list itself
                    os.close(number)
        os.environ.clear()
        os.environ.update(request["environment"])
        os.chdir(request["directory"])
    except (OSError, ValueError) as error:
        os.write(_REPORT, f"{error}\n".encode())
        os._exit(FAILED)
    try:
        guard([f"report={_REPORT}", *request["arguments"]])
    except Exception as error:  # noqa: BLE001 - what Python does with one that nobody catches
        sys.excepthook(type(error), error, error.__traceback__)
        os._exit(1)
    os._exit(0)


def _shared_memory() -> str:
    """What of this process's memory its runs could write to, and nothing else; empty if none."""
    with open("/proc/self/maps") as file:  # noqa: PTH123 - pathlib takes longer to load
        shared = [line for line in file if line.split()[1][1::2] == "ws"]
    return f"its runs would share memory with it: {shared[0].strip()}" if shared else ""


def main(library: str, number: int, guard: Guard) -> None:
    """Serve the requests of the socket `number` until its other end is closed.

    `guard` takes a process's powers away and has it run a command (the sandbox's `guard.start`).
    """
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    # Lean's own threads have nothing to do before there is something to elaborate; a forked
    # process is without them, and Lean starts its own anew.
    warnings.simplefilter("ignore", DeprecationWarning)
    ctypes.CDLL(library, mode=ctypes.RTLD_GLOBAL).lean_initialize()
    with socket.socket(fileno=number) as requests:
        os.close(os.pidfd_open(os.getpid()))  # if this system has none, it ends here
        requests.send((_shared_memory() or "ready").encode())
        _Server(requests, guard).serve()
    os._exit(0)
