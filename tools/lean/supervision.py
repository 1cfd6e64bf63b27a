"""Stands beside one running process: feeds it, reads it, and stops it at its limits.

One loop in the calling thread, woken by the kernel when there is something to do and twenty to
fifty times a second besides, to look at memory and clock and to read what was said. It never waits
for a process that has been stopped to agree, and is left only when the process and its group are
gone.
"""

from __future__ import annotations

import os
import resource
import select
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from tools.lean.child import MAXRSS_UNIT, Child
from tools.lean.messages import Message, parse_line
from tools.lean.pipes import make_room, read, waiting
from tools.lean.sandbox import Limits, MemoryWatch

_STDERR_HEAD, _STDERR_TAIL = 600, 1_200
_NOISE_TAIL = 8_000
_LOOK_EVERY, _LOOK_SELDOM = 0.02, 0.05
"""Seldom is often enough for one that has come into its stride and has most of its memory left."""
_YOUNG = 0.2
_CHUNK = 1 << 16
_READ_EVERY = 0.1
_READ_SOON = 0.002
"""While it prints more than there is room for, it stands still until it is read."""
_ROOM = 1 << 20
"""Bytes of output that may wait to be read, where the kernel gives a pipe that much. To read each
message when it comes takes this process twice as long: its caches are cold whenever it wakes."""
_NOISE_LINES = 100
_MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Pipes:
    """This side's descriptors of one process."""

    stdin: int
    stdout: int
    stderr: int
    report: int
    """Through which its guard says what it could not do. Lean never has it, so it cannot speak for
    the guard."""


class Supervision:
    """Of one process, from its start to its end; `run` is called once."""

    def __init__(
        self,
        child: Child,
        pipes: Pipes,
        text: bytes,
        limits: Limits,
        seconds: float,
        stalled: float | None,
        cancelled: threading.Event | None,
    ) -> None:
        self.limit = ""
        """The limit that the process was stopped at, in words; empty if it ended by itself."""
        self.messages: list[Message] = []
        self.broken_off = False
        """Whether its output ended in the middle of a message."""
        self.report = b""
        """What the guard said of what it could not do."""
        self._child = child
        self._text = memoryview(text)
        self._limits = limits
        self._seconds = seconds
        self._stalled = stalled
        self._cancelled = cancelled
        self._started = self._heard = time.monotonic()
        self._next_look = self._started + _LOOK_EVERY
        self._next_read = self._started + _READ_EVERY
        self._memory = MemoryWatch(child.pid)
        self._printed = 0
        self._lines = 0
        self._line = bytearray()
        self._noise: deque[str] = deque(maxlen=_NOISE_LINES)
        self._first_errors = b""
        self._errors = b""
        self._ended = False
        self._poll = select.poll()
        self._open: dict[int, Callable[[int], bool]] = {}
        self._watch(pipes.stdin, select.POLLOUT, self._feed)
        self._stdout = pipes.stdout
        self._roomy = make_room(self._stdout, _ROOM)
        self._watch(self._stdout, 0 if self._roomy else select.POLLIN, self._read_output)
        self._watch(pipes.stderr, select.POLLIN, self._read_errors)
        self._watch(pipes.report, select.POLLIN, self._read_report)
        self._handle = child.handle()
        if self._handle is not None:
            self._watch(self._handle, select.POLLIN, self._end)

    @property
    def errors(self) -> str:
        """The beginning and the end of what it wrote on standard error."""
        # The cause of a crash comes first (`Stack overflow detected`), a long trace after it.
        cut = b"\n[...]\n" if len(self._errors) == _STDERR_TAIL else b""
        return (self._first_errors + cut + self._errors).decode("utf-8", errors="replace")

    @property
    def noise(self) -> str:
        """The last lines of its output that were no messages."""
        return "\n".join(self._noise)[-_NOISE_TAIL:]

    @property
    def peak_memory(self) -> int:
        """The most bytes that it had in memory at once, files included."""
        # What the kernel says at the end includes the most that the process used from which it was
        # split off: *this* one, unless it was forked elsewhere.
        own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * MAXRSS_UNIT
        told = self._child.ended.memory if self._child.ended is not None else 0
        return max(self._memory.peak, told) if told > own else self._memory.peak

    def run(self) -> None:
        """Until the process has ended and everything that it said has been read."""
        try:
            while not self._ended:
                self._serve(self._patience())
                if self._handle is None:
                    self._reap(wait=False)
                self._check()
            self._serve(0)  # what it said last
            self._catch_up()
        finally:
            self.close()

    def stop(self, limit: str) -> None:
        """End the process because of `limit`, unless it is being stopped already."""
        if not self.limit:
            self.limit = limit
            self._child.kill()

    def close(self) -> None:
        """Leave neither the process nor what it started nor a descriptor behind."""
        self._child.kill()
        if not self._ended:
            self._reap(wait=True)
        for descriptor in tuple(self._open):
            self._forget(descriptor)

    def _watch(self, descriptor: int, event: int, serve: Callable[[int], bool]) -> None:
        os.set_blocking(descriptor, False)
        self._open[descriptor] = serve
        if event:
            self._poll.register(descriptor, event)

    def _forget(self, descriptor: int) -> None:
        if descriptor != self._stdout or not self._roomy:
            self._poll.unregister(descriptor)
        del self._open[descriptor]
        os.close(descriptor)

    def _serve(self, patience: float) -> None:
        """Wait for at most `patience` seconds, then do whatever can be done."""
        for descriptor, _ in self._poll.poll(patience * 1000):
            if descriptor in self._open and not self._open[descriptor](descriptor):
                self._forget(descriptor)

    def _catch_up(self) -> int:
        """Read what has been said since the last look; how many bytes."""
        before = self._printed
        if self._roomy and self._stdout in self._open and not self._read_output(self._stdout):
            self._forget(self._stdout)
        return self._printed - before

    def _is_crowded(self) -> bool:
        return self._roomy and self._stdout in self._open and waiting(self._stdout) > _ROOM // 2

    def _patience(self) -> float:
        if self._handle is None:
            return 0.002  # no other way to hear that it has ended
        if self.limit:
            return _LOOK_EVERY  # it is ending, which may take a while where there is much memory
        until = min(self._next_look, self._started + self._seconds)
        return max(0.0, until - time.monotonic())

    def _check(self) -> None:
        now = time.monotonic()
        if self.limit or self._ended:
            return
        if now - self._started >= self._seconds:
            self.stop(f"{self._seconds:g} s of wall time")
        elif self._stalled is not None and now - self._heard >= self._stalled:
            self.stop(f"{self._stalled:g} s without an answer")
        elif now >= self._next_look:
            calm = self._memory.used < self._limits.memory // 4 and now - self._started > _YOUNG
            self._next_look = now + (_LOOK_SELDOM if calm else _LOOK_EVERY)
            if now >= self._next_read or self._is_crowded():
                more = self._catch_up() > _ROOM // 2  # it may be waiting for room
                self._next_read = now + (0 if more else _READ_EVERY)
                if more:
                    self._next_look = now + _READ_SOON
            self._memory.look()
            if self._memory.used > self._limits.memory:
                self.stop(f"{self._limits.memory // _MEGABYTE} MB of memory")
            elif self._cancelled is not None and self._cancelled.is_set():
                self.stop("a request to stop")

    def _feed(self, descriptor: int) -> bool:
        try:
            written = os.write(descriptor, self._text[: _CHUNK * 16])
        except BlockingIOError:
            return True
        except BrokenPipeError:
            return False  # it ended, or reads no more; its status tells why
        self._text = self._text[written:]
        return bool(self._text)

    def _read_output(self, descriptor: int) -> bool:
        while chunk := read(descriptor, _ROOM if self._roomy else _CHUNK):
            if not self._count(len(chunk)):
                return False
            self._line += chunk
            if b"\n" in chunk:
                self._heard = time.monotonic()
                # Not splitlines: it also splits at separators that may stand inside a JSON string.
                *lines, rest = self._line.split(b"\n")
                self._line = rest
                for line in lines:
                    self._hear(line)
                    if self._lines > self._limits.lines:
                        self.stop(f"{self._limits.lines} lines of output")
                        return False
            if not self._ended:
                return True
        if chunk is not None:  # the end, perhaps without a line's end
            told = len(self.messages)
            self._hear(self._line)
            self.broken_off = self._line.startswith(b"{") and len(self.messages) == told
            self._line = bytearray()
        return chunk is None

    def _hear(self, line: bytearray) -> None:
        self._lines += 1
        text = line.decode("utf-8", errors="replace")
        message = parse_line(text) if text.startswith("{") else None
        if message is not None:
            self.messages.append(message)
        elif text:
            self._noise.append(text[:_NOISE_TAIL])

    def _read_errors(self, descriptor: int) -> bool:
        while chunk := read(descriptor, _CHUNK):
            if not self._count(len(chunk)):
                return False
            room = _STDERR_HEAD - len(self._first_errors)
            self._first_errors += chunk[:room]
            self._errors = (self._errors + chunk[room:])[-_STDERR_TAIL:]
            if not self._ended:
                return True
        return chunk is None

    def _read_report(self, descriptor: int) -> bool:
        while chunk := read(descriptor, _CHUNK):
            self.report += chunk
        return chunk is None

    def _count(self, size: int) -> bool:
        """Whether it has still printed no more than it may."""
        self._printed += size
        if self._printed > self._limits.output:
            self.stop(f"{self._limits.output // _MEGABYTE} MB of output")
        return self._printed <= self._limits.output

    def _end(self, descriptor: int) -> bool:
        """It has ended but not been waited for, so that its number is still its own."""
        self._child.kill()
        self._reap(wait=True)
        return False

    def _reap(self, *, wait: bool) -> None:
        self._ended = self._child.reap(wait=wait)
