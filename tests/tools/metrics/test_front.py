"""The Pareto front."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.metrics import MetricFailed
from tools.metrics.front import Front, Member

_METRICS = ("length", "modularity", "heartbeats")
_small = st.integers(-3, 3).map(float)
_values = st.lists(st.tuples(_small, _small, _small), max_size=15)


def _front(values: list[tuple[float, ...]]) -> Front:
    front = Front(_METRICS)
    for key, one in enumerate(values):
        front = front.insert(key, dict(zip(_METRICS, one, strict=True)))
    return front


@given(_values)
def test_a_front_has_exactly_what_nothing_dominates(values: list[tuple[float, ...]]) -> None:
    front = _front(values)
    members = [Member(key, one) for key, one in enumerate(values)]
    best = {one.values for one in members if not any(o.dominates(one) for o in members)}
    assert {member.values for member in front.members} == best
    # Of equals the first one.
    assert all(values.index(member.values) == member.key for member in front.members)
    ordered = [member.values for member in front.members]
    assert ordered == sorted(ordered, reverse=True)


@given(_values)
def test_the_order_of_arrival_does_not_matter(values: list[tuple[float, ...]]) -> None:
    one, other = _front(values), _front(values[::-1])
    assert [m.values for m in one.members] == [m.values for m in other.members]


@given(_values)
def test_it_survives_json_and_further_proofs(values: list[tuple[float, ...]]) -> None:
    front = _front(values)
    assert Front.from_json(json.loads(json.dumps(front.to_json()))) == front
    again = front
    for member in front.members:
        again = again.insert("again", dict(zip(_METRICS, member.values, strict=True)))
    assert again == front


def test_what_was_not_measured_is_not_compared() -> None:
    with pytest.raises(MetricFailed, match="modularity has no value for 7"):
        Front(_METRICS).insert(7, {"length": -1.0, "heartbeats": -2.0})
