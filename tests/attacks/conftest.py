"""The stage on which attacks are judged, and the trial of those that were asked for."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.stage import Stage
from tests.attacks.trial import SECONDS, Trial
from tools.lean.lean import Lean
from tools.lean.toolchain import Toolchain


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        stage = Stage(tmp_path_factory.mktemp("stage"), server)
        stage.set_up()
        yield stage


@pytest.fixture(scope="session")
def trial(request: pytest.FixtureRequest, stage: Stage, toolchain: Toolchain) -> Trial:
    items = [item for item in request.session.items if isinstance(item, pytest.Function)]
    asked = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]
    names = [str(item.callspec.params["name"]) for item in asked if "name" in item.fixturenames]
    return Trial(stage, Lean(stage.toolchain(toolchain), SECONDS), names)
