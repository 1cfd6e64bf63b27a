"""The attacks are meant: Lean by itself accepts what it is said to accept, and the harm is real.

What runs unconfined here does so on the stage only: files there, a process that only sleeps, a
connection to this machine.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess

import pytest

from tests.attacks.attack_files import ATTACKS, sample
from tests.attacks.stage import Stage
from tests.attacks.trial import SECONDS, Trial
from tools.errors import LeanCrashed
from tools.lean.lean import Lean
from tools.lean.toolchain import Toolchain

ACCEPTED = [name for name, attack in ATTACKS.items() if attack.keys.get("lean") == "accepts"]
HARMFUL = [name for name, attack in ATTACKS.items() if "harms" in attack.keys]
_QUICK = sample()


def file_with(trial: Trial, stage: Stage, name: str) -> str:
    problem = trial.theorems[ATTACKS[name].target].problem
    return problem.splice(ATTACKS[name].declaration(problem, stage.canary, stage.port)).text


@pytest.mark.long
@pytest.mark.parametrize("attack", ACCEPTED)
def test_lean_finds_no_error_in_it(trial: Trial, stage: Stage, lean: Lean, attack: str) -> None:
    run = lean.run(file_with(trial, stage, attack), seconds=SECONDS)
    assert run.complete
    assert [m.text for m in run.messages if m.severity == "error"] == []


@pytest.mark.long
@pytest.mark.parametrize("attack", HARMFUL)
def test_the_harm_is_real(trial: Trial, stage: Stage, toolchain: Toolchain, attack: str) -> None:
    stage.set_up()
    unconfined = stage.toolchain(toolchain)
    subprocess.run(
        [*unconfined.argv, "--stdin"],
        input=file_with(trial, stage, attack).encode("utf-8"),
        env=dict(unconfined.environment),
        cwd=unconfined.directory,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        timeout=SECONDS,
        check=False,
    )
    harm = stage.harm()
    for process in stage.processes():
        os.kill(int(process.partition(":")[0]), signal.SIGKILL)
    kinds = {"file": " is ", "process": "a process is left", "network": "a connection was made"}
    assert kinds[ATTACKS[attack].keys["harms"]] in harm
    stage.set_up()


@pytest.mark.parametrize(
    "attack",
    [pytest.param(n, marks=() if n in _QUICK else (pytest.mark.long,), id=n) for n in HARMFUL],
)
def test_confinement_alone_prevents_it(
    trial: Trial, stage: Stage, toolchain: Toolchain, attack: str
) -> None:
    stage.set_up()
    lean = Lean(stage.toolchain(toolchain), SECONDS)
    with contextlib.suppress(LeanCrashed):  # what is forbidden may crash who does not expect it
        lean.run(file_with(trial, stage, attack))
    assert not stage.harm()
