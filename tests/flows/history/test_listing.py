"""How sessions really stand, and which one a name means."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from flows.history.listing import find_session, list_sessions, state_of
from flows.history.listing_view import print_sessions
from flows.session_lock import hold_session
from storage.repository import Repository
from tests.flows.history.made import make_session
from tools.errors import UserInputError


def test_a_session_that_nobody_works_on_was_interrupted(repository: Repository) -> None:
    session = repository.start_session("r", "optimize", "A.lean", {})
    assert state_of(repository, session) == "interrupted"
    with hold_session(repository.database.path.parent, session.id):
        assert state_of(repository, session) == "running"
        assert [one.state for one in list_sessions(repository)] == ["running"]
    repository.set_session_state(session.id, "stopped")
    assert [one.state for one in list_sessions(repository)] == ["stopped"]
    assert list_sessions(repository, kind="chat") == []


def test_a_name_may_be_cut_short_but_not_too_short(repository: Repository) -> None:
    names = [repository.start_session(str(n), "optimize", "A.lean", {}).id for n in range(3)]
    for name in names:
        assert find_session(repository, name).id == name
        assert find_session(repository, name[:-1]).id == name
    with pytest.raises(UserInputError, match="There is no session"):
        find_session(repository, "")
    wrong = f"{names[0][:-1]}x"
    with pytest.raises(UserInputError, match=f"there is .*{names[0]}.*burnish sessions"):
        find_session(repository, wrong)


def test_an_ambiguous_name_says_what_it_may_be(repository: Repository) -> None:
    names: dict[str, str] = {}
    for number in range(31):  # more than there are nouns, so that some begin alike
        name = repository.start_session(str(number), "optimize", "A.lean", {}).id
        first = name[0]
        if first in names:
            with pytest.raises(UserInputError, match="may be") as told:
                find_session(repository, first)
            assert "write more of its name" in str(told.value)
            return
        names[first] = name
    raise AssertionError("thirty-one names began with as many letters")


def _printed(repository: Repository, width: int, kind: str | None = None) -> str:
    console = Console(file=io.StringIO(), force_terminal=True, width=width, color_system=None)
    print_sessions(console, list_sessions(repository, kind=kind), 0, kind)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_a_narrow_terminal_shows_names_and_states_whole(repository: Repository) -> None:
    name = make_session(repository).session
    for width in (40, 60, 80, 120):
        told = _printed(repository, width)
        assert name in told
        assert "interrupted" in told
        assert all(len(line) <= width for line in told.splitlines())


def test_a_kind_of_which_there_is_none_is_named(repository: Repository) -> None:
    make_session(repository)
    assert _printed(repository, 80, "nonsense") == (
        "No session of the kind nonsense is stored here.\n"
    )
