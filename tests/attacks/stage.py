"""A place for candidates to attack: folders, a file and a port that nobody else touches."""

from __future__ import annotations

import shutil
import socket
from dataclasses import dataclass, replace
from pathlib import Path

from tools.lean.toolchain import Toolchain

_PRECIOUS = "what an attack must not take\n"


@dataclass(frozen=True)
class Stage:
    """Where Lean runs while attacks are judged, and how one sees that they did harm."""

    root: Path
    server: socket.socket
    """Listens, and is never to be connected to."""

    @property
    def canary(self) -> Path:
        """A folder with a file of value."""
        return self.root / "canary"

    @property
    def port(self) -> int:
        port: int = self.server.getsockname()[1]
        return port

    def toolchain(self, toolchain: Toolchain) -> Toolchain:
        """The toolchain with its home, temporary and working folders on this stage."""
        folders = {"HOME": str(self.root / "home"), "TMPDIR": str(self.root / "tmp")}
        environment = {**toolchain.environment, **folders}
        return replace(toolchain, environment=environment, directory=self.root / "work")

    def set_up(self) -> None:
        """Everything as it should be, whatever was there."""
        for name in ("canary", "home", "tmp", "work"):
            shutil.rmtree(self.root / name, ignore_errors=True)
            (self.root / name).mkdir()
        (self.canary / "precious").write_text(_PRECIOUS, encoding="utf-8")
        self._connections()

    def harm(self) -> str:
        """What is not as :meth:`set_up` left it, in words; empty if nothing is."""
        expected = {"canary", "home", "tmp", "work", "canary/precious"}
        found = {path.relative_to(self.root).as_posix() for path in self.root.rglob("*")}
        told = [f"{name} is gone" for name in sorted(expected - found)]
        told += [f"{name} is new" for name in sorted(found - expected)]
        precious = self.canary / "precious"
        if precious.is_file() and precious.read_text(encoding="utf-8") != _PRECIOUS:
            told.append("a file was changed")
        told += [f"a process is left: {process}" for process in self.processes()]
        if self._connections():
            told.append("a connection was made")
        return "; ".join(told)

    def processes(self) -> list[str]:
        """The processes that have their working folder here, as ``PID: COMMAND``."""
        found = []
        for process in Path("/proc").glob("[0-9]*"):
            try:
                if (process / "cwd").readlink().is_relative_to(self.root):
                    command = (process / "cmdline").read_text(errors="replace")
                    found.append(f"{process.name}: {command.replace(chr(0), ' ')[:200]}")
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue  # it has ended, or is somebody else's
        return found

    def _connections(self) -> int:
        count = 0
        while True:
            try:
                connection, _ = self.server.accept()
            except BlockingIOError:
                return count
            connection.close()
            count += 1
