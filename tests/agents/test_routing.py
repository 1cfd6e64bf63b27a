"""Routers are pure: decisions in, places out, with neither Lean nor a model."""

from __future__ import annotations

import typing

import pytest

from agents.routing import after_critic, after_sketcher
from agents.state import Decision, State, initial_state, seeded


def _decided(decision: Decision) -> State:
    state = initial_state("brisk-lemma-0001", "p", [-3.0])
    state["decision"] = decision
    return state


@pytest.mark.parametrize(
    ("decision", "place"),
    [("next_round", "rewriter"), ("restructure", "structurer"), ("stop", "stop")],
)
def test_a_decision_leads_to_its_place(decision: Decision, place: str) -> None:
    assert after_critic(_decided(decision)) == place


def test_every_decision_has_a_place() -> None:
    places = typing.get_args(typing.get_type_hints(after_critic)["return"])
    reached = {after_critic(_decided(decision)) for decision in typing.get_args(Decision)}
    assert reached == set(places)


def test_given_attempts_are_judged_before_anything_is_proposed() -> None:
    fresh = initial_state("brisk-lemma-0001", "p", [-3.0])
    assert after_sketcher(fresh) == "structurer"
    assert after_sketcher(seeded(fresh, [7])) == "verifier"
