"""One Lean process: limits are kept and a crash is never an answer.

The processes here are small Python scripts that misbehave on purpose.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from tools.errors import LeanCrashed, LeanUnavailable
from tools.lean.process import Run, run_lean, stop_all

MESSAGE = '{"severity":"%s","data":"hello ∧","pos":{"line":1,"column":0},"endPos":null,"kind":"x"}'


def run(script: str, seconds: float = 20.0, text: str = "") -> Run:
    argv = [sys.executable, "-I", "-S", "-c", script]
    return run_lean(argv, text, environment=os.environ, directory=None, seconds=seconds)


def test_messages_are_read_and_other_lines_are_not() -> None:
    result = run(f"print('noise'); print('''{MESSAGE % 'information'}''')")
    assert [message.text for message in result.messages] == ["hello ∧"]
    assert result.complete


def test_the_text_arrives_whole() -> None:
    script = (
        "import sys; n = len(sys.stdin.buffer.read());"
        f"print('''{MESSAGE % 'information'}'''.replace('hello', str(n)))"
    )
    assert run(script, text="∀" * 200_000).messages[0].text == "600000 ∧"


def test_an_error_with_status_one_is_an_answer() -> None:
    result = run(f"print('''{MESSAGE % 'error'}'''); raise SystemExit(1)")
    assert result.messages[0].severity == "error"


@pytest.mark.parametrize(
    "script",
    [
        "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
        "import os; os.abort()",
        "raise SystemExit(1)",
        "raise SystemExit(134)",
    ],
)
def test_a_crash_is_an_exception(script: str) -> None:
    with pytest.raises(LeanCrashed):
        run(script)


def test_the_last_words_are_kept() -> None:
    with pytest.raises(LeanCrashed, match="Stack overflow"):
        run("import sys; sys.stderr.write('x' * 100000 + 'Stack overflow'); sys.exit(134)")


def test_a_hanging_process_is_stopped_with_all_it_started() -> None:
    script = (
        "import subprocess, sys;"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)']);"
        f"print('''{MESSAGE % 'information'}'''.replace('hello', str(child.pid)), flush=True);"
        "child.wait()"
    )
    started = time.monotonic()
    result = run(script, seconds=2.0)
    assert not result.complete
    assert "2 s" in result.limit
    assert time.monotonic() - started < 15
    child = int(result.messages[0].text.split()[0])
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(child)], capture_output=True, text=True)
    assert state.stdout.strip() in ("", "Z")


def test_a_missing_program_is_named() -> None:
    with pytest.raises(LeanUnavailable, match="no-such-lean"):
        run_lean(["no-such-lean"], "", environment=os.environ, directory=None, seconds=5.0)


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="Linux only")
def test_an_orphan_would_end_by_itself() -> None:
    """Its processor time is bounded, by more than it can spend before it is stopped."""
    script = (
        "import resource, sys; sys.stdin.read(); soft = resource.getrlimit(resource.RLIMIT_CPU)[0];"
        f"print('''{MESSAGE % 'information'}'''.replace('hello', str(soft)))"
    )
    soft = int(run(script, seconds=7.5).messages[0].text.split()[0])
    assert 7.5 * (os.cpu_count() or 1) < soft < 10 * (os.cpu_count() or 1) + 100


def test_out_of_processor_time_is_a_crash() -> None:
    script = (
        "import resource, sys; sys.stdin.read();"
        "resource.setrlimit(resource.RLIMIT_CPU, (1, 2))\n"
        "while True: pass"
    )
    with pytest.raises(LeanCrashed):
        run(script, seconds=60.0)


def test_all_can_be_stopped_from_outside(tmp_path: Path) -> None:
    """Who waits for a Lean that was stopped so hears of a crash, not of a limit."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    script = f"open({str(pipe)!r}, 'w').close(); import time; time.sleep(600)"
    raised: list[LeanCrashed] = []

    def wait_for_it() -> None:
        with pytest.raises(LeanCrashed) as crash:
            run(script, seconds=60.0)
        raised.append(crash.value)

    thread = threading.Thread(target=wait_for_it)
    thread.start()
    pipe.read_bytes()  # until it runs
    stop_all()
    thread.join(30)
    assert [error.status for error in raised] == [-9]
