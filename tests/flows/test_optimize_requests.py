"""The same request is known again, and any other request is another one."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from flows.requests import (
    RequestedFile,
    Settings,
    WantedFile,
    describe,
    read_targets,
    request_hash,
)
from flows.session_lock import hold_session
from flows.targets import Target
from tools.errors import UserInputError
from tools.lean.source import Source
from tools.lean.toolchain import Toolchain

TOOLCHAIN = Toolchain((), {}, None, "4.35.0", "embedded-4.35.0-x", "embedded", "", ())
FILE = RequestedFile(WantedFile(Path("a.lean"), Source("-- a"), ()), TOOLCHAIN)
SETTINGS = Settings("length", 4, 100)


def test_equal_requests_have_equal_hashes() -> None:
    asked = describe([FILE], SETTINGS)
    assert request_hash("optimize", asked) == request_hash("optimize", describe([FILE], SETTINGS))
    assert request_hash("evaluate", asked) != request_hash("optimize", asked)


@pytest.mark.parametrize(
    ("file", "settings"),
    [
        (replace(FILE, wanted=replace(FILE.wanted, source=Source("-- b"))), SETTINGS),
        (replace(FILE, wanted=replace(FILE.wanted, names=("t",))), SETTINGS),
        (replace(FILE, toolchain=replace(TOOLCHAIN, fingerprint="other")), SETTINGS),
        (FILE, replace(SETTINGS, rounds=5)),
        (FILE, replace(SETTINGS, candidates=101)),
        (FILE, replace(SETTINGS, metric="tokens")),
    ],
)
def test_any_difference_makes_another_request(file: RequestedFile, settings: Settings) -> None:
    assert request_hash("optimize", describe([file], settings)) != request_hash(
        "optimize", describe([FILE], SETTINGS)
    )


def test_targets_of_one_file_are_taken_together(tmp_path: Path) -> None:
    one, two = tmp_path / "1.lean", tmp_path / "2.lean"
    for path in (one, two):
        path.write_text("-- text\n", encoding="utf-8")
    files = read_targets([Target(one, "b"), Target(two, None), Target(one, "a"), Target(one, "b")])
    assert [(file.path, file.names) for file in files] == [(one, ("b", "a")), (two, ())]


def test_a_file_spelled_in_two_ways_is_one_file(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    path = tmp_path / "1.lean"
    path.write_text("-- text\n", encoding="utf-8")
    (file,) = read_targets([Target(path, "a"), Target(tmp_path / "sub" / ".." / "1.lean", "b")])
    assert (file.path, file.names) == (path, ("a", "b"))


def test_a_whole_file_includes_what_is_named_in_it(tmp_path: Path) -> None:
    path = tmp_path / "1.lean"
    path.write_text("-- text\n", encoding="utf-8")
    (file,) = read_targets([Target(path, "b"), Target(path, None)])
    assert file.names == ()


def test_one_process_at_a_time(tmp_path: Path) -> None:
    with hold_session(tmp_path, "calm-gem-0001"):
        with (
            pytest.raises(UserInputError, match="calm-gem-0001"),
            hold_session(tmp_path, "calm-gem-0001"),
        ):
            pytest.fail("two processes may not hold one session")
        with hold_session(tmp_path, "calm-gem-0002"):
            pass
    with hold_session(tmp_path, "calm-gem-0001"):
        pass
