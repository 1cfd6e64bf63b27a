"""Runs small Python programs in Lean's place, under chosen protections."""

from __future__ import annotations

import json
import subprocess
import sys
import textwrap
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tools.lean.sandbox import Limits, Protections, guarded, protections
from tools.lean.sandbox.protections import LANDLOCK, MOUNTS, NETWORK, SECCOMP, trials

Outcomes = dict[str, str]
Attempt = Callable[..., Outcomes]

_PREAMBLE = """\
import ctypes, json, os, sys
outcomes = {}
def attempt(name, action):
    try:
        action()
        outcomes[name] = "done"
    except OSError as error:
        outcomes[name] = type(error).__name__ + " " + str(error.errno)
    except Exception as error:
        outcomes[name] = repr(error)
"""


@pytest.fixture(params=["usual", "namespaces"])
def under(request: pytest.FixtureRequest) -> Protections:
    """What is usual here, and what is left where the kernel has neither Landlock nor seccomp."""
    tried = trials()
    wanted = (LANDLOCK, SECCOMP) if request.param == "usual" else (MOUNTS, NETWORK)
    lacking = [f"{name}: {tried[name]}" for name in wanted if tried[name] != "works"]
    if lacking:
        pytest.skip("; ".join(lacking))
    if request.param == "usual":
        return protections()
    return Protections(MOUNTS, NETWORK, None, None, None, None)


@pytest.fixture
def confining() -> Protections:
    """All protections; the test is skipped, with the reason, where one is not there."""
    found = protections()
    if not found.confining:
        pytest.skip(str(dict(found.missing)))
    return found


@pytest.fixture(params=["as a script", "as a program"])
def attempting(request: pytest.FixtureRequest, tmp_path: Path) -> Attempt:
    """Runs a program that calls `attempt(NAME, FUNCTION)`, both ways that a Lean can be run.

    Gives what came of each: `done`, or the error.
    """

    def run(
        program: str,
        protections: Protections,
        *arguments: object,
        writable: Sequence[Path] = (),
        limits: Limits | None = None,
    ) -> Outcomes:
        script = tmp_path / "program.py"
        last = "\nprint(json.dumps(outcomes))\n"
        script.write_text(_PREAMBLE + textwrap.dedent(program) + last, encoding="utf-8")
        options = ["-I", "-S"] if request.param == "as a script" else ["-S"]
        argv = [sys.executable, *options, str(script), *map(str, arguments)]
        run = subprocess.run(
            guarded(argv, writable=writable, limits=limits, under=protections),
            cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        return dict(json.loads(run.stdout))

    return run
