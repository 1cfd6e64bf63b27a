"""Lean starts no process, disturbs none, reads no other's memory, and does not outlive Burnish."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.lean.sandbox import Protections, guarded
from tools.lean.sandbox.guard.seccomp import machine
from tools.lean.sandbox.guard.syscalls import LAST, LOOKED_INTO, MISSING, REFUSED

Attempt = Callable[..., dict[str, str]]

_ATTEMPTS = """
import fcntl, mmap, resource, signal, subprocess
victim, file = int(sys.argv[1]), sys.argv[2]
here = os.open(file, os.O_RDONLY)
libc = ctypes.CDLL(None, use_errno=True)
def call(function, *arguments):
    if getattr(libc, function)(*arguments) < 0:
        raise OSError(ctypes.get_errno(), function)
attempt("fork", lambda: os.fork() or os._exit(0))
attempt("vfork", lambda: os.posix_spawn("/bin/true", ["true"], {}))
attempt("system", lambda: os.system("true") and call("close", -1))
attempt("subprocess", lambda: subprocess.run(["/bin/true"]))
attempt("exec", lambda: os.execv("/bin/true", ["true"]))
attempt("exec of itself", lambda: os.execv(sys.executable, [sys.executable, "-c", "pass"]))
attempt("signal", lambda: os.kill(victim, 0))
attempt("kill", lambda: os.kill(victim, signal.SIGKILL))
attempt("kill all", lambda: os.kill(-1, signal.SIGTERM))
attempt("kill the group", lambda: os.killpg(os.getpgid(victim), signal.SIGTERM))
attempt("signal through a file", lambda: fcntl.fcntl(here, fcntl.F_SETOWN, victim))
attempt("lock", lambda: fcntl.flock(here, fcntl.LOCK_SH))
attempt("lock a range", lambda: fcntl.lockf(here, fcntl.LOCK_SH))
attempt("lease", lambda: fcntl.fcntl(here, fcntl.F_SETLEASE, fcntl.F_RDLCK))
attempt("leave the session", os.setsid)
attempt("leave the group", lambda: os.setpgid(0, 0))
attempt("outlive", lambda: call("prctl", 1, 0, 0, 0, 0))
attempt("trace", lambda: call("ptrace", 16, victim, 0, 0))
attempt("read variables", lambda: open(f"/proc/{victim}/environ").read(1))
attempt("read memory", lambda: open(f"/proc/{victim}/mem", "rb").read(1))
attempt("limit", lambda: resource.prlimit(victim, resource.RLIMIT_CPU, (1, 1)))
attempt("slow down", lambda: os.setpriority(os.PRIO_PROCESS, victim, 19))
attempt("bind to a core", lambda: os.sched_setaffinity(victim, {0}))
attempt("memory without a file", lambda: os.memfd_create("x"))
attempt("type into the terminal", lambda: fcntl.ioctl(here, 0x5412, b"x"))
attempt("mount", lambda: call("mount", b"none", b"/mnt", b"tmpfs", 0, None))
attempt("namespace", lambda: call("unshare", 0x10000000))
attempt("more descriptors", lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (9999, 9999)))
"""


def test_no_process_is_started_or_disturbed(
    attempting: Attempt, confining: Protections, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()
    with subprocess.Popen(["sleep", "600"], env={"SECRET": "x"}) as victim:
        try:
            outcomes = attempting(_ATTEMPTS, confining, victim.pid, file)
            assert victim.poll() is None
        finally:
            victim.kill()
    assert {name for name, outcome in outcomes.items() if outcome == "done"} == set()
    assert len(outcomes) == 28


def test_each_call_of_the_list_is_refused(attempting: Attempt, confining: Protections) -> None:
    """By the kernel itself, so a wrong number in the table would show."""
    column, _ = machine()
    refused = {name: numbers[column] for name, numbers in REFUSED.items() if numbers[column]}
    missing = {name: numbers[column] for name, numbers in MISSING.items()}
    missing |= {f"number {n}": n for n in (LAST + 1, LAST + 500, 0x40000000 + 39)}
    program = f"""
    libc = ctypes.CDLL(None, use_errno=True)
    def call(number):
        if libc.syscall(ctypes.c_long(number), *[ctypes.c_long(-1)] * 6) < 0:
            raise OSError(ctypes.get_errno(), "")
    for name, number in {refused | missing!r}.items():
        attempt(name, lambda: call(number))
    """
    outcomes = attempting(program, confining)
    assert {name: outcomes[name] for name in refused} == dict.fromkeys(refused, "PermissionError 1")
    assert {name: outcomes[name] for name in missing} == dict.fromkeys(missing, "OSError 38")
    assert len(outcomes) == len(refused) + len(missing)


def test_the_numbers_are_those_of_the_kernel() -> None:
    """Where its headers are installed."""
    header = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
    if not header.exists():
        pytest.skip(f"{header} is not installed")
    told = dict(
        line.split()[1:3]
        for line in header.read_text().splitlines()
        if line.startswith("#define __NR_")
    )
    for name, (number, _) in (REFUSED | MISSING | LOOKED_INTO).items():
        if number is not None and f"__NR_{name}" in told:
            assert told[f"__NR_{name}"] == str(number), name


_BURNISH = """\
import os, sys
from pathlib import Path
from tools.lean.process import run_lean
lean = "open(" + repr(sys.argv[1]) + "); import time; time.sleep(600)"
run_lean([sys.executable, "-c", lean], "", environment=os.environ, directory=None, seconds=600)
"""


def test_lean_ends_with_burnish(tmp_path: Path) -> None:
    """However that ends: a Lean that does nothing would otherwise wait for ever."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with (
        subprocess.Popen([sys.executable, "-c", _BURNISH, str(pipe)]) as burnish,
        pipe.open("w") as held,  # waits until the Lean has it open
    ):
        burnish.send_signal(signal.SIGKILL)
        ended = select.poll()
        ended.register(held, 0)
        # The only reader is gone: an error on the end for writing.
        assert [event for _, event in ended.poll(20_000)] == [select.POLLERR]


def test_a_script_in_leans_place_may_become_the_real_one(
    confining: Protections, tmp_path: Path
) -> None:
    """As wrappers do; it can start nothing beside itself."""
    wrapper = tmp_path / "lean"
    wrapper.write_text('#!/bin/sh\n/bin/true 2>/dev/null && echo started\nexec /bin/echo "$@"\n')
    wrapper.chmod(0o755)
    run = subprocess.run(
        guarded([str(wrapper), "become"], under=confining),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "started" not in run.stdout
    wrapper.write_text('#!/bin/sh\nexec /bin/echo "$@"\n')
    run = subprocess.run(
        guarded([str(wrapper), "become"], under=confining),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.stdout == "become\n"
