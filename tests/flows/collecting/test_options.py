"""The options of a collection: as JSON, as words, and what of them decides about the results."""

from __future__ import annotations

import inspect
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from flows.collecting.asking import command_of
from flows.collecting.options import CollectOptions
from flows.commands.collect import collect
from flows.history.asking import command_line
from flows.modelling import SYMBOLIC, ModelOptions
from flows.objectives import read_objective
from storage.records import SessionRecord
from tools.iteration.rules import Rules

PLAIN = CollectOptions("library", None, rounds=1, search_rounds=12, candidates=48)
FULL = CollectOptions(
    "my library",
    "length",
    rounds=3,
    search_rounds=2,
    candidates=8,
    rules=Rules("join", 0.25, 0.8, 75.0, 2, 3, 1.5, 7),
    guards=("heartbeats<=1.1x", "depth<=original"),
    seconds=60,
    lean="embedded",
    after="some-session",
    model=ModelOptions(
        proposer="both",
        endpoint="http://localhost:1/v1",
        model="prover",
        adapter="round-1",
        samples=4,
        rounds=1,
        temperatures=(0.8, 1.2),
        seed=7,
        without="sketch",
        prompts=Path("mine"),
        stops=True,
    ),
)


@pytest.mark.parametrize("options", [PLAIN, FULL])
def test_options_survive_json(options: CollectOptions) -> None:
    assert CollectOptions.from_json(json.loads(json.dumps(options.to_json()))) == options


def line_of(options: CollectOptions) -> str | None:
    record = SessionRecord("s", "", "collect", "", {}, "finished", "", "", command_of(options))
    return command_line(record)


def test_a_session_knows_the_command_that_asked_for_it() -> None:
    plain = replace(PLAIN, model=ModelOptions(rounds=1, temperatures=(1.0, 1.0)))
    assert line_of(plain) == "burnish collect library"
    assert line_of(FULL) == (
        "burnish collect 'my library' --metric length --guard 'heartbeats<=1.1x' "
        "--guard 'depth<=original' --rounds 3 --after some-session --search-rounds 2 "
        "--candidates 8 --lean embedded --replay join --rho 0.25 --pi-max 0.8 --gamma 75 "
        "--winners 2 --losers 3 --human-weight 1.5 --seed 7 --proposer both --model prover "
        "--adapter round-1 --samples 4 --temperature 0.8-1.2 --without sketch --prompts mine "
        "--stop-at-tag"
    )


def test_the_defaults_of_the_command_are_those_of_the_rules() -> None:
    parameters = inspect.signature(collect).parameters
    for name, value in vars(Rules()).items():
        assert parameters[name].default == value, name


def test_time_and_place_decide_nothing_and_everything_else_does() -> None:
    wanted = read_objective("length")

    def described(options: CollectOptions) -> dict[str, Any]:
        return options.describe("corpus", wanted, SYMBOLIC)

    assert described(replace(PLAIN, seconds=1, lean="embedded")) == described(PLAIN)
    for other in (
        replace(PLAIN, rounds=2),
        replace(PLAIN, candidates=7),
        replace(PLAIN, after="x"),
        replace(PLAIN, rules=Rules(seed=1)),
        replace(PLAIN, rules=Rules(human_weight=1)),
    ):
        assert described(other) != described(PLAIN)
