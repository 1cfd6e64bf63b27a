"""Running Lean with options that it may not have."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tools.errors import LeanCrashed, LeanKilled
from tools.lean.lean import Lean
from tools.lean.toolchain import Toolchain

MANY = "".join(f"theorem t{i} : {i} = {i + 1} := rfl\n" for i in range(130))


def test_an_option_that_lean_does_not_know_is_left_out(toolchain: Toolchain) -> None:
    lean = Lean(toolchain)
    run = lean.run("theorem t : True := trivial\n#print axioms t\n", ("no.such=1", "maxErrors=0"))
    assert [message.severity for message in run.messages] == ["information"]
    assert lean.calls == 2
    lean.run("theorem t : True := trivial\n", ("no.such=2",))
    assert lean.calls == 3


def test_a_file_that_names_an_unknown_option_is_its_own_business(toolchain: Toolchain) -> None:
    lean = Lean(toolchain)
    run = lean.run("set_option no.such 1\n", ("maxErrors=0",))
    assert [message.severity for message in run.messages] == ["error"]
    assert lean.calls == 1


def test_the_hundredth_error_is_not_the_last(lean: Lean) -> None:
    messages = lean.run(MANY, ("maxErrors=0",)).messages
    assert {m.start.line for m in messages if m.severity == "error"} == set(range(1, 131))


def test_a_crash_is_passed_on(toolchain: Toolchain) -> None:
    with pytest.raises(LeanCrashed):
        Lean(toolchain).run("", ("maxRecDepth=no number",))


@dataclass(frozen=True)
class Killed:
    """A Lean that somebody kills as many times as lines are written to a file by then."""

    folder: Path
    times: int
    environment: Mapping[str, str]
    directory: Path | None = None
    fingerprint: str = "killed"
    replay: tuple[str, ...] = ()
    leanchecker: Path | None = None

    @property
    def argv(self) -> tuple[str, ...]:
        script = (
            "import os, signal\n"
            f"with open({str(self.folder / 'runs')!r}, 'a+') as runs:\n"
            "    runs.write('run\\n'); runs.seek(0); count = len(runs.readlines())\n"
            f"if count <= {self.times}: os.kill(os.getpid(), signal.SIGKILL)\n"
        )
        return sys.executable, "-I", "-S", "-c", script


@pytest.mark.parametrize("times", [1, 2])
def test_who_was_killed_from_outside_runs_once_more(tmp_path: Path, times: int) -> None:
    lean = Lean(Killed(tmp_path, times, {}))
    if times > 1:
        with pytest.raises(LeanKilled):
            lean.run("", writable=[tmp_path])
    else:
        assert lean.run("", writable=[tmp_path]).complete
    assert lean.calls == 2
