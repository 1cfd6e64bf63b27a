"""What the dashboard shows: keys, tables and pages, whatever theorems are called."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.service.artifacts import (
    artifact_key,
    code,
    fenced,
    outcome_of,
    results_rows,
    theorem_page,
)
from flows.service.board import Standing
from tests.flows.service.material import RESULT

HOSTILE = "«a`` ``b|c»\n# Title\n<img src=x onerror=alert(1)>\x1b[2J"


def test_a_key_is_what_prefect_takes_and_stays_the_same() -> None:
    key = artifact_key("/project/Logic.lean", "Examples.Logic.and_swap")
    assert re.fullmatch(r"examples-logic-and-swap-[0-9a-f]{8}", key)
    assert key == artifact_key("/project/Logic.lean", "Examples.Logic.and_swap")
    assert key != artifact_key("/project/Other.lean", "Examples.Logic.and_swap")


@given(st.text(), st.text())
def test_keys_of_any_names_are_keys(file: str, name: str) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", artifact_key(file, name))


@given(st.text(alphabet=st.sampled_from("`a|\n <>")))
def test_code_on_a_line_cannot_be_left(text: str) -> None:
    shown = code(text)
    assert "\n" not in shown
    assert re.search(r"(?<!\\)\|", shown) is None
    fence = re.match(r"`+", shown)
    assert fence is not None
    runs = re.findall(r"`+", shown[len(fence[0]) : -len(fence[0])])
    assert fence[0] not in runs


@given(st.text(alphabet=st.sampled_from("`~a\n <>")))
def test_a_block_ends_where_it_ends(text: str) -> None:
    first, *lines, last = fenced(text, "lean").split("\n")
    assert first.removesuffix("lean") == last
    assert set(last) == {"`"}
    assert all(not line.strip().startswith(last) for line in lines)


def test_a_page_of_a_hostile_theorem_has_no_heading_or_tag_of_its_own() -> None:
    result = replace(
        RESULT,
        theorem=HOSTILE,
        file=f"/project/{HOSTILE}.lean",
        proof=f"theorem t := by\n```\n# Title\n<script>{HOSTILE}",
        note=HOSTILE,
        rewrites=(HOSTILE,),
    )
    page = theorem_page(result, "calm-otter-1234")
    outside = re.sub(r"(?ms)^(`{3,})\w+\n.*?^\1$", "", page)
    outside = re.sub(r"(?s)(`+)(?!`).*?(?<!`)\1(?!`)", "", outside)
    assert "\x1b" not in page
    assert "<" not in outside
    assert "Title" not in outside
    headings = [line for line in outside.split("\n") if line.startswith("#")]
    assert headings == ["# ", "## Why it was accepted", "## After", "## Before", "## Change"]


def test_a_page_says_what_changed_and_why_it_was_accepted() -> None:
    page = theorem_page(RESULT, "calm-otter-1234")
    assert "**`length` -4 → -1, 75% better**" in page
    assert "session `calm-otter-1234`" in page
    assert "| `depth` | -3 | -1 |" in page
    assert "- Lean: verified in a fresh compile of the whole file" in page
    assert "- Axioms: `propext` (before: none)." in page
    assert "- It was made by `close_with_simp`." in page
    assert "```diff\n--- Logic.lean\n+++ Logic.lean\n" in page
    assert fenced(RESULT.original, "lean") in page


def test_the_table_has_a_row_for_each_theorem() -> None:
    left = replace(RESULT, theorem="left", proof=RESULT.original, after=-4.0, parts=(), hunks="")
    skipped = replace(left, theorem="skipped", before=None, after=None, note="it does not check")
    (first, second, third) = results_rows([RESULT, left, skipped])
    assert first["theorem"] == "and_swap"
    assert (first["before"], first["after"], first["better by"]) == ("-4", "-1", "75%")
    assert first["depth"] == "-3 → -1"
    assert "file" not in first
    assert "length" not in first  # it has columns of its own
    assert (second["result"], second["better by"]) == ("left as it is", "")
    assert (third["result"], third["before"]) == ("skipped", "-")
    assert third["note"] == "it does not check"


def test_the_table_names_files_where_there_are_several() -> None:
    rows = results_rows([RESULT, replace(RESULT, file="Order.lean")])
    assert [row["file"] for row in rows] == ["Logic.lean", "Order.lean"]


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, "improved"),
        ({"proved": True}, "proved"),
        ({"verdict": "rejected", "proof": RESULT.original}, "not proved"),
        ({"before": None}, "skipped"),
        ({"proof": RESULT.original}, "left as it is"),
        ({"proof": RESULT.original, "finished": False}, "not finished"),
    ],
)
def test_what_became_of_a_theorem(changes: dict[str, Any], outcome: str) -> None:
    assert outcome_of(replace(RESULT, **changes)) == outcome


def test_a_gain_over_nothing_is_no_percentage() -> None:
    parts = ({"text": "modularity", "before": 0.0, "after": 2.0},)
    assert replace(RESULT, parts=parts).better_by == "+2"


def test_progress_in_words() -> None:
    known = Standing(4, 1, 1, 90, 60, 12.0, ("calm-otter-1234",))
    assert known.percent == 25.0
    assert known.describe() == (
        "1 of 4 theorems done, 1 improved; 90 candidates tried, 5.0 a second; session "
        "calm-otter-1234"
    )
    assert Standing(None, 0, 0, 0, 0, 0.0, ()).percent == 0.0
    recalled = Standing(1, 1, 0, 1, 0, 0.1, ("calm-otter-1234",))
    assert "a second" not in recalled.describe()
    assert "1 of 1 theorem done, 0 improved; 1 candidate tried" in recalled.describe()
