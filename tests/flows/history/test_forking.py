"""A session that starts from what another one tried."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.history.forking import ForkOptions, changed
from flows.modelling import ModelOptions
from flows.optimize import Options
from tests.flows.conftest import Burnish

TEXT = """\
theorem swap (p q : Prop) (h : p ∧ q) : q ∧ p := by
  have hp : p := h.left
  have hq : q := h.right
  constructor
  · exact hq
  · exact hp
"""


def _verdicts(folder: Path) -> dict[str, str]:
    """When each proof was judged."""
    connection = sqlite3.connect(folder / ".burnish" / "burnish.db")
    try:
        return dict(connection.execute("SELECT key, created_at FROM verdicts"))
    finally:
        connection.close()


@pytest.mark.long
def test_what_was_tried_is_taken_over(
    burnish: Burnish, lean_file: Callable[[str], Path], tmp_path: Path
) -> None:
    path = lean_file(TEXT)
    first = burnish("optimize", path.name, "--rounds", "1", "--candidates", "8", "--json").json
    session = first["session"]
    known = _verdicts(tmp_path)
    command = ("sessions", "fork", session, "--metric", "tokens", "--seconds", "60", "--json")
    forked = burnish(*command).json
    assert forked["session"] != session
    (result,) = forked["results"]
    # The file's own proof stays the one that is compared with, by the fork's metric.
    assert result["original"] == TEXT.rstrip()
    assert result["metric"] == "tokens"
    assert result["after"] > result["before"]
    after = _verdicts(tmp_path)
    assert known.items() <= after.items()
    told = burnish("sessions", "show", forked["session"], "--json").json
    tried = first["results"][0]["candidates"]
    assert (told["parent"], told["parent_note"]) == (session, f"after {tried} attempts")
    (theorem,) = told["theorems"]
    taken, *own = theorem["rounds"]
    assert (taken["number"], taken["tally"]["attempts"]) == (0, tried)
    assert own
    # The same fork again is the same session; what the parent says has not changed.
    again = burnish(*command).json
    assert (again["session"], again["lean_calls"]) == (forked["session"], 0)
    assert burnish("sessions", "show", session, "--json").json["children"] == [forked["session"]]
    assert burnish("sessions", "resume", forked["session"], "--json").json["lean_calls"] == 0
    # A fork that had no time takes over when it is resumed, and shows how it was asked for.
    waiting = burnish(*command[:3], "--metric", "depth", "--seconds", "0", "--json").json
    later = burnish("sessions", "resume", waiting["session"], "--seconds", "60", "--json").json
    assert later["finished"]
    told = burnish("sessions", "show", waiting["session"], "--json").json
    assert told["theorems"][0]["rounds"][0]["tally"]["attempts"] == tried
    assert told["command"].startswith(f"burnish sessions fork {session} --metric depth")
    early = burnish("sessions", "fork", session, "--round", "0", "--seconds", "0", "--json").json
    assert burnish("sessions", "show", early["session"], "--json").json["tally"]["attempts"] == 0
    for wrong, said in (
        (("--at", "99999"), "has no attempt 99999"),
        (("--round", "9"), "has no round 9"),
        (("--at", "1", "--round", "1"), "give one of them"),
    ):
        answer = burnish("sessions", "fork", session, *wrong)
        assert answer.status == 2
        assert said in answer.err


OPTIONS = Options(
    metric=None,
    rounds=3,
    candidates=8,
    seconds=5.0,
    write=True,
    lean=None,
    pareto="length,depth",
    model=ModelOptions(proposer="symbolic"),
)


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"rounds": 9}, {"rounds": 9, "pareto": "length,depth", "write": False}),
        # The front said what is better; another metric says it now.
        ({"metric": "tokens"}, {"metric": "tokens", "pareto": None}),
        ({"write": True}, {"write": True}),
    ],
)
def test_what_is_not_said_is_as_it_was(
    asked: dict[str, object], expected: dict[str, object]
) -> None:
    options = changed(OPTIONS, ForkOptions(changes=asked))
    assert {name: getattr(options, name) for name in expected} == expected
    assert options.model == OPTIONS.model


def test_a_model_can_be_asked_where_none_was() -> None:
    asked = ForkOptions(model_changes={"endpoint": "http://here/v1", "samples": 4})
    model = changed(OPTIONS, asked).model
    assert (model.proposer, model.endpoint, model.samples) == ("both", "http://here/v1", 4)
