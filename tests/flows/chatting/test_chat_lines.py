"""When a turn is whole, and what can be typed next."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from agents.chat.outcome import Change, Miss, Outcome
from flows.chatting.chat import Played
from flows.chatting.completion import ChatCompleter
from flows.chatting.lines import is_whole, turns_of
from flows.chatting.rendering import print_played


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("/undo", True),
        ("avoid omega", True),
        ("by simp", True),
        ("by", False),
        ("theorem a : True :=", False),
        ("by\n  simp", False),
        ("by\n  simp\n", True),
        ("```lean", False),
        ("```\nsimp", False),
        ("```\nsimp\n```", True),
        ("/try simp =>", True),
    ],
)
def test_enter_ends_a_turn_that_is_whole(text: str, whole: bool) -> None:
    assert is_whole(text) is whole


def test_what_was_pasted_is_whole() -> None:
    assert is_whole("by\n  simp", pasted=True)
    assert not is_whole("```\nsimp", pasted=True)


def test_a_script_has_a_turn_a_line_and_blocks_between_fences() -> None:
    script = "# a note\n\n/show\n  why?\n```\nby\n  simp\n```\n#eval 1\n```\nnever closed"
    assert list(turns_of(script.split("\n"))) == [
        "/show",
        "why?",
        "```\nby\n  simp\n```",
        "#eval 1",
        "```\nnever closed",
    ]


@pytest.mark.parametrize(
    ("before", "typed", "offered"),
    [
        ("/un", "/un", ["/undo"]),
        ("/show s", "s", ["states"]),
        ("/improve dep", "dep", ["dependency", "depth"]),
        ("/try ome", "ome", ["omega"]),
        ("/inline h", "h", ["have", "hp"]),
        ("exact Nat.a", "Nat.a", ["Nat.add_zero"]),
        ("/undo h", "h", []),
        ("", "", []),
    ],
)
def test_what_can_come_next(before: str, typed: str, offered: list[str]) -> None:
    completer = ChatCompleter(["Nat.add_zero"], lambda: ["hp", "intro"])
    assert [word for word, _ in completer.offers(before, typed)] == offered


def shown(outcome: Outcome, width: int = 80) -> str:
    out = io.StringIO()
    console = Console(file=out, width=width, markup=False, highlight=False, emoji=False)
    print_played(console, Played(1, "said", "command", outcome, 1.0))
    return out.getvalue()


def test_a_verified_proof_shows_its_diff_and_every_metric() -> None:
    changes = (
        Change("length", -3, -1, -4, objective=True),
        Change("depth", -1, -2, -1, objective=False),
        Change("width", -1, -1, -1, objective=False),
    )
    outcome = Outcome(
        "verified", "It holds.", "t := by\n  a\n  b", "t := by\n  c", changes, ("propext",)
    )
    told = shown(outcome)
    assert told.splitlines()[0] == "✓ It holds."
    assert "axioms: propext" in told
    assert "  -  a\n" in told
    assert "  +  c\n" in told
    assert "*  length  -3  →  -1  +2" in told
    assert "   depth   -1  →  -2  -1" in told
    assert "unchanged: width -1" in told


def test_a_narrow_terminal_loses_nothing_of_a_metrics_name() -> None:
    changes = (Change("heartbeats", -16176, -11017, -1, objective=False),)
    told = shown(Outcome("information", "So.", changes=changes), width=38)
    assert "…" not in told
    assert "+5159" in told


def test_the_nearest_miss_points_at_the_users_own_line() -> None:
    diagnostic = {"severity": "error", "text": "unsolved\ngoals", "line": 2, "column": 2}
    miss = Miss("by\n  exact h\x1b[2J", "rejected", "unsolved", (diagnostic,))
    told = shown(Outcome("nothing", "No.", miss=miss))
    assert "line 2, column 3: unsolved" in told
    assert "│   exact h\\x1b[2J\n" in told
    assert told.rstrip().endswith("^")
    assert "\x1b" not in told


def test_no_verdict_is_not_called_a_failure() -> None:
    told = shown(Outcome("nothing", "No.", miss=Miss("by x", "inconclusive", "a limit")))
    assert "Lean gave no verdict on it: a limit" in told
