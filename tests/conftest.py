"""A real Lean for the tests that need one, the embedded one, and who runs which tests."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tools.lean.fakes.lake_world import LakeWorld
from tools.lean.lean import Lean
from tools.lean.toolchain import EMBEDDED, Toolchain, choose_toolchain

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadFileScheduling

_SERVICE = "tests/flows/service/"
"""Whose tests share one Prefect server, which takes seconds to start."""


@pytest.fixture(scope="session")
def toolchain() -> Toolchain:
    """The embedded Lean; the first test that asks for it builds its library into the cache."""
    return choose_toolchain(None, EMBEDDED, progress=print)


@pytest.fixture(scope="session")
def lean(toolchain: Toolchain) -> Lean:
    return Lean(toolchain)


@pytest.fixture
def lake_world(tmp_path: Path, toolchain: Toolchain, monkeypatch: pytest.MonkeyPatch) -> LakeWorld:
    """A machine with elan, of which nothing is installed yet, and a cache of its own."""
    for name in [name for name in os.environ if name.startswith(("ELAN", "LAKE", "LEAN"))]:
        monkeypatch.delenv(name)
    monkeypatch.delenv("BURNISH_LEAN", raising=False)
    monkeypatch.setenv("BURNISH_CACHE", str(tmp_path / "cache"))
    world = LakeWorld(tmp_path / "machine", Path(toolchain.environment["LEAN_PATH"]))
    for name, value in world.environment.items():
        monkeypatch.setenv(name, value)
    return world


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadFileScheduling:
    """One worker gets all tests of a file; of the tests that need a Prefect server, all files."""
    from xdist.scheduler import LoadFileScheduling

    class Scheduling(LoadFileScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            scope = str(super()._split_scope(nodeid))
            return _SERVICE if scope.startswith(_SERVICE) else scope

    return Scheduling(config, log)
