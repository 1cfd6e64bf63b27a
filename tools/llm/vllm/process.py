"""A vLLM server from its start to its end: a process group, a log, health, and why it died."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from tools.errors import BurnishError, UserInputError
from tools.llm.vllm.serving import Serving
from tools.parents import ending_with_parent

_LOOK_EVERY = 0.5
_TELL_EVERY = 10.0
_ANSWER = 1.0
"""Seconds in which a healthy server says so."""
_GRACE = 20.0
"""Seconds that it may take to end after it was asked to."""
_TAIL = 16_384
_LINES = 15
_SHOWN = 200


class ServerFailed(BurnishError):
    """The server did not start, or ended by itself; the message has the last lines of its log."""


def check_port(serving: Serving) -> None:
    """Raises :class:`UserInputError` if the address cannot be listened at."""
    try:
        family, _, _, _, address = socket.getaddrinfo(
            serving.host, serving.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        told = f"--host {serving.host} --port {serving.port} cannot be listened at: {error}."
        if _is_healthy(serving):
            told = (
                f"A model server runs at {serving.url} already: set "
                f"BURNISH_MODEL_URL={serving.url} to use it, or give another --port."
            )
        raise UserInputError(told) from error


class Server:
    """The running server. A context manager: on leaving, nothing of it is left running."""

    def __init__(
        self, serving: Serving, command: Sequence[str], environ: Mapping[str, str], log: Path
    ) -> None:
        """Starts it. It does not outlive this process, however that ends (on Linux)."""
        self._serving = serving
        self._command = tuple(command)
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        try:
            with log.open("wb") as output:
                self._process = subprocess.Popen(
                    self._command,
                    stdin=subprocess.DEVNULL,
                    stdout=output,
                    stderr=subprocess.STDOUT,
                    env=dict(environ),
                    start_new_session=True,
                    preexec_fn=ending_with_parent(signal.SIGTERM),
                )
        except OSError as error:
            raise ServerFailed(f"vLLM cannot be started: {error}.") from error
        self._began = time.monotonic()

    @property
    def pid(self) -> int:
        """Of the process, which is also its group's number."""
        return self._process.pid

    @property
    def seconds(self) -> float:
        """Since it was started."""
        return time.monotonic() - self._began

    def wait_until_healthy(self, limit: float, progress: Callable[[str], None]) -> None:
        """Returns once it answers. Raises :class:`ServerFailed` if it dies, or takes ``limit``
        seconds; then it is ended."""
        told = 0.0
        while not _is_healthy(self._serving):
            self._check_alive("did not start")
            if self.seconds > limit:
                self.end()
                raise ServerFailed(
                    f"vLLM was not ready after {limit:.0f} seconds, and was ended. If it only "
                    f"needs longer, give --wait.\n{self._last_words()}"
                )
            if self.seconds - told >= _TELL_EVERY:
                told = self.seconds
                progress(f"starting for {told:.0f} s: {self._last_line()}")
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_LOOK_EVERY)

    def wait(self) -> None:
        """Stays until the server ends, which always raises :class:`ServerFailed`."""
        self._process.wait()
        self._check_alive("ended")

    def end(self) -> None:
        """Ask it to end, insist after a while, and take along whatever it has started.

        Who interrupts the waiting insists.
        """
        try:
            if self._process.poll() is None:
                self._signal(signal.SIGTERM)
                with contextlib.suppress(subprocess.TimeoutExpired):
                    self._process.wait(_GRACE)
        finally:
            self._signal(signal.SIGKILL)
            self._process.wait()

    def __enter__(self) -> Server:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.end()

    def _signal(self, number: signal.Signals) -> None:
        # Suppressed is that the whole group has ended.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, number)

    def _check_alive(self, what: str) -> None:
        status = self._process.poll()
        if status is None:
            return
        how = f"signal {-status}" if status < 0 else f"exit status {status}"
        raise ServerFailed(f"vLLM {what} ({how}).\n{self._last_words()}")

    def _last_words(self) -> str:
        """The first line that names an error, which the rest hides, and the last lines."""
        lines = self._lines()
        errors = [line for line in lines[:-_LINES] if "Error: " in line]
        return "\n".join(
            [f"The end of its log ({self.log}):", *errors[:1], *lines[-_LINES:]]
            if lines
            else [f"Its log ({self.log}) is empty."]
        )

    def _last_line(self) -> str:
        lines = self._lines()
        return lines[-1] if lines else "nothing in its log yet"

    def _lines(self) -> list[str]:
        with self.log.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - _TAIL))
            text = file.read().decode("utf-8", errors="replace")
        visible = "".join(
            character if character.isprintable() or character == "\n" else " " for character in text
        )
        return [line.strip()[:_SHOWN] for line in visible.splitlines() if line.strip()]


def _is_healthy(serving: Serving) -> bool:
    """Whether something answers there as a model server does."""
    url = serving.url.removesuffix("/v1") + "/health"
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=_ANSWER) as reply:
            return bool(reply.status == 200)
    except (OSError, ValueError):
        return False
