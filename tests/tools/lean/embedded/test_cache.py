"""The library is built once, whole, whoever else builds it and however a build ends."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tools.errors import LeanUnavailable
from tools.lean import embedded

_START = (
    "from tools.lean.embedded import ensure_built; "
    "print('built:', ensure_built(lambda line: print(line, flush=True)), flush=True)"
)


def _start(cache: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", _START],
        env={**os.environ, "BURNISH_CACHE": str(cache)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


@pytest.mark.long
def test_two_processes_at_once_build_one_library(built: Any) -> None:
    builds = [output.count("once per machine") for output in built.outputs]
    assert sorted(builds) == [0, 1]
    assert (built.path / "Init.olean").is_file()
    entries = [entry.name for entry in built.path.parent.iterdir() if entry.is_dir()]
    assert entries == [built.path.name]


@pytest.mark.long
def test_a_killed_build_leaves_nothing_wrong(tmp_path: Path) -> None:
    victim = _start(tmp_path)
    assert victim.stdout is not None
    for line in victim.stdout:
        if " 2 of " in line:
            break
    os.killpg(victim.pid, signal.SIGKILL)
    victim.wait()
    root = tmp_path / "lean"
    assert not [entry for entry in root.iterdir() if (entry / "Init.olean").exists()]
    again = _start(tmp_path)
    output, _ = again.communicate(timeout=300)
    assert again.returncode == 0, output
    path = Path(output.rsplit("built: ", 1)[1].strip())
    assert (path / "Init.olean").is_file()
    assert [entry for entry in root.iterdir() if entry.is_dir()] == [path]


@pytest.mark.long
def test_a_built_library_is_used_without_building(built: Any) -> None:
    again = _start(built.path.parent.parent)
    output, _ = again.communicate(timeout=60)
    assert output.strip() == f"built: {built.path}"


def test_a_cache_that_cannot_be_written_is_one_clear_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blocker = tmp_path / "file"
    blocker.write_text("not a folder")
    monkeypatch.setenv("BURNISH_CACHE", str(blocker))
    with pytest.raises(LeanUnavailable, match="BURNISH_CACHE"):
        embedded.ensure_built(lambda line: None)


def test_the_fingerprint_names_version_and_content() -> None:
    assert embedded.fingerprint().startswith("embedded-4.35.0-")
    assert embedded.fingerprint() == embedded.fingerprint()
