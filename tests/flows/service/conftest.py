"""A real Prefect server with the process that starts runs: one for all tests that need it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.flows.service.driving import Service, start_service
from tools.lean.toolchain import Toolchain


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory, toolchain: Toolchain) -> Iterator[Service]:
    """One for all tests; whoever stops it or kills parts of it starts one of his own."""
    folder = tmp_path_factory.mktemp("service")
    running = start_service(folder)
    yield running
    running.stop()
