"""Sums, orders and guards as one objective."""

from __future__ import annotations

import pytest

from tools.errors import UserInputError
from tools.metrics import METRICS
from tools.metrics.combine import parse_objective

SHORT = {"length": -2.0, "heartbeats": -500.0, "modularity": 0.0, "completion": 1.0}
LONG = {"length": -4.0, "heartbeats": -100.0, "modularity": 2.0, "completion": 1.0}


def test_one_metric() -> None:
    objective = parse_objective("length", METRICS)
    assert objective.metrics == ("length",)
    assert objective.key(SHORT) == (-2.0,)
    assert objective.key(SHORT) > objective.key(LONG)


def test_a_weighted_sum() -> None:
    objective = parse_objective("length + 2*modularity - 0.5*completion", METRICS)
    assert objective.metrics == ("length", "modularity", "completion")
    assert objective.key(LONG) == (-4.0 + 4.0 - 0.5,)
    assert objective.key(LONG) > objective.key(SHORT)


def test_an_order_of_importance() -> None:
    objective = parse_objective("length,heartbeats", METRICS)
    slow = {**SHORT, "heartbeats": -900.0}
    assert objective.key(SHORT) > objective.key(slow) > objective.key({**LONG, "heartbeats": 0.0})


def test_broken_guards_are_told() -> None:
    objective = parse_objective("length", METRICS, ["heartbeats<=1.1x", "modularity>=original"])
    assert objective.metrics == ("length", "heartbeats", "modularity")
    assert [guard.metric for guard in objective.broken(SHORT, LONG)] == ["heartbeats", "modularity"]
    fair = {"length": -2.0, "heartbeats": -110.0, "modularity": 2.0}
    assert objective.broken(fair, LONG) == ()


def test_what_cannot_get_better() -> None:
    assert parse_objective("length", METRICS).is_optimal({"length": -1.0}, METRICS)
    assert not parse_objective("length", METRICS).is_optimal({"length": -2.0}, METRICS)
    both = parse_objective("2*length+tokens,dependency", METRICS)
    assert both.is_optimal({"length": -1.0, "tokens": -1.0, "dependency": 0.0}, METRICS)
    assert not both.is_optimal({"length": -1.0, "tokens": -1.0, "dependency": -1.0}, METRICS)
    for text in ("modularity", "length+modularity", "length-tokens"):
        values = dict.fromkeys(METRICS, 100.0)
        assert not parse_objective(text, METRICS).is_optimal(values, METRICS)


@pytest.mark.parametrize("text", ["", "length,", "length+", "2*", "+", "2", "length 2*tokens", "*"])
def test_what_is_no_combination(text: str) -> None:
    with pytest.raises(UserInputError, match="Write for instance length"):
        parse_objective(text, METRICS)


def test_an_unknown_metric_is_named() -> None:
    with pytest.raises(UserInputError, match="names beauty, which is no metric here"):
        parse_objective("length+beauty", METRICS)
