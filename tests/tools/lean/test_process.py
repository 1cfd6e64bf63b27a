"""One Lean process: limits are kept and a crash is never an answer.

The processes here are small Python scripts that misbehave on purpose. What the sandbox takes away
from them is tested beside this, in `sandbox/`.
"""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tools.errors import LeanCrashed, LeanKilled, LeanUnavailable
from tools.lean.process import Run, run_lean, stop_all
from tools.lean.sandbox import Limits

MESSAGE = '{"severity":"%s","data":"hello ∧","pos":{"line":1,"column":0},"endPos":null,"kind":"x"}'
SAY = f"print('''{MESSAGE % 'information'}''', flush=True)"


def run(
    script: str,
    seconds: float = 20.0,
    text: str = "",
    limits: Limits | None = None,
    stalled: float | None = None,
    cancelled: threading.Event | None = None,
    writable: tuple[Path, ...] = (),
) -> Run:
    return run_lean(
        [sys.executable, "-I", "-S", "-c", script],
        text,
        environment=os.environ,
        directory=None,
        seconds=seconds,
        limits=limits,
        stalled=stalled,
        cancelled=cancelled,
        writable=writable,
    )


def say(replacement: str) -> str:
    """A statement that prints a message which begins with the value of an expression."""
    return (
        f"print('''{MESSAGE % 'information'}'''.replace('hello', str({replacement})), flush=True)"
    )


def test_messages_are_read_and_other_lines_are_not() -> None:
    result = run(f"print('noise'); {SAY}; print('{{}}'); print('[' * 100_000)")
    assert [message.text for message in result.messages] == ["hello ∧"]
    assert result.complete


def test_a_last_line_without_an_end_counts() -> None:
    result = run(f"import sys; sys.stdout.write('''{MESSAGE % 'information'}''')")
    assert len(result.messages) == 1


def test_half_a_message_is_a_crash() -> None:
    with pytest.raises(LeanCrashed, match="middle of an answer"):
        run(f"import sys; {SAY}; sys.stdout.write('''{MESSAGE[:60]}''')")


def test_the_text_arrives_whole() -> None:
    script = f"import sys; n = len(sys.stdin.buffer.read()); {say('n')}"
    assert run(script, text="∀" * 200_000).messages[0].text == "600000 ∧"


def test_an_error_with_status_one_is_an_answer() -> None:
    result = run(f"print('''{MESSAGE % 'error'}'''); raise SystemExit(1)")
    assert result.messages[0].severity == "error"


@pytest.mark.parametrize(
    "script",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
        "import os, signal; os.kill(os.getpid(), signal.SIGXCPU)",
        "import os; os.abort()",
        "raise SystemExit(1)",
        "raise SystemExit(125)",
        "raise SystemExit(134)",
    ],
)
def test_a_crash_is_an_exception(script: str) -> None:
    with pytest.raises(LeanCrashed):
        run(script)


def test_who_was_killed_is_told_from_who_crashed() -> None:
    with pytest.raises(LeanKilled):
        run("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(LeanCrashed) as crash:
        run("import os; os.abort()")
    assert not isinstance(crash.value, LeanKilled)


def test_the_first_and_the_last_words_are_kept() -> None:
    script = "import sys; sys.stderr.write('Stack overflow' + 'x' * 100000 + 'end'); sys.exit(134)"
    with pytest.raises(LeanCrashed, match=r"(?s)Stack overflow.*x\n\[\.\.\.\]\nx.*end") as crash:
        run(script)
    assert len(str(crash.value)) < 3_000


def test_a_hanging_process_is_stopped_with_all_it_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BURNISH_SANDBOX", "off")  # for otherwise it could start nothing
    script = (
        "import subprocess, sys;"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        f"{say('child.pid')}; child.wait()"
    )
    started = time.monotonic()
    result = run(script, seconds=3.0)
    assert not result.complete
    assert "3 s" in result.limit
    assert time.monotonic() - started < 15
    child = int(result.messages[0].text.split()[0])
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(child)], capture_output=True, text=True)
    assert state.stdout.strip()[:1] in ("", "Z")


def test_a_child_that_cannot_be_found_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """It has left the group and keeps the output open."""
    monkeypatch.setenv("BURNISH_SANDBOX", "off")
    script = (
        "import subprocess, sys;"
        "command = [sys.executable, '-c', 'import time; time.sleep(20)'];"
        f"child = subprocess.Popen(command, start_new_session=True); {say('child.pid')}"
    )
    result = run(script, seconds=60.0)
    os.kill(int(result.messages[0].text.split()[0]), signal.SIGKILL)
    assert result.complete
    assert result.seconds < 15


def test_a_missing_program_is_named() -> None:
    with pytest.raises(LeanUnavailable, match="no-such-lean"):
        run_lean(["no-such-lean"], "", environment=os.environ, directory=None, seconds=5.0)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="Linux only")
def test_an_orphan_would_end_by_itself() -> None:
    """Its processor time is bounded, by more than it can spend before it is stopped."""
    script = (
        "import resource, sys; sys.stdin.read(); soft = resource.getrlimit(resource.RLIMIT_CPU)[0];"
        f"{say('soft')}"
    )
    soft = int(run(script, seconds=7.5).messages[0].text.split()[0])
    assert 7.5 * (os.cpu_count() or 1) < soft < 10 * (os.cpu_count() or 1) + 100


def test_a_processor_bomb_is_stopped_by_the_kernel() -> None:
    result = run("while True: pass", seconds=60.0, limits=Limits(cpu=1))
    assert not result.complete
    assert result.limit == "1 s of processor time"


def test_a_memory_bomb_is_stopped() -> None:
    script = "kept = []\nwhile True: kept.append(b'x' * 10_000_000)"
    result = run(script, seconds=60.0, limits=Limits(memory=300 << 20))
    assert not result.complete
    assert result.limit == "314 MB of memory"
    assert 300 << 20 < result.peak_memory < 3 << 30
    assert result.seconds < 20


def test_an_allocation_that_no_machine_has_is_a_crash() -> None:
    with pytest.raises(LeanCrashed, match="MemoryError"):
        run("b'x' * (1 << 45)")


@pytest.mark.parametrize("stream", ["stdout", "stderr"])
def test_an_output_flood_is_stopped(stream: str) -> None:
    script = f"import sys\nwhile True: sys.{stream}.write('x' * 100_000)"
    result = run(script, seconds=60.0, limits=Limits(output=5_000_000))
    assert not result.complete
    assert result.limit == "5 MB of output"
    assert result.messages == ()


def test_a_huge_file_is_stopped(tmp_path: Path) -> None:
    script = (
        "import signal; signal.signal(signal.SIGXFSZ, signal.SIG_DFL)\n"  # as in Lean
        f"file = open({str(tmp_path / 'huge')!r}, 'wb')\n"
        "for _ in range(100): file.write(b'x' * 1_000_000)"
    )
    result = run(script, limits=Limits(file_size=3_000_000), writable=(tmp_path,))
    assert not result.complete
    assert result.limit == "3 MB in one file"
    assert (tmp_path / "huge").stat().st_size <= 3_000_000


def test_a_flood_of_messages_is_stopped() -> None:
    result = run(f"while True: {SAY}", seconds=60.0, limits=Limits(lines=3_000))
    assert not result.complete
    assert result.limit == "3000 lines of output"
    assert 3_000 <= len(result.messages) < 5_000


def test_what_was_said_before_a_limit_counts() -> None:
    result = run(f"{SAY}\nwhile True: pass", seconds=0.5)
    assert [message.text for message in result.messages] == ["hello ∧"]
    assert result.limit == "0.5 s of wall time"


def test_who_says_nothing_for_long_is_stopped() -> None:
    script = f"import time\nfor _ in range(4): {SAY}; time.sleep(0.15)\ntime.sleep(600)"
    result = run(script, stalled=0.5)
    assert result.limit == "0.5 s without an answer"
    assert len(result.messages) == 4
    assert result.seconds < 15


def test_a_cancelled_run_ends() -> None:
    cancelled = threading.Event()
    timer = threading.Timer(0.2, cancelled.set)
    timer.start()
    result = run("import time; time.sleep(600)", seconds=60.0, cancelled=cancelled)
    timer.join()
    assert result.limit == "a request to stop"
    assert result.seconds < 15


def test_who_ignores_a_request_to_end_is_ended() -> None:
    script = (
        "import signal\n"
        "for n in (signal.SIGTERM, signal.SIGINT): signal.signal(n, signal.SIG_IGN)\n"
        "while True: pass"
    )
    result = run(script, seconds=0.5)
    assert result.limit == "0.5 s of wall time"
    assert result.seconds < 15


def test_who_never_reads_is_no_trouble() -> None:
    assert run(SAY, text="x" * 5_000_000).complete


def test_memory_is_measured() -> None:
    small = run("import sys; sys.stdin.read(); import time; time.sleep(0.1)").peak_memory
    large = run("kept = b'x' * 200_000_000; import time; time.sleep(0.2)").peak_memory
    assert 1_000_000 < small < 100_000_000
    assert 200_000_000 < large < 400_000_000


def test_nothing_stays_open() -> None:
    descriptors = Path("/proc/self/fd")
    run("pass")
    before = len(list(descriptors.iterdir()))
    for _ in range(3):
        run("pass")
    with pytest.raises(LeanUnavailable):
        run_lean(["no-such-lean"], "", environment=os.environ, directory=None, seconds=5.0)
    with pytest.raises(LeanUnavailable):
        run_lean(["x"], "", environment={}, directory=Path("/no/such/folder"), seconds=5.0)
    assert len(list(descriptors.iterdir())) == before


def test_all_can_be_stopped_from_outside(tmp_path: Path) -> None:
    """Who waits for a Lean that was stopped so hears of a crash, not of a limit."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    script = f"open({str(pipe)!r}).close(); import time; time.sleep(600)"
    raised: list[LeanCrashed] = []

    def wait_for_it() -> None:
        with pytest.raises(LeanCrashed) as crash:
            run(script, seconds=60.0)
        raised.append(crash.value)

    thread = threading.Thread(target=wait_for_it)
    thread.start()
    pipe.open("w").close()  # waits until it runs
    stop_all()
    thread.join(30)
    assert [error.status for error in raised] == [-9]
    assert not isinstance(raised[0], LeanKilled)  # nobody is to run it again
