"""A real Lean for the tests that need one: the embedded one, whatever else is installed."""

from __future__ import annotations

import pytest

from tools.lean.lean import Lean
from tools.lean.toolchain import EMBEDDED, Toolchain, choose_toolchain


@pytest.fixture(scope="session")
def toolchain() -> Toolchain:
    """The embedded Lean; the first test that asks for it builds its library into the cache."""
    return choose_toolchain(None, EMBEDDED, progress=print)


@pytest.fixture(scope="session")
def lean(toolchain: Toolchain) -> Lean:
    return Lean(toolchain)
