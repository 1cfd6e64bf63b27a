"""Finds out which protections work here, by trying each in a child process of its own.

Prints one line for each: its name, a space, and `works` or why it does not.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable

from . import capabilities, landlock, namespaces, seccomp
from .kernel import RefusedError, gain_nothing

WORKS = "works"
_PLACE = "burnish-probe"


def main(arguments: list[str]) -> None:
    """Answers for all protections; `arguments` is not used further."""
    del arguments
    probes: dict[str, Callable[[str], str]] = {
        "Landlock": _landlock,
        "seccomp": _seccomp,
        "mount namespace": _mounts,
        "network namespace": _network,
    }
    folder = _empty_folder()
    try:
        for name, probe in probes.items():
            sys.stdout.write(f"{name}\t{_in_a_child(probe, folder)}\n")
            sys.stdout.flush()
    finally:
        for part in ("inside/file", "inside"):
            path = f"{folder}/{part}"
            if os.path.isdir(path):  # noqa: PTH112
                os.rmdir(path)  # noqa: PTH106
            elif os.path.exists(path):  # noqa: PTH110
                os.unlink(path)  # noqa: PTH108
        os.rmdir(folder)  # noqa: PTH106


def _empty_folder() -> str:
    base = os.environ.get("TMPDIR", "/tmp")
    folder = f"{base}/{_PLACE}-{os.getpid()}-{os.urandom(4).hex()}"
    os.mkdir(folder, 0o700)  # noqa: PTH102
    os.mkdir(f"{folder}/inside", 0o700)  # noqa: PTH102
    return folder


def _in_a_child(probe: Callable[[str], str], folder: str) -> str:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            told = probe(folder)
        except (RefusedError, OSError) as error:
            told = str(error)
        os.write(writing, " ".join(told.split()).encode())
        os._exit(0)
    os.close(writing)
    with open(reading, "rb") as pipe:  # noqa: PTH123
        told = pipe.read().decode(errors="replace")
    _, status = os.waitpid(child, 0)
    return told if told and status == 0 else f"the trial ended with status {status}"


def _landlock(folder: str) -> str:
    gain_nothing()
    landlock.confine([f"{folder}/inside"])
    return _only_inside(folder)


def _mounts(folder: str) -> str:
    namespaces.confine(files=True, network=False, writable=[f"{folder}/inside"])
    capabilities.drop()
    return _only_inside(folder)


def _only_inside(folder: str) -> str:
    with open(f"{folder}/inside/file", "w") as file:  # noqa: PTH123
        file.write("x")
    with open("/dev/null", "w") as file:  # noqa: PTH123
        file.write("x")
    if not _refused(lambda: os.mkdir(f"{folder}/outside")):  # noqa: PTH102
        os.rmdir(f"{folder}/outside")  # noqa: PTH106
        return "the kernel agrees to it, but a folder outside could be made"
    return WORKS


def _network(folder: str) -> str:
    del folder
    import socket

    namespaces.confine(files=False, network=True, writable=[])
    capabilities.drop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        if not _refused(lambda: one.connect(("127.0.0.1", 9))):
            return "the kernel agrees to it, but there is still a network"
    return WORKS


def _seccomp(folder: str) -> str:
    del folder
    import socket
    import threading

    gain_nothing()
    seccomp.confine(None)
    thread = threading.Thread(target=lambda: None)
    thread.start()  # Lean needs threads
    thread.join()
    if not _refused(socket.socket):
        return "the kernel agrees to it, but a socket could be opened"
    if not _refused(os.fork):
        return "the kernel agrees to it, but a process could be started"
    return WORKS


def _refused(action: Callable[[], object]) -> bool:
    try:
        action()
    except OSError:
        return True
    return False
