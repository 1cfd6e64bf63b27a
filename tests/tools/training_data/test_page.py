"""The page of a data card: front matter that hubs read, and hostile names that change nothing."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tools.training_data.card import (
    METHOD,
    UNKNOWN_LICENCE,
    Card,
    CollectionCard,
    DataFile,
    ModelCount,
    PromptCard,
    SplitCount,
)
from tools.training_data.page import page
from tools.training_data.statistics import Counts, PerTheorem

HOSTILE = "x` | <script>\n# Own heading\n---\nlicense: mit\x1b[2J\u202e"


def counts(rule: str) -> Counts:
    return Counts(
        rows=3,
        theorems=2,
        per_theorem=PerTheorem(1, 1.5, 1.5, 2, {"1": 1, "2": 1}),
        by_rule={rule: 3},
        by_round={"1": 3},
        by_source={"collection": 3},
        by_metric={"length": 3},
        by_proposer={"symbolic": 3},
        longest_prompt=900,
        longest_answer=80,
    )


CARD = Card(
    burnish="1.0",
    licence="Apache-2.0",
    seed=4,
    limit=None,
    human="include",
    files=(
        DataFile("preference-plain.jsonl", "preference", "plain", "jsonl", 3, 10, "ab" * 32),
        DataFile("preference-plain.parquet", "preference", "plain", "parquet", 3, 10, "cd" * 32),
        DataFile("sft-plain.jsonl", "sft", "plain", "jsonl", 3, 10, "ef" * 32),
    ),
    counts={"preference": counts("winner-loser"), "sft": counts("winner")},
    left_out={"the same pair again": 2},
    collections=(
        CollectionCard(
            *(
                "calm-lemma-0001",
                "finished",
                "2026-01-01",
                "demo",
                "00" * 32,
                "folder",
                "burnish-1",
            ),
            {"validation": 0.1, "test": 0.1},
            {"train": SplitCount(2, 3), "validation": SplitCount(1, 1), "test": SplitCount(1, 2)},
            *(3, {"1": 5}, {"gamma": 50}),
        ),
    ),
    lean={"lean-4.35.0-x": 2},
    prompts=PromptCard(2, "12" * 32, ("34" * 32,)),
    models=(ModelCount("tiny", "polish", 3),),
    sampling=({"temperature": 1.0},),
)


def front_matter(text: str) -> str:
    found = re.match(r"---\n(.*?)\n---\n", text, re.DOTALL)
    assert found is not None
    return found[1]


def test_what_a_reader_has_to_know_is_there() -> None:
    text = page(CARD)
    for told in (
        *(one.sha256 for one in CARD.files),
        *(METHOD["winner-loser"], METHOD["winner"], "the same pair again", "| test | 1 | 2 |"),
        *("calm-lemma-0001", "round 1: 5", "lean-4.35.0-x", "`tiny` with `polish`", "34" * 32),
        *("1 to 2, in the median 1.5, on average 1.5", "900 characters"),
    ):
        assert told in text, told
    assert METHOD["better-worse"] not in text


def test_hubs_find_each_kind_once() -> None:
    front = front_matter(page(CARD))
    assert re.findall(r"path: (\S+)", front) == ["preference-plain.parquet", "sft-plain.jsonl"]
    assert re.findall(r"config_name: (\S+)", front) == ["preference-plain", "sft-plain"]


@pytest.mark.parametrize(
    ("licence", "lines"),
    [
        ("Apache-2.0", ['license: "apache-2.0"']),
        (UNKNOWN_LICENCE, ["license: unknown"]),
        ("ours: ask", ["license: other", 'license_name: "ours: ask"']),
        ('say "no"', ["license: other", 'license_name: "say \\"no\\""']),
    ],
)
def test_the_licence_in_the_front_matter(licence: str, lines: list[str]) -> None:
    front = front_matter(page(replace(CARD, licence=licence))).split("\n")
    assert [line for line in front if line.startswith("license")] == lines


def test_the_drawing_is_told() -> None:
    assert "drawn" not in page(CARD)
    assert "At most 7 rows" in page(replace(CARD, limit=7))


def test_hostile_names_stay_where_they_are() -> None:
    hostile = replace(
        CARD,
        licence=HOSTILE,
        models=(ModelCount(HOSTILE, HOSTILE, 1),),
        lean={HOSTILE: 1},
        sampling=({HOSTILE: HOSTILE},),
        collections=(
            replace(CARD.collections[0], corpus=HOSTILE, salt=HOSTILE, settings={HOSTILE: HOSTILE}),
        ),
        counts={"sft": replace(counts("winner"), by_metric={HOSTILE: 1}, by_proposer={HOSTILE: 1})},
    )
    text = page(hostile)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "# Own heading" not in text.split("\n")
    assert [line for line in text.split("\n") if line.startswith("license")] == [
        line for line in front_matter(text).split("\n") if line.startswith("license")
    ]
    body = text.removeprefix(f"---\n{front_matter(text)}\n---\n").replace("```", "")
    assert [line for line in body.split("\n") if line.count("`") % 2] == []
    bars = {
        line.count("|") for line in text.split("\n") if "Own heading" in line and line[0] == "|"
    }
    assert bars == {4}
