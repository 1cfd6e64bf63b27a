"""Rows, cards, CSV and JSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from tools.evaluation.card import FIELDS, RunCard, differing
from tools.evaluation.report import report
from tools.evaluation.samples import TheoremSamples
from tools.evaluation.setting import Setting
from tools.evaluation.table import COLUMNS, CSV_COLUMNS, rows

MakeSetting = Callable[..., Setting]


def test_a_row_by_hand(make_setting: MakeSetting) -> None:
    setting = make_setting("a", {"t": [1.0, None], "u": [None, None], "v": [-1.0, 0.0], "w": [8.0]})
    one, two, three = rows(setting, [3, 1, 2, 2], seed=0)
    assert (one.k, one.theorems, one.short) == (1, 4, 0)
    assert one.improvement == pytest.approx(9 / 4)
    assert (one.improved, one.verified) == (0.5, 0.75)
    assert (two.k, two.theorems, two.short) == (2, 3, 1)
    assert two.improvement == pytest.approx(1 / 3)
    assert two.improved == pytest.approx(1 / 3)
    assert two.verified == pytest.approx(2 / 3)
    assert (two.candidates, two.readable, two.answer_tokens, two.lean_seconds) == (6, 6, 60, 3)
    assert two.improvement_low is not None
    assert two.improvement_high is not None
    assert 0 <= two.improvement_low <= 1 / 3 <= two.improvement_high <= 1
    assert (three.theorems, three.short, three.improvement, three.verified_low) == (
        0,
        4,
        None,
        None,
    )


def test_rows_do_not_depend_on_the_order_of_theorems(make_setting: MakeSetting) -> None:
    scores = {f"t{i}": [float(i), None] for i in range(9)}
    turned = dict(reversed(scores.items()))
    one, other = (make_setting("a", which) for which in (scores, turned))
    assert rows(one, [1, 2], 5) == rows(other, [1, 2], 5)


def test_a_theorem_is_there_once(
    make_theorem: Callable[..., TheoremSamples], make_card: Callable[..., RunCard]
) -> None:
    twice = (make_theorem("t", [1.0]), make_theorem("t", [2.0]))
    with pytest.raises(ValueError, match="a has t more than once"):
        Setting("a", "length", make_card(), twice)


def test_the_columns_are_stable() -> None:
    assert CSV_COLUMNS == (
        "setting", "metric", "estimator", "k", "theorems", "short",
        "improvement", "improvement_low", "improvement_high",
        "improved", "improved_low", "improved_high",
        "verified", "verified_low", "verified_high",
        "candidates", "readable", "prompt_tokens", "answer_tokens", "lean_seconds",
        "model", "adapter", "prompts_hash", "lean", "corpus_hash", "seed", "sampling",
        "proposer", "channels", "version",
    )  # fmt: skip


def test_csv_reads_back(make_setting: MakeSetting) -> None:
    name = 'with "quotes", commas\nand lines'
    found = report([make_setting(name, {"t": [1.0]}, adapter=None)], [1, 2], 0)
    read = list(csv.DictReader(io.StringIO(found.to_csv(), newline="")))
    assert [row["k"] for row in read] == ["1", "2"]
    assert read[0]["setting"] == name
    assert float(read[0]["improvement"]) == 1
    assert read[1]["improvement"] == read[0]["improvement_low"] == read[0]["adapter"] == ""
    assert json.loads(read[0]["sampling"]) == {"n": 4, "temperature": 1.0}
    assert json.loads(read[0]["channels"]) == ["context", "states"]


def test_csv_has_each_setting_with_its_own_card(make_setting: MakeSetting) -> None:
    found = report([make_setting("a", {}, model="one"), make_setting("b", {}, model="two")], [1], 0)
    read = csv.DictReader(io.StringIO(found.to_csv(), newline=""))
    assert [(row["setting"], row["model"]) for row in read] == [("a", "one"), ("b", "two")]


def test_json_is_plain_and_whole(make_setting: MakeSetting) -> None:
    scores = {"t": [1.0, 2.0], "u": [None, None]}
    found = report(
        [
            make_setting("a", scores, estimator="expected"),
            make_setting("b", scores, against="a", channels=("states",)),
        ],
        [2, 1, 4],
        3,
    )
    value = json.loads(json.dumps(found.to_json(), allow_nan=False))
    assert value["ks"] == [1, 2, 4]
    assert value["bootstrap"] == {"seed": 3, "resamples": 2000, "level": 0.95}
    assert [list(row) for row in value["rows"]] == [list(COLUMNS)] * 6
    assert value["settings"][0]["theorems"][0] == {
        "theorem": "t",
        "original": -9.0,
        "samples": 2,
        "verified": 2,
        "improvement": {"1": 1.5, "2": 2.0},
    }
    assert value["settings"][0]["estimator"] == "expected"
    assert value["settings"][1]["theorems"][0]["improvement"] == {"1": 1.0, "2": 2.0}
    (comparison,) = value["comparisons"]
    assert comparison["differing"] == ["channels"]
    # Nobody has four samples.
    assert (comparison["k"], comparison["theorems"], comparison["ties"]) == (2, 2, 2)
    assert "pairs" not in comparison
    assert RunCard.from_json(value["settings"][1]["card"]) == found.settings[1].card


def test_settings_are_compared_with_what_they_say(make_setting: MakeSetting) -> None:
    settings = [
        make_setting(name, {"t": [1.0]}, metric, against=against)
        for metric in ("length", "tokens")
        for name, against in (("a", ""), ("b", "a"), ("c", "b"))
    ]
    found = report(settings, [1], 0)
    assert found.metrics == ("length", "tokens")
    assert [(one.metric, one.first, one.second) for one in found.comparisons] == [
        ("length", "a", "b"),
        ("length", "b", "c"),
        ("tokens", "a", "b"),
        ("tokens", "b", "c"),
    ]
    with pytest.raises(ValueError, match="no a to compare b with"):
        report([make_setting("a", {}), make_setting("b", {}, "tokens", against="a")], [1], 0)


def test_a_search_that_ended_is_not_short(
    make_theorem: Callable[..., TheoremSamples], make_card: Callable[..., RunCard]
) -> None:
    ended = [
        replace(make_theorem("t", [1.0, 3.0]), exhausted=True),
        replace(make_theorem("u", []), exhausted=True),
        make_theorem("v", [2.0]),
    ]
    one, two, eight = rows(Setting("a", "length", make_card(), tuple(ended)), [1, 2, 8], 0)
    assert (one.theorems, one.improvement, one.candidates) == (3, 1.0, 2)
    assert (two.theorems, two.short, two.improvement, two.candidates) == (2, 1, 1.5, 2)
    assert replace(eight, k=2) == two
    assert eight.verified == 0.5


def test_prompts_and_sketches_are_paid_whatever_k(
    make_theorem: Callable[..., TheoremSamples], make_card: Callable[..., RunCard]
) -> None:
    dear = replace(make_theorem("t", [1.0, 3.0]), prompt_tokens=100, aside_tokens=7)
    one, two = rows(Setting("a", "length", make_card(), (dear,), "expected"), [1, 2], 0)
    assert (one.prompt_tokens, one.answer_tokens) == (100, 17)
    assert (two.prompt_tokens, two.answer_tokens) == (100, 27)


def test_one_theorem_with_few_samples_does_not_choose_k(make_setting: MakeSetting) -> None:
    long = {f"t{i}": [1.0] * 8 for i in range(9)}
    found = report([make_setting("a", {**long, "short": [1.0]})], [1, 8, 16], 0)
    assert found.largest("length") == 8
    assert report([make_setting("a", {"t": []})], [2, 4], 0).largest("length") == 2


def test_what_cannot_be_reported(make_setting: MakeSetting) -> None:
    setting = make_setting("a", {"t": [1.0]})
    for settings, ks, message in (
        ([], [1], "no setting"),
        ([setting], [], "k of 1 or more"),
        ([setting], [0, 1], "k of 1 or more"),
        ([setting, setting], [1], "same name and metric"),
    ):
        with pytest.raises(ValueError, match=message):
            report(settings, ks, 0)


def test_cards_survive_json_and_tell_their_differences(make_card: Callable[..., RunCard]) -> None:
    one = make_card()
    assert RunCard.from_json(json.loads(json.dumps(one.to_json()))) == one
    assert tuple(one.to_json()) == FIELDS
    others = [one, make_card(adapter="round-3"), make_card(seed=8)]
    assert differing(others) == ("adapter", "seed")
    assert differing([one]) == differing([]) == ()


def test_a_card_for_each_setting_and_more_where_metrics_have_their_own(
    make_setting: MakeSetting,
) -> None:
    settings = [
        make_setting("a", {}),
        make_setting("a", {}, "tokens"),
        make_setting("b", {}, adapter="for-length"),
        make_setting("b", {}, "tokens", adapter="for-tokens"),
    ]
    cards = report(settings, [1], 0).cards
    assert {name: card.adapter for name, card in cards.items()} == {
        "a": None,
        "b": "for-length",
        "b, tokens": "for-tokens",
    }
