"""Which pairs are written: none twice, none against another, in an order that is of content."""

from __future__ import annotations

import math
import random
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

import pytest

from tools.training_data.records import ORIGINAL, Answer, Example, Preference, Task
from tools.training_data.selecting import (
    CONTRADICTED,
    REPEATED,
    SAME,
    examples,
    kept,
    place,
    sampled,
    weighted,
)

Make = Callable[..., Preference]


def told(preferences: tuple[Preference, ...]) -> list[tuple[str, str]]:
    """Which text was preferred to which."""
    return [
        tuple(one.completion.split("\n")[1] for one in (pair.chosen, pair.rejected))  # type: ignore[misc]
        for pair in preferences
    ]


def test_a_pair_is_kept_once_from_its_earliest_round(make: Make) -> None:
    found = kept([make("a", "b", round=3), make("a", "b", round=2), make("a", "c", round=2)])
    assert told(found.preferences) == [("a", "b"), ("a", "c")]
    assert [one.round for one in found.preferences] == [2, 2]
    assert found.left_out == Counter({REPEATED: 1})


def test_the_same_pair_of_another_task_is_another_pair(make: Make) -> None:
    other = Task("t", "problem t", "F.lean", "lean-4", "modularity", "prompt 2")
    found = kept([make("a", "b"), make("b", "a", task=other)])
    assert len(found.preferences) == 2
    assert not found.left_out


def test_an_answer_is_not_better_than_itself(make: Make) -> None:
    found = kept([make("a", "a")])
    assert (found.preferences, found.left_out) == ((), Counter({SAME: 1}))


def test_people_overrule_a_collection(make: Make) -> None:
    human = {"source": "human", "rule": "accepted", "round": None}
    found = kept([make("a", "b"), make("b", "a", **human), make("a", "b", round=2)])
    assert told(found.preferences) == [("b", "a")]
    assert found.preferences[0].source == "human"
    assert found.left_out == Counter({CONTRADICTED: 2})
    agreed = kept([make("a", "b"), make("a", "b", **human)])
    assert [one.source for one in agreed.preferences] == ["human"]
    assert agreed.left_out == Counter({REPEATED: 1})


@pytest.mark.parametrize("source", ["human", "collection"])
def test_of_two_minds_is_no_preference(make: Make, source: str) -> None:
    found = kept([make("a", "b", source=source), make("b", "a", source=source, round=2)])
    assert (found.preferences, found.left_out) == ((), Counter({CONTRADICTED: 2}))


def test_examples_are_winners_and_what_people_accepted_but_no_original(make: Make) -> None:
    original = Answer("<proof>\no\n</proof>", "hash of o", "verified", 0.0, ORIGINAL)
    said = {"source": "human", "round": None}
    found = examples(
        [
            *(make("b", "c", rule="better-worse"), make("b", "d"), make("a", "d", round=2)),
            *(make("z", "x", rule="accepted", **said), make("kept", "x", rule="rejected", **said)),
            replace(make("o", "x", rule="accepted", **said), chosen=original),
        ]
    )
    assert [(one.answer.completion.split("\n")[1], one.rule, one.round) for one in found] == [
        ("z", "accepted", None),
        ("b", "winner", 1),
        ("a", "winner", 2),
    ]


def scored(theorem: str, text: str, score: float | None) -> Example:
    task = Task(theorem, f"problem {theorem}", "F.lean", "lean-4", "length", "prompt")
    answer = Answer(text, f"hash of {text}", "verified", score, "symbolic")
    return Example(task, answer, "collection", "winner", 1)


def test_weights_are_the_softmax_of_the_scores_of_a_theorem() -> None:
    found = weighted([scored("s", "a", 2.0), scored("s", "b", 0.0), scored("t", "c", 5.0)])
    first = math.exp(2) / (math.exp(2) + 1)
    assert [one.weight for one in found] == pytest.approx([first, 1 - first, 1.0])


def test_what_nobody_measured_weighs_like_the_original() -> None:
    found = weighted([scored("s", "a", None), scored("s", "b", 0.0)])
    assert [one.weight for one in found] == [0.5, 0.5]


@pytest.mark.parametrize("scores", [[0.0], [-3, 8, 8, 2.5], [1e6, -1e6, 0], [700, 701, 0, 5e300]])
def test_weights_sum_up_to_one_and_rise_with_the_score(scores: list[float]) -> None:
    found = weighted([scored("s", str(number), score) for number, score in enumerate(scores)])
    assert math.fsum(one.weight for one in found) == pytest.approx(1)
    ranked = sorted(found, key=lambda one: one.answer.score or 0.0)
    weights = [one.weight for one in ranked]
    assert weights == sorted(weights)


def many(make: Make) -> list[Preference]:
    return [
        make(f"a{one}", f"b{other}", round=1 + one % 2) for one in range(6) for other in range(4)
    ]


@pytest.mark.parametrize("limit", [None, 0, 1, 7, 24, 100])
def test_drawing_depends_on_seed_and_content_only(make: Make, limit: int | None) -> None:
    ones = many(make)
    first = sampled(kept(ones).preferences, limit, seed=3)
    random.Random(1).shuffle(ones)
    assert sampled(kept(ones).preferences, limit, seed=3) == first
    assert len(first) == (24 if limit is None else min(limit, 24))
    assert list(first) == sorted(first, key=place)


def test_another_seed_draws_others(make: Make) -> None:
    ones = kept(many(make)).preferences
    drawn = {sampled(ones, 8, seed) for seed in range(12)}
    assert len(drawn) == 12
    assert {one for of_seed in drawn for one in of_seed} == set(ones)
