"""The frame of the command line: help, versions, options anywhere, faults, logs, `doctor`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
import typer

from flows import cli
from flows.logging import bind_session, configure_logging
from tools.errors import LeanCrashed, StorageError, UserInputError

Burnish = Callable[..., Any]
Write = Callable[..., Path]


def test_help_is_quick() -> None:
    """Processor time of the best of three, so that a busy machine does not matter."""
    command = [sys.executable, "-c", "from flows.cli import main; main(['--help'])"]
    spent = []
    for _ in range(3):
        before = os.times()
        subprocess.run(command, check=True, capture_output=True)
        after = os.times()
        spent.append(
            after.children_user
            + after.children_system
            - before.children_user
            - before.children_system
        )
    assert min(spent) < 0.5


def test_every_command_has_help_with_an_example(burnish: Burnish) -> None:
    listed = burnish("--help")
    assert listed.status == 0
    for command in ("doctor", "check", "show", "optimize", "serve-model"):
        assert command in listed.out
        answer = burnish(command, "--help")
        assert answer.status == 0
        assert f"Example: burnish {command}" in answer.out


def test_the_version_is_said(burnish: Burnish) -> None:
    answer = burnish("--version")
    assert (answer.status, answer.out.startswith("burnish 0.")) == (0, True)


def test_wrong_usage_is_status_2(burnish: Burnish) -> None:
    for arguments in ((), ("polish",), ("check",), ("check", "--nonsense", "File.lean")):
        answer = burnish(*arguments)
        assert answer.status == 2
        assert "Traceback" not in answer.err


def test_a_setting_out_of_range_is_named(burnish: Burnish, lean_file: Write) -> None:
    path = lean_file("theorem t : True := trivial\n")
    answer = burnish("check", path, BURNISH_LEAN_SECONDS="soon")
    assert answer.status == 2
    assert "BURNISH_LEAN_SECONDS" in answer.err


def test_doctor_says_what_is_used_and_why(burnish_process: Burnish) -> None:
    answer = burnish_process("doctor")
    assert answer.status == 0
    for word in ("embedded", "why", "Protections", "Cache", "Database", "Python", "langgraph"):
        assert word in answer.out


def test_doctor_as_json(burnish: Burnish, tmp_path: Path) -> None:
    report = burnish("doctor", "--json").json
    assert report["lean"]["origin"] == "embedded"
    assert report["lean"]["problem"] is None
    assert report["lean"]["fingerprint"].startswith("embedded-4.")
    assert report["lean"]["library"] is not None
    assert report["database"]["file"] == str(tmp_path / ".burnish" / "burnish.db")
    assert not (tmp_path / ".burnish").exists()
    assert report["packages"]["pydantic"]


def test_doctor_says_that_the_library_is_not_built_and_builds_nothing(
    burnish: Burnish, tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    report = burnish("doctor", "--json", BURNISH_CACHE=str(cache)).json
    assert report["lean"]["library"] is None
    assert not cache.exists()


def test_doctor_says_how_lean_is_confined(burnish: Burnish) -> None:
    report = burnish("doctor", "--json").json["protections"]
    assert report["active"].keys() == {
        "files", "network", "processes", "memory", "cpu", "file_size",
    }  # fmt: skip
    assert report["confining"] == all(
        report["active"][name]["by"] for name in ("files", "network", "processes")
    )
    assert bool(report["changes"]) != report["confining"]


def test_doctor_says_that_confinement_is_switched_off(burnish: Burnish) -> None:
    answer = burnish("doctor", BURNISH_SANDBOX="off")
    assert answer.status == 0
    assert "Lean is not confined" in answer.out
    assert "unset BURNISH_SANDBOX" in answer.out
    answer = burnish("doctor", BURNISH_SANDBOX="perhaps")
    assert answer.status == 2
    assert "neither `on` nor `off`" in answer.out


def test_doctor_reports_a_lean_that_cannot_be_used(burnish: Burnish) -> None:
    answer = burnish("doctor", "--lean", "/no/such/lean")
    assert answer.status == 2
    assert "/no/such/lean" in answer.out


def test_global_options_may_stand_anywhere(burnish: Burnish, lean_file: Write) -> None:
    path = lean_file("theorem t : 1 = 1 := rfl\n")
    for arguments in (("-v", "check", path), ("check", path, "-v"), ("check", "-vv", path)):
        assert burnish(*arguments).status == 0


@pytest.fixture
def failing() -> Iterator[Callable[[BaseException], None]]:
    """Adds a command `fail` that raises what it is given."""
    raised: list[BaseException] = []

    def fail() -> None:
        raise raised[-1]

    cli.app.command("fail")(fail)
    yield raised.append
    cli.app.registered_commands.pop()


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (UserInputError("bad file"), 2),
        (StorageError("disk full"), 3),
        (LeanCrashed("Lean crashed", ["lean"], -11, "stack overflow"), 3),
        (RuntimeError("surprise"), 3),
        (KeyboardInterrupt(), 130),
        (typer.Exit(1), 1),
    ],
)
def test_failures_become_a_message_and_a_status(
    failing: Callable[[BaseException], None],
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    status: int,
) -> None:
    failing(error)
    with pytest.raises(SystemExit) as left:
        cli.main(["fail"])
    assert left.value.code == status
    shown = capsys.readouterr().err
    assert "Traceback" not in shown
    if not isinstance(error, typer.Exit | KeyboardInterrupt):
        assert str(error).splitlines()[0] in shown


def test_the_traceback_is_there_when_asked_for(
    failing: Callable[[BaseException], None], capsys: pytest.CaptureFixture[str]
) -> None:
    failing(RuntimeError("surprise"))
    with pytest.raises(SystemExit):
        cli.main(["fail", "-v"])
    assert "Traceback" in capsys.readouterr().err


def test_log_lines_carry_the_session(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(1, as_json=True, color=False)
    with structlog.contextvars.bound_contextvars():
        bind_session("brisk-lemma-7f3a")
        structlog.get_logger("burnish").info("judged", candidates=3)
        structlog.get_logger("burnish").debug("not shown")
        structlog.contextvars.unbind_contextvars("session")
    (line,) = capsys.readouterr().err.splitlines()
    record = json.loads(line)
    assert record["session"] == "brisk-lemma-7f3a"
    assert (record["event"], record["candidates"], record["level"]) == ("judged", 3, "info")


def test_logs_are_quiet_by_default_and_without_local_variables(
    capsys: pytest.CaptureFixture[str],
) -> None:
    configure_logging(0, as_json=False, color=False)
    log = structlog.get_logger("burnish")
    log.info("not shown")
    key = "very-secret"
    try:
        raise ValueError(len(key))
    except ValueError:
        log.exception("failed")
    shown = capsys.readouterr().err
    assert "not shown" not in shown
    assert "ValueError" in shown
    assert key not in shown.replace('key = "very-secret"', "")


def test_a_reader_that_leaves_is_no_fault(lean_file: Write, toolchain: object) -> None:
    path = lean_file("".join(f"theorem t{i} : {i} = {i} := rfl\n" for i in range(50)))
    command = f"{sys.executable} -c 'from flows.cli import main; main()' check {path} | head -n 1"
    started = time.monotonic()
    run = subprocess.run(
        ["/bin/sh", "-c", command],
        env={**os.environ, "BURNISH_LEAN": "embedded"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in run.stderr
    assert time.monotonic() - started < 60
