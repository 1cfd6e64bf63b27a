"""Ending at once: neither Burnish nor a Lean is left, whatever Lean is at.

The Lean here opens a pipe when it has begun, and then never answers.
"""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = """\
#!{python}
import os, sys, time
if "--version" in sys.argv:
    print("Lean (version 4.35.0, test)")
    sys.exit(0)
lock = os.open({alive!r}, os.O_RDONLY)
time.sleep(600)
"""


@pytest.mark.parametrize(
    ("command", "signals", "status"),
    [
        ("check", [signal.SIGTERM], 143),
        ("optimize", [signal.SIGINT, signal.SIGINT], 130),
        ("optimize", [signal.SIGTERM, signal.SIGTERM], 143),
    ],
)
def test_no_lean_is_left(
    tmp_path: Path, command: str, signals: list[signal.Signals], status: int
) -> None:
    alive = tmp_path / "alive"
    os.mkfifo(alive)
    lean = tmp_path / "lean"
    lean.write_text(_SCRIPT.format(python=sys.executable, alive=str(alive)))
    lean.chmod(0o755)
    (tmp_path / "A.lean").write_text("theorem t : True := trivial\n")
    burnish = str(Path(sys.executable).with_name("burnish"))
    with (
        subprocess.Popen(
            [burnish, command, "A.lean", "--lean", str(lean)],
            cwd=tmp_path,
            env={k: v for k, v in os.environ.items() if not k.startswith("BURNISH_")},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        ) as process,
        alive.open("w") as held,  # waits until the Lean has it open, too
    ):
        assert process.stderr is not None
        process.send_signal(signals[0])
        if len(signals) > 1:
            assert any("Pausing" in line for line in process.stderr)
            process.send_signal(signals[1])
        assert process.wait(timeout=60) == status
        assert "interrupted" in process.stderr.read()
        # A Lean that was killed may take a moment to be gone; then none has the other end.
        gone = select.poll()
        gone.register(held, select.POLLERR)
        assert gone.poll(20_000) == [(held.fileno(), select.POLLERR)]
