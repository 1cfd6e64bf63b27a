"""The demonstration on all examples, from an empty folder, as `make demo` runs it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tools.lean.toolchain import Toolchain


def _demo(folder: Path) -> subprocess.CompletedProcess[str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("BURNISH_LEAN")}
    return subprocess.run(
        [sys.executable, "-m", "flows.demo"],
        cwd=folder,
        env={**kept, "BURNISH_LEAN": "embedded"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.timeout(600)
@pytest.mark.long
def test_the_demo_reaches_what_it_promises(toolchain: Toolchain, tmp_path: Path) -> None:
    first = _demo(tmp_path)
    assert first.returncode == 0, first.stdout + first.stderr
    assert "DOES NOT CHECK" not in first.stdout
    mean = re.search(
        r"Mean reduction of the number of tactics: ([0-9.]+)% over (\d+)", first.stdout
    )
    assert mean is not None
    assert float(mean[1]) >= 40
    assert int(mean[2]) >= 30
    rows = re.findall(r"^\S+\.lean +\S+ +(\d+) +(\d+) +\d+%$", first.stdout, re.MULTILINE)
    assert len(rows) == int(mean[2])
    assert all(int(after) <= int(before) for before, after in rows)
    second = _demo(tmp_path)
    assert second.returncode == 0
    assert ", 0 runs of Lean" in second.stdout
