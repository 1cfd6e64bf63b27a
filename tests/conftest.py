"""A real Lean for the tests that need one: the embedded one, whatever else is installed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tools.lean.fakes.lake_world import LakeWorld
from tools.lean.lean import Lean
from tools.lean.toolchain import EMBEDDED, Toolchain, choose_toolchain


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
