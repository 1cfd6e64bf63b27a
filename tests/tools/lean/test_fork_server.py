"""Runs that are forked from a process with Lean in it: as good as fresh ones, and nothing stays."""

from __future__ import annotations

import json
import os
import resource
import select
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tools.errors import LeanCrashed, LeanUnavailable
from tools.lean.embedded.fork_server import Forked, ForkServer, ForkServerError, server_for
from tools.lean.lean import Lean
from tools.lean.process import Run, run_lean
from tools.lean.sandbox import GUARD, guarded
from tools.lean.toolchain import Toolchain

SANDBOX = GUARD.parent.parent
TEXT = "theorem a (p : Prop) (h : p) : p := h\ntheorem b : 1 = 2 := rfl\n"
ENDLESS = """\
set_option maxHeartbeats 0
set_option maxRecDepth 1000000
theorem endless (f : Nat → Nat) (h : ∀ n, f n = f (n + 1)) : f 0 = 1 := by
  repeat rw [h]
"""
SCRIPT = "import sys, time; sys.stdin.read(); time.sleep(600)"


def server_of(toolchain: Toolchain) -> ForkServer:
    found = server_for(toolchain.argv, SANDBOX)
    assert found is not None
    return found


def nothing(parent: int) -> list[str]:
    return [f"parent={parent}"]


def parents() -> dict[int, int]:
    """The parent of each process."""
    found = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                stat = (folder / "stat").read_text()
            except OSError:
                continue
            found[int(folder.name)] = int(stat.rpartition(")")[2].split()[1])
    return found


def server_and_run(starter: int) -> tuple[int, int]:
    """The server that a process has started, and what is forked from it, as soon as it is."""
    found: list[tuple[int, int]] = []

    def there() -> bool:
        known = parents()
        # Other tests of this process may have started something else that lasts.
        servers = [one for one, parent in known.items() if parent == starter and is_lean(one)]
        found.extend((parent, process) for process, parent in known.items() if parent in servers)
        return bool(found)

    wait_until(there)
    return found[0]


def kill_leans(starter: int) -> bool:
    """Kill what a process has started of Lean, and what that has started."""
    known = parents()
    started = {one for one, parent in known.items() if parent == starter}
    for process in started | {one for one, parent in known.items() if parent in started}:
        if is_lean(process):
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
    return False


def is_lean(process: int) -> bool:
    """Whether a process has Lean in it, or is about to."""
    try:
        return b"libleanshared" in Path(f"/proc/{process}/cmdline").read_bytes()
    except OSError:
        return False


def wait_until(condition: Callable[[], bool]) -> None:
    until = time.monotonic() + 20
    while not condition():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_forked_run_says_what_a_fresh_process_says(lean: Lean) -> None:
    fresh = subprocess.run(
        [*lean.toolchain.argv, "--stdin", "--json"],
        input=TEXT, env=dict(lean.toolchain.environment),
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    run = lean.run(TEXT)
    assert run.complete
    assert [m.text for m in run.messages if m.severity == "error"]
    assert [m.text for m in run.messages] == [
        json.loads(line)["data"] for line in fresh.stdout.splitlines()
    ]


def test_a_run_is_a_child_of_the_server_and_is_gone_when_it_is_stopped(
    lean: Lean,
) -> None:
    runs: list[Run] = []
    thread = threading.Thread(target=lambda: runs.append(lean.run(ENDLESS, seconds=2)))
    thread.start()
    server, child = server_and_run(os.getpid())
    thread.join()
    assert [run.limit for run in runs] == ["2 s of wall time"]
    wait_until(lambda: child not in parents())
    assert server in parents()


def test_when_the_server_is_killed_its_runs_crash_and_the_next_has_a_new_one(
    lean: Lean,
) -> None:
    crashes: list[LeanCrashed] = []

    def crash() -> None:
        try:
            lean.run(ENDLESS, seconds=60)
        except LeanCrashed as error:
            crashes.append(error)

    thread = threading.Thread(target=crash)
    thread.start()
    server, child = server_and_run(os.getpid())
    os.kill(server, signal.SIGKILL)
    # A run that something kills is tried once more, perhaps without a server.
    wait_until(lambda: kill_leans(os.getpid()) or not thread.is_alive())
    assert len(crashes) == 1
    # Until it is seen to have ended, a run may have to do without.
    wait_until(lambda: lean.run(TEXT).complete and server not in parents())
    wait_until(lambda: child not in parents())


_BURNISH = """\
import sys
from tools.lean.lean import Lean
from tools.lean.toolchain import EMBEDDED, choose_toolchain
chosen = choose_toolchain(None, EMBEDDED, progress=lambda _: None)
print("ready", flush=True)  # what was asked of Lean in order to choose it has ended
Lean(chosen).run(sys.argv[1], seconds=600)
"""


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_all_ends_with_burnish(number: signal.Signals) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", _BURNISH, ENDLESS], stdout=subprocess.PIPE
    ) as burnish:
        assert burnish.stdout is not None
        assert burnish.stdout.readline() == b"ready\n"
        handles: list[int] = []

        def found() -> bool:
            try:
                handles[:] = [os.pidfd_open(one) for one in server_and_run(burnish.pid)]
            except ProcessLookupError:
                return False  # a short run before the one that is meant
            return True

        wait_until(found)
        burnish.send_signal(number)
        for handle in handles:
            ended = select.poll()
            ended.register(handle, select.POLLIN)
            assert ended.poll(20_000)
            os.close(handle)


def started(server: ForkServer, toolchain: Toolchain, stdin: int) -> Forked:
    """A run that waits for its text; what it says goes nowhere."""
    with Path(os.devnull).open("w") as nowhere:
        number = nowhere.fileno()
        return server.start(
            lambda parent: guarded([*toolchain.argv, "--stdin"], parent=parent)[4:],
            toolchain.environment,
            None,
            [stdin, number, number, number],
        )


@pytest.fixture
def own_server(toolchain: Toolchain) -> Iterator[ForkServer]:
    server = ForkServer(toolchain.argv[4], SANDBOX)
    yield server
    server.close()


def test_a_run_shares_no_memory_with_the_server(
    own_server: ForkServer, toolchain: Toolchain
) -> None:
    """Such as the queues of io_uring, through which it could have the server's rights."""
    reading, writing = os.pipe()
    run = started(own_server, toolchain, reading)
    (server,) = (parent for process, parent in parents().items() if process == run.pid)
    wait_until(lambda: "/libleanshared.so" in Path(f"/proc/{run.pid}/maps").read_text())
    for process in (server, run.pid):
        maps = Path(f"/proc/{process}/maps").read_text()
        assert not [line for line in maps.splitlines() if line.split()[1] == "rw-s"]
    run.kill()
    assert run.reap(wait=True)
    os.close(reading)
    os.close(writing)


def test_a_run_can_be_killed_from_its_first_moment_on(
    own_server: ForkServer, toolchain: Toolchain
) -> None:
    """Before it has a group of its own; its input stays open meanwhile."""
    reading, writing = os.pipe()
    for _ in range(20):
        run = started(own_server, toolchain, reading)
        run.kill()
        assert run.reap(wait=True)
        assert run.ended is not None
        assert run.ended.status == -signal.SIGKILL
    os.close(reading)
    os.close(writing)


def test_who_hangs_up_ends_its_own_run_only(own_server: ForkServer, toolchain: Toolchain) -> None:
    reading, writing = os.pipe()
    other = started(own_server, toolchain, reading)
    (server,) = (parent for process, parent in parents().items() if process == other.pid)
    with Path(os.devnull).open("w") as nowhere:
        for wait in (0.0, 0.2):
            ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            packet = json.dumps({"environment": {}, "directory": "/", "arguments": []}).encode()
            streams = [reading, nowhere.fileno(), nowhere.fileno(), nowhere.fileno()]
            assert own_server._requests is not None
            socket.send_fds(own_server._requests, [packet], [*streams, theirs.fileno()])
            theirs.close()
            time.sleep(wait)  # with the answer unread, or before there is one
            ours.close()
    wait_until(lambda: [p for p, parent in parents().items() if parent == server] == [other.pid])
    assert not other.reap(wait=False)
    other.kill()
    assert other.reap(wait=True)
    os.close(reading)
    os.close(writing)


def test_without_descriptors_nothing_is_lost_or_left(toolchain: Toolchain) -> None:
    before = set(os.listdir("/proc/self/fd"))  # noqa: PTH208
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    for room in range(12):
        resource.setrlimit(resource.RLIMIT_NOFILE, (len(before) + room, limits[1]))
        try:
            run = run_lean(
                [*toolchain.argv, "--stdin", "--json"], TEXT,
                environment=toolchain.environment, directory=None, seconds=20,
            )  # fmt: skip
        except LeanUnavailable:
            pass
        else:
            assert run.complete
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, limits)
        assert len(os.listdir("/proc/self/fd")) <= len(before) + 1  # noqa: PTH208 - a server's


def test_what_a_script_fails_with_is_a_crash_that_says_so(toolchain: Toolchain) -> None:
    with pytest.raises(LeanCrashed, match="No such file"):
        run_lean(
            [*toolchain.replay, "/no/such.olean", "/no/such.olean"],
            '{"theorem": ["a"], "declared": []}',
            environment=toolchain.environment,
            directory=None,
            seconds=20,
        )


def test_only_the_embedded_lean_is_forked(toolchain: Toolchain) -> None:
    assert server_for([sys.executable, "-I", "-S", "-c", SCRIPT], SANDBOX) is None
    assert server_for(["lean", *toolchain.argv[1:]], SANDBOX) is None
    assert server_for(toolchain.argv, SANDBOX) is server_for(toolchain.replay, SANDBOX)


def test_a_server_that_does_not_start_is_not_started_again(tmp_path: Path) -> None:
    server = ForkServer(str(tmp_path / "no-library.so"), SANDBOX)
    with pytest.raises(ForkServerError, match="does not start"):
        server.start(nothing, {}, None, [0, 1, 2, 2])
    begun = time.monotonic()
    with pytest.raises(ForkServerError, match="before"):
        server.start(nothing, {}, None, [0, 1, 2, 2])
    assert time.monotonic() - begun < 0.01


def test_a_request_that_is_too_large_is_refused(toolchain: Toolchain) -> None:
    """A fresh process takes it then: the environment may be large."""
    with pytest.raises(ForkServerError):
        server_of(toolchain).start(nothing, {"LARGE": "x" * 1_000_000}, None, [0, 1, 2, 2])
    run = run_lean(
        [*toolchain.argv, "--stdin", "--json"],
        TEXT,
        environment={**toolchain.environment, **{f"L{i}": "x" * 100_000 for i in range(4)}},
        directory=None,
        seconds=20,
    )
    assert run.complete
