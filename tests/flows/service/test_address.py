"""Where the server is, and who may log in."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from flows.service.address import (
    Address,
    address_of,
    forget,
    is_loopback,
    known_address,
    remember,
    service_folder,
)
from flows.service.environment import merged, server_variables
from flows.service.server import login_file, read_login
from tools.errors import UserInputError

SECRET = "burnish:k1tten"


def test_the_server_of_the_folder_is_found_until_it_has_ended(tmp_path: Path) -> None:
    here = Address("http://127.0.0.1:4200/api", SECRET)
    remember(tmp_path, here)
    assert known_address(tmp_path, {}) == here
    (kept,) = service_folder(tmp_path).iterdir()
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    forget(tmp_path)
    with pytest.raises(UserInputError, match="burnish server"):
        known_address(tmp_path, {})


def test_the_environment_names_another_server(tmp_path: Path) -> None:
    remember(tmp_path, Address("http://127.0.0.1:4200/api"))
    named = {"PREFECT_API_URL": "https://lean.example/api/", "PREFECT_API_AUTH_STRING": SECRET}
    assert known_address(tmp_path, named) == Address("https://lean.example/api", SECRET)
    with pytest.raises(UserInputError, match="PREFECT_API_URL"):
        known_address(tmp_path, {"PREFECT_API_URL": "lean.example"})


@pytest.mark.parametrize("text", ["", "[]", '{"url": 1}'])
def test_a_damaged_note_of_the_address_is_said(tmp_path: Path, text: str) -> None:
    remember(tmp_path, Address("http://127.0.0.1:4200/api"))
    next(service_folder(tmp_path).iterdir()).write_text(text, encoding="utf-8")
    with pytest.raises(UserInputError, match=r"address\.json"):
        known_address(tmp_path, {})


def test_a_password_is_made_only_where_the_network_can_reach_the_server(tmp_path: Path) -> None:
    assert read_login(tmp_path, "127.0.0.1", None) is None
    made = read_login(tmp_path, "0.0.0.0", None)
    assert made is not None
    assert len(made) > len("burnish:") + 16
    assert read_login(tmp_path, "0.0.0.0", None) == made
    assert stat.S_IMODE(login_file(tmp_path).stat().st_mode) == 0o600


@pytest.mark.parametrize("host", ["127.0.0.1", "127.8.9.10", "localhost", "::1"])
def test_what_only_this_machine_reaches(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "10.0.0.1", "127.lean.example", "lean"])
def test_what_the_network_may_reach(host: str) -> None:
    assert not is_loopback(host)


def test_a_password_can_be_given_in_a_file(tmp_path: Path) -> None:
    given = tmp_path / "password"
    given.write_text("k1tten\n", encoding="utf-8")
    assert read_login(tmp_path, "127.0.0.1", given) == SECRET
    given.write_text("ada:k1tten\n", encoding="utf-8")
    assert read_login(tmp_path, "127.0.0.1", given) == "ada:k1tten"
    for bad in ("", "two\nlines"):
        given.write_text(bad, encoding="utf-8")
        with pytest.raises(UserInputError, match="one line"):
            read_login(tmp_path, "127.0.0.1", given)
    with pytest.raises(UserInputError, match="cannot be read"):
        read_login(tmp_path, "127.0.0.1", tmp_path / "nothing")


def test_no_password_is_printed() -> None:
    assert "k1tten" not in repr(address_of("0.0.0.0", 4200, SECRET))


def test_the_servers_own_address_wins_over_the_environments(tmp_path: Path) -> None:
    here = address_of("127.0.0.1", 4321, None)
    theirs = {
        "PREFECT_API_URL": "https://elsewhere.example/api",
        "PREFECT_API_AUTH_STRING": SECRET,
        "PREFECT_RUNNER_POLL_FREQUENCY": "9",
        "PATH": "/bin",
    }
    told = merged(theirs, server_variables(tmp_path, here))
    assert told["PREFECT_API_URL"] == here.url
    assert "PREFECT_API_AUTH_STRING" not in told
    assert told["PREFECT_RUNNER_POLL_FREQUENCY"] == "9"
    assert told["PREFECT_SERVER_CORS_ALLOWED_ORIGINS"] == "http://127.0.0.1:4321"
    assert told["PATH"] == "/bin"
