"""What is said about protections, and what is done where one is lacking."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.errors import LeanUnavailable, UserInputError
from tools.lean.process import run_lean
from tools.lean.sandbox import Protections, guarded, protections, require_confinement
from tools.lean.sandbox.protections import LANDLOCK, MOUNTS, NETWORK, SECCOMP, chosen, trials

WORKS = dict.fromkeys((LANDLOCK, SECCOMP, MOUNTS, NETWORK), "works")
OFF = Protections(None, None, None, None, None, None)


def test_every_protection_is_tried() -> None:
    if sys.platform != "linux":
        pytest.skip("there is none but on Linux")
    assert trials().keys() == WORKS.keys()
    assert all(trials().values())


def test_the_best_is_chosen() -> None:
    best = chosen(WORKS)
    assert (best.files, best.network, best.processes) == (LANDLOCK, SECCOMP, SECCOMP)
    assert best.confining
    assert best.missing == {}


def test_without_landlock_mounts_are_read_only() -> None:
    found = chosen(WORKS | {LANDLOCK: "not there"})
    assert (found.files, found.network, found.processes) == (MOUNTS, SECCOMP, SECCOMP)
    assert found.confining


def test_landlock_alone_is_not_enough() -> None:
    """It knows nothing of modes and owners of files."""
    found = chosen(WORKS | {SECCOMP: "not there", MOUNTS: "not allowed"})
    assert (found.files, found.network, found.processes) == (None, NETWORK, None)
    assert not found.confining
    assert found.missing == {
        "files": "seccomp: not there; mount namespace: not allowed",
        "processes": "seccomp: not there",
    }


def test_it_can_be_switched_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BURNISH_SANDBOX", "off")
    found = protections()
    assert not found.confining
    assert set(found.missing.values()) == {"switched off by BURNISH_SANDBOX=off"}
    with pytest.raises(UserInputError, match=r"BURNISH_SANDBOX=off.*--unprotected"):
        require_confinement(insist=False)
    require_confinement(insist=True)


def test_the_switch_has_two_positions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BURNISH_SANDBOX", "maybe")
    with pytest.raises(UserInputError, match="neither `on` nor `off`"):
        protections()


def test_confined_nothing_is_required(confining: Protections) -> None:
    assert confining.confining
    require_confinement(insist=False)


def test_lean_is_not_run_with_less_than_was_promised(
    confining: Protections, tmp_path: Path
) -> None:
    """Here a mount namespace was promised, but we are where the kernel refuses it."""
    canary = tmp_path / "canary"
    program = [sys.executable, "-c", f"open({str(canary)!r}, 'w')"]
    promised = Protections(MOUNTS, NETWORK, None, None, None, None)
    inner = guarded(program, writable=[tmp_path], under=promised)
    script = tmp_path / "outer.py"
    script.write_text(
        f"import sys\nimport guard.start\nguard.start.main([*{inner[4:]!r}])\n",
        encoding="utf-8",
    )
    outer = guarded([sys.executable, "-I", "-S", str(script)], writable=[tmp_path])
    run = subprocess.run(outer, capture_output=True, text=True, check=False)
    assert run.returncode == 125
    assert "unshare: Operation not permitted" in run.stderr
    assert not canary.exists()


def test_what_the_guard_says_is_an_error_of_ours(confining: Protections, tmp_path: Path) -> None:
    with pytest.raises(LeanUnavailable, match="no-such-folder"):
        run_lean(
            [sys.executable, "-c", "pass"],
            "",
            environment=os.environ,
            directory=None,
            seconds=20,
            writable=[tmp_path / "no-such-folder"],
        )
