"""Short questions to programs that hang, flood, leave children behind, or cannot be started."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from tools.errors import LeanCrashed, LeanUnavailable
from tools.lean.asking import Reply, ask


def ask_python(program: str, seconds: float = 20.0) -> Reply:
    return ask([sys.executable, "-ISc", program], environment=os.environ, seconds=seconds)


def test_an_answer_has_both_streams_and_the_status() -> None:
    reply = ask_python("import sys; print('é'); print('no', file=sys.stderr); sys.exit(3)")
    assert (reply.status, reply.out, reply.complaint) == (3, "é\n", "no")


@pytest.mark.parametrize(
    "program",
    [
        "import time; print('so far', flush=True); time.sleep(60)",
        "import os, time; os.close(1); os.close(2); time.sleep(60)",
        # The child keeps the pipes open after the program itself has ended.
        "import os, time; os.fork() or time.sleep(60)",
    ],
)
def test_what_does_not_end_is_stopped(program: str) -> None:
    started = time.monotonic()
    with pytest.raises(LeanCrashed, match="was stopped"):
        ask_python(program, seconds=0.5)
    assert time.monotonic() - started < 10


def test_a_flood_is_stopped() -> None:
    with pytest.raises(LeanCrashed, match="MB of output"):
        ask_python("import os\nwhile True: os.write(1, b'x' * 65536)")


def test_a_program_that_is_none_is_named(tmp_path: Path) -> None:
    with pytest.raises(LeanUnavailable, match="could not be started"):
        ask([str(tmp_path / "nothing")], environment={}, seconds=1)


def test_downloads_are_refused_by_the_environment() -> None:
    reply = ask_python(
        "import urllib.request\n"
        "try: urllib.request.urlopen('http://192.0.2.1/', timeout=5)\n"
        "except OSError as error: print(error)"
    )
    assert "refused" in reply.out
