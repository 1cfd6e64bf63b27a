"""Takes its powers away from this process and becomes the command that it was given.

A Python script without site packages (`python -I -S SCRIPT...`, the embedded Lean) is run in this
very process; anything else replaces it. What cannot be done as asked ends the process before the
command has begun, with a sentence through the pipe `report`, which the command never sees.
"""

from __future__ import annotations

import ctypes
import os
import resource
import sys

from .kernel import LIBC, RefusedError, die_with_parent, gain_nothing

FAILED = 125
_SIGNALS_OF_PYTHON = (13, 25)
"""SIGPIPE and SIGXFSZ, which Python ignores and a program expects not to be ignored."""
_LIMITS = {
    "address_space": resource.RLIMIT_AS,
    "cpu": resource.RLIMIT_CPU,
    "file_size": resource.RLIMIT_FSIZE,
    "open_files": resource.RLIMIT_NOFILE,
}
_CPU_GRACE = 5
"""Seconds between the signal that asks for an end and the one that makes it."""


def main(arguments: list[str]) -> None:
    """`arguments` are settings NAME=VALUE, `--`, and the command; returns only for a script."""
    end = arguments.index("--")
    command = arguments[end + 1 :]
    settings: dict[str, str] = {}
    writable: list[str] = []
    for setting in arguments[:end]:
        name, _, value = setting.partition("=")
        if name == "writable":
            writable.append(value)
        else:
            settings[name] = value
    report = int(settings.get("report", "2"))
    os.set_inheritable(report, False)
    script = command[0] == sys.executable and command[1:3] == ["-I", "-S"] and command[3][0] != "-"
    try:
        path = None if script else ctypes.create_string_buffer(os.fsencode(_find(command[0])))
        _limit(settings)
        _confine(settings, writable, path)
        for number in _SIGNALS_OF_PYTHON:
            LIBC.signal(number, None)
        if path is not None:
            _replace(path, command)
    except (RefusedError, OSError, ValueError) as error:
        os.write(report, f"{error}\n".encode())
        os._exit(FAILED)
    if report != 2:
        os.close(report)
    sys.argv = command[3:]
    with open(command[3], "rb") as file:  # noqa: PTH123 - pathlib takes longer to load than Lean's launcher
        code = compile(file.read(), command[3], "exec")
    exec(code, {"__name__": "__main__", "__file__": command[3], "__builtins__": __builtins__})


def _find(program: str) -> str:
    folders = [""] if "/" in program else os.get_exec_path()
    for folder in folders:
        path = os.path.join(folder, program)  # noqa: PTH118
        if os.access(path, os.X_OK):
            return path
    raise FileNotFoundError(2, "No such program", program)


def _limit(settings: dict[str, str]) -> None:
    for name, number in _LIMITS.items():
        if name in settings:
            soft = int(settings[name])
            hard = soft + _CPU_GRACE if name == "cpu" else soft
            bound = resource.getrlimit(number)[1]
            if bound != resource.RLIM_INFINITY:
                soft, hard = min(soft, bound), min(hard, bound)
            resource.setrlimit(number, (soft, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _confine(
    settings: dict[str, str], writable: list[str], path: ctypes.Array[ctypes.c_char] | None
) -> None:
    """The protections named in the settings, each or an exception, in an order that works."""
    files, network = settings.get("files"), settings.get("network")
    if settings.get("parent") is None:
        return
    _die_first()
    if "namespace" in f"{files} {network}":
        from . import namespaces

        namespaces.confine(
            files=files == "mount namespace",
            network=network == "network namespace",
            writable=writable,
        )
    die_with_parent(int(settings["parent"]))  # not before: it would be forgotten in a namespace
    gain_nothing()
    if files == "Landlock":
        from . import landlock

        landlock.confine(writable)
    if files or network:
        from . import capabilities

        capabilities.drop()
    if settings.get("processes") == "seccomp":
        from . import seccomp

        seccomp.confine(_startable(path))


def _startable(path: ctypes.Array[ctypes.c_char] | None) -> int | None:
    """What the filter lets this process start: see `seccomp.confine`."""
    if path is None:
        return None
    with open(path.value, "rb") as file:  # noqa: PTH123
        # A script needs its interpreter once more if it does nothing but start the real program.
        return 0 if file.read(2) == b"#!" else ctypes.addressof(path)


def _die_first() -> None:
    """If the machine runs out of memory, this is the process to end, where that can be said."""
    try:
        with open("/proc/self/oom_score_adj", "w") as file:  # noqa: PTH123
            file.write("1000")
    except OSError:
        pass  # a courtesy to other processes, and no protection


def _replace(path: ctypes.Array[ctypes.c_char], command: list[str]) -> None:
    """Becomes the program; through the C library, for the filter knows the path by its address."""
    encoded = [os.fsencode(argument) for argument in command]
    argv = (ctypes.c_char_p * (len(encoded) + 1))(*encoded, None)
    environment = ctypes.c_void_p.in_dll(LIBC, "environ")
    LIBC.execve(path, argv, environment)
    code = ctypes.get_errno()
    raise OSError(code, os.strerror(code), os.fsdecode(path.value))
