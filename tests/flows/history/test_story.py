"""The story of a session and its hand-off, from rows alone."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from rich.console import Console

from flows.history.handoff import hand_off
from flows.history.handoff_view import print_hand_off
from flows.history.story import story
from flows.history.story_view import print_story
from storage.repository import Repository
from tests.flows.history.made import HEAD, Stored
from tools.errors import UserInputError


def test_the_rounds_are_told(stored: Stored) -> None:
    (told,) = story(stored.repository, stored.session).theorems
    first, second = told.rounds
    assert (first.tally.attempts, first.tally.verified, first.tally.rejected) == (3, 1, 2)
    assert (second.tally.rejected, second.tally.inconclusive, second.tally.unjudged) == (1, 1, 1)
    assert [(one.way, one.tally.attempts) for one in first.ways] == [
        ("close_goal", 2),
        ("inline_have", 1),
    ]
    said = {one.text: (one.attempt, one.line, one.code) for one in first.complaints}
    # The first line of what Lean said, and the line of the attempt that it was about.
    assert said["omega could not prove the goal:"] == (stored.attempts[1], 2, "omega")
    assert said["Unknown identifier `h`"] == (stored.attempts[2], 3, "h")
    (step,) = told.steps
    assert (step.round, step.attempt, step.way) == (1, stored.attempts[0], "close_goal")
    assert step.score == (-1.0,)


def test_a_killed_session_says_what_it_had(stored: Stored) -> None:
    told = story(stored.repository, stored.session)
    assert told.state == "interrupted"
    assert "the process that worked on it is gone" in told.reason
    (one,) = told.theorems
    assert one.result is None
    assert not one.is_confirmed
    assert one.proof == f"{HEAD}:= trivial"
    assert one.values == {"length": -1.0}
    handed = hand_off(stored.repository, stored.session)
    assert [each.command for each in handed.advice] == [f"burnish sessions resume {stored.session}"]
    shown = _shown(stored)
    assert "not confirmed in its file yet" in shown
    assert "length -3" not in shown  # nobody has said so yet


def test_a_spent_budget_hands_on(stored: Stored) -> None:
    stored.finish(finished=False, note="the time budget of 5 s is spent")
    stored.end("stopped", "the time budget of 5 s is spent")
    handed = hand_off(stored.repository, stored.session)
    (one,) = handed.theorems
    assert one.is_confirmed
    assert (one.before, one.after, one.proof) == (-3.0, -1.0, f"{HEAD}:= trivial")
    # A way that worked once is not among those without success.
    assert [each.way for each in one.failures] == ["inline_have", "model"]
    assert one.failures[1].complaint == "Unknown identifier `k`"
    commands = [each.command for each in handed.advice]
    assert commands[0] == f"burnish sessions resume {stored.session} --seconds 10"
    assert f"burnish sessions resume {stored.session} --write" in commands
    assert json.loads(json.dumps(handed.to_json()))["session"] == stored.session
    shown = _shown(stored)
    assert "Why it stopped: the time budget of 5 s is spent" in shown
    assert "best: -1 by close_goal" in shown
    assert "+theorem t : True := trivial" in shown


@pytest.mark.parametrize(
    ("note", "command"),
    [
        ("the budget of rounds is spent", "fork {} --rounds 4"),
        ("nothing is left to try", "fork {} --proposer both --endpoint URL"),
    ],
)
def test_a_finished_session_says_what_may_still_help(
    stored: Stored, note: str, command: str
) -> None:
    stored.finish(note=note)
    stored.end("finished", "")
    advice = hand_off(stored.repository, stored.session).advice
    assert f"burnish sessions {command.format(stored.session)}" in [one.command for one in advice]


def test_what_cannot_be_better_needs_nothing_but_writing(stored: Stored) -> None:
    stored.finish(note="the metric cannot get better")
    stored.end("finished", "")
    (one,) = hand_off(stored.repository, stored.session).advice
    assert one.command == f"burnish sessions resume {stored.session} --write"


def test_a_crash_between_two_stretches_is_told(stored: Stored) -> None:
    stored.repository.record_event(stored.session, "begun", {"version": "0", "theorems": 1})
    stored.finish()
    stored.end("finished", "")
    told = story(stored.repository, stored.session)
    assert [one.ended is None for one in told.stretches] == [True, False]
    assert told.reason == ""
    assert "worked on 2 times (1 of them broken off)" in _shown(stored)


def test_passes_of_older_versions_tell_less(stored: Stored) -> None:
    with stored.repository.database.transaction() as db:
        db.conn.execute("UPDATE events SET data = json_remove(data, '$.problem', '$.best')")
    (one,) = story(stored.repository, stored.session).theorems
    (step,) = one.steps
    assert (step.round, step.attempt, step.way) == (1, 0, "")
    assert one.best is None
    assert one.proof == one.original


def test_one_theorem_by_the_end_of_its_name(stored: Stored) -> None:
    told = story(stored.repository, stored.session)
    assert told.only("t").theorems == told.theorems
    with pytest.raises(UserInputError, match="no theorem tt; there is t"):
        told.only("tt")
    long = replace(told, theorems=(replace(told.theorems[0], theorem="A.Long.Namespace.gauss"),))
    with pytest.raises(UserInputError, match=r"there is A\.Long\.Namespace\.gauss"):
        long.only("gaus")


def test_what_others_wrote_cannot_paint_the_terminal(stored: Stored) -> None:
    with stored.repository.transaction(), stored.repository.database.transaction() as db:
        db.conn.execute("UPDATE attempts SET proof = proof || char(27) || '[2J'")
        db.conn.execute(
            "UPDATE verdicts SET diagnostics = replace(diagnostics, 'omega', '\\u001b[31m')"
        )
    assert "\x1b" not in _shown(stored)


def test_a_chat_is_told_as_it_was_said(repository: Repository) -> None:
    command = {"command": "chat", "targets": ["A.lean:t"], "options": {"metric": None}}
    chat = repository.start_session("c", "chat", "A.lean", {}, command=command).id
    repository.messages.record(chat, 1, "user", "command", "/shorter")
    repository.messages.record(chat, 1, "burnish", "verified", "1 tactic\x1b less.")
    turn = repository.start_session("t", "turn", "A.lean", {}, parent=chat, note="turn 1")
    repository.set_session_state(chat, "stopped")
    told = story(repository, chat)
    assert [one.overview.record.id for one in told.parts] == [turn.id]
    assert told.children == ()
    handed = hand_off(repository, chat)
    assert [one.command for one in handed.advice] == ["burnish chat A.lean:t"]
    shown = _shown(Stored(repository, chat, "", []))
    assert "1> /shorter" in shown
    assert r"1 tactic\x1b less." in shown
    assert f"turn 1  {turn.id}" in shown


def _shown(stored: Stored) -> str:
    console = Console(width=100, markup=False, highlight=False, emoji=False, no_color=True)
    told = story(stored.repository, stored.session)
    with console.capture() as captured:
        print_story(console, told)
        print_hand_off(console, hand_off(stored.repository, stored.session))
    return captured.get()
