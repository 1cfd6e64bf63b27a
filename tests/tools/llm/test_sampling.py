from __future__ import annotations

import json
from typing import Any

import pytest

from tools.errors import UserInputError
from tools.llm.sampling import Sampling, Schedule


@pytest.mark.parametrize(
    "wrong",
    [
        {"n": 0}, {"temperature": -0.1}, {"temperature": float("nan")},
        {"temperature": float("inf")}, {"top_p": 0.0}, {"top_p": 1.1}, {"max_tokens": 0},
        {"stop": ("",)},
    ],
)  # fmt: skip
def test_what_a_server_would_refuse_is_refused_here(wrong: dict[str, Any]) -> None:
    with pytest.raises(UserInputError, match=next(iter(wrong))):
        Sampling(**wrong)


def test_settings_are_stored_as_json() -> None:
    record = Sampling(n=3, stop=("</proof>",), seed=7).to_json()
    assert json.loads(json.dumps(record)) == record
    assert record == {
        "n": 3, "temperature": 1.0, "top_p": 0.95, "max_tokens": 2048, "stop": ["</proof>"],
        "seed": 7,
    }  # fmt: skip


def test_the_temperature_rises_in_equal_steps() -> None:
    schedule = Schedule(rounds=5, first=1.0, last=1.4)
    rising = [schedule.at(number) for number in range(1, 6)]
    assert rising == pytest.approx([1.0, 1.1, 1.2, 1.3, 1.4])
    assert schedule.at(0) == 1.0
    assert schedule.at(9) == pytest.approx(1.4)


def test_a_single_round_has_the_first_temperature() -> None:
    assert Schedule(rounds=1, first=0.7, last=1.4).at(1) == 0.7
