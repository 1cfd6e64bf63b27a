"""`burnish export` from a stored collection: its rows, its card, its bytes."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyarrow.parquet
import pytest

from tests.flows.conftest import Burnish
from tests.flows.exporting.stored import BAD, BEST, GOOD, SECOND, THEOREMS, Stored, stored_in
from tools.llm.reading import ProofAnswer, read_proof

EVERYTHING = (
    *("export", "--output", "out", "--format", "jsonl,parquet"),
    *("--style", "plain,conversational", "--licence", "Apache-2.0"),
)


def lines(path: Path) -> list[dict[str, Any]]:
    text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.removesuffix("\n").split("\n")]


def read(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.iterdir()}


def test_pairs_and_examples_of_a_collection(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    answer = burnish("export", "--output", "out", "--json")
    assert answer.status == 0, answer.err
    pairs = lines(tmp_path / "out/preference-conversational.jsonl")
    assert [(one["theorem"], one["rule"]) for one in pairs] == [
        (name, rule)
        for name in ("in_train", "second")
        for rule in ("better-worse", "winner-loser", "winner-loser")
    ]
    for one in pairs:
        assert one["prompt"][0] == {"role": "system", "content": "Rules.\n"}
        assert one["chosen"][0]["role"] == "assistant"
        assert one["chosen_score"] > one["rejected_score"]
        assert (one["source"], one["round"], one["weight"]) == ("collection", 1, 1.0)
    lost = {one["rejected_verdict"] for one in pairs if one["rule"] == "winner-loser"}
    assert (lost, {one["chosen_verdict"] for one in pairs}) == ({"rejected"}, {"verified"})
    examples = lines(tmp_path / "out/sft-conversational.jsonl")
    assert sorted((one["theorem"], one["proposer"], one["rule"]) for one in examples) == [
        (theorem, proposer, "winner")
        for theorem in ("in_train", "second")
        for proposer in ("model", "symbolic")
    ]
    assert {(one["proposer"], round(one["weight"], 3)) for one in examples} == {
        ("symbolic", 0.731),
        ("model", 0.269),
    }
    assert {one["file"] for one in examples} == {THEOREMS["train"].file, SECOND.file}


def test_every_answer_is_read_as_the_proof_that_it_gives(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    burnish("export", "--output", "out", "--style", "plain", "--kind", "preference")
    theorems = {one.name: one for one in (*THEOREMS.values(), SECOND)}
    for row in lines(tmp_path / "out/preference-plain.jsonl"):
        theorem = theorems[row["theorem"]]
        assert row["prompt"] == f"Rules.\n\n{theorem.statement.strip()}\n\n"
        for name in ("chosen", "rejected"):
            told = read_proof(row[name], name=theorem.name, statement=theorem.statement)
            assert isinstance(told, ProofAnswer)
            assert told.behind(theorem.statement).removeprefix(theorem.statement) in (
                BEST,
                GOOD,
                BAD,
            )


def test_the_card_says_what_is_in_the_files(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    answer = burnish(*EVERYTHING, "--json")
    assert answer.status == 0, answer.err
    card = json.loads((tmp_path / "out/card.json").read_text(encoding="utf-8"))
    assert answer.json == {"folder": str(tmp_path / "out"), **card}
    assert {one["name"] for one in card["files"]} == {
        f"{kind}-{style}.{form}"
        for kind in ("preference", "sft")
        for style in ("plain", "conversational")
        for form in ("jsonl", "parquet")
    }
    for one in card["files"]:
        path = tmp_path / "out" / one["name"]
        data = path.read_bytes()
        rows = lines(path) if one["format"] == "jsonl" else pyarrow.parquet.read_table(path)
        assert (one["bytes"], one["sha256"], one["rows"]) == (
            *(len(data), sha256(data).hexdigest(), len(rows)),
        )
    pairs = card["counts"]["preference"]
    assert (pairs["rows"], pairs["theorems"]) == (6, 2)
    assert pairs["by_rule"] == {"better-worse": 2, "winner-loser": 4}
    assert (pairs["by_round"], pairs["by_source"]) == ({"1": 6}, {"collection": 6})
    assert pairs["per_theorem"]["theorems_with"] == {"3": 2}
    (collection,) = card["collections"]
    assert collection["splits"] == {
        "train": {"files": 2, "theorems": 2},
        "validation": {"files": 1, "theorems": 1},
        "test": {"files": 1, "theorems": 1},
    }
    assert (collection["session"], collection["rounds"]) == (stored.collection, {"1": 6})
    assert (collection["state"], collection["settings"]["gamma"]) == ("finished", 50)
    assert (card["licence"], card["lean"]) == ("Apache-2.0", {"lean-4.35.0-test": 2})
    assert card["models"] == [{"model": "Tiny", "adapter": None, "answers": 4}]
    assert card["sampling"] == [{"temperature": 1.0}]
    assert card["prompts"]["prompts"] == 2
    readme = (tmp_path / "out/README.md").read_text(encoding="utf-8")
    assert 'license: "apache-2.0"' in readme
    assert all(one["sha256"] in readme for one in card["files"])
    assert str(tmp_path) not in readme + json.dumps(card)


def test_the_same_database_gives_the_same_bytes(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    assert burnish(*EVERYTHING).status == 0
    first = read(tmp_path / "out")
    assert burnish(*EVERYTHING, "--force").status == 0
    assert read(tmp_path / "out") == first
    assert len(first) == 10


def test_rows_do_not_depend_on_the_database_that_they_are_from(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    assert burnish(*EVERYTHING, "--limit", 3, "--seed", 5).status == 0
    other = tmp_path / "other"
    backwards = stored_in(other, backwards=True)
    backwards.repository.database.close()
    home = str(other / ".burnish")
    again = burnish(
        *EVERYTHING[:2], "again", *EVERYTHING[3:], "--limit", 3, "--seed", 5, BURNISH_HOME=home
    )
    assert again.status == 0, again.err
    rows = [
        {name: data for name, data in read(tmp_path / folder).items() if "-" in name}
        for folder in ("out", "again")
    ]
    assert rows[0] == rows[1]
    assert len(rows[0]) == 8


def test_what_is_asked_for_is_what_is_written(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    for number, (options, rows) in enumerate(
        {
            ("--kind", "sft"): {"sft": 4},
            ("--limit", 2): {"preference": 2, "sft": 2},
            ("--round", 1): {"preference": 6, "sft": 4},
            ("--metric", "length"): {"preference": 6, "sft": 4},
            (): {"preference": 6, "sft": 4},
        }.items()
    ):
        answer = burnish(
            "export", stored.collection, "--output", f"out{number}", "--json", *options
        )
        assert answer.status == 0, answer.err
        counts = {kind: one["rows"] for kind, one in answer.json["counts"].items()}
        assert counts == rows, options
        assert len(list((tmp_path / f"out{number}").iterdir())) == 2 + len(rows)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (("--metric", "tokens"), "no preference that was asked for"),
        (("--round", "7"), "no preference that was asked for"),
        (("nobody",), "no collection nobody here; there are"),
        (("--format", "csv"), "--format is jsonl or parquet"),
        (("--kind", "sft,"), "--kind is preference or sft"),
        (("--licence", "two\nlines"), "--licence is one line"),
        (("--human", "only"), "There is no preference"),
        (("--human-weight", "inf"), "--human-weight is a number"),
        (("--output", "missing/out"), "there is no folder"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is_there(
    burnish: Burnish, stored: Stored, tmp_path: Path, options: tuple[str, ...], told: str
) -> None:
    before = set(tmp_path.iterdir())
    answer = burnish("export", "--output", "out", *options)
    assert (answer.status, told in answer.err) == (2, True), answer.err
    assert set(tmp_path.iterdir()) == before


def test_where_nothing_is_stored_nothing_is_made(burnish: Burnish, tmp_path: Path) -> None:
    answer = burnish("export", "--output", "out")
    assert answer.status == 2
    assert "Nothing is stored here yet" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_taught_is_left_out_and_counted(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    train = THEOREMS["train"]
    bad = stored.attempt(train, BAD)
    unjudged = stored.attempt(train, ":= by\n  simp", None)
    tagged = stored.attempt(train, ":= by\n  -- </proof>\n  exact id")
    open_one = stored.attempt(train, ":= by\n  sorry")
    best = stored.attempt(train, BEST)
    for chosen, rejected in ((unjudged, bad), (tagged, bad), (bad, unjudged), (open_one, bad)):
        stored.prefer(train, chosen, rejected)
    stored.prefer(train, bad, best)
    stored.prefer(train, best, unjudged, prompt_hash=None)
    stored.repository.database.close()
    answer = burnish("export", "--output", "out", "--json")
    assert answer.status == 0, answer.err
    assert answer.json["left_out"] == {
        "a proof is none that a model could answer with": 1,
        "no prompt is stored for the theorem and the metric": 1,
        "the chosen proof is not verified here": 4,
    }
    assert answer.json["counts"]["preference"]["rows"] == 6
    assert "left out: 4 because the chosen proof is not verified here" in answer.err


def test_what_people_said(burnish: Burnish, stored: Stored, tmp_path: Path) -> None:
    train = THEOREMS["train"]
    best, good = stored.attempt(train, BEST), stored.attempt(train, GOOD)
    stored.person(train, good, best, chosen_score=None)
    stored.person(train, None, best, rule="rejected")
    stored.person(SECOND, stored.attempt(SECOND, BEST), None, metric="unheard")
    stored.repository.database.close()
    answer = burnish("export", "--output", "out", "--json", "--human-weight", 2.5)
    assert answer.status == 0, answer.err
    pairs = lines(tmp_path / "out/preference-conversational.jsonl")
    said = [one for one in pairs if one["source"] == "human"]
    assert [(one["rule"], one["chosen_proposer"], one["weight"]) for one in said] == [
        ("accepted", "model", 2.5),
        ("rejected", "original", 2.5),
    ]
    assert {one["prompt_hash"] for one in said} == {stored.prompt(train)}
    assert {one["round"] for one in said} == {None}
    assert answer.json["left_out"] == {
        "another pair says the opposite": 1,
        "no prompt is stored for the theorem and the metric": 1,
    }
    without = burnish("export", "--output", "without", "--json", "--human", "exclude")
    assert without.json["counts"]["preference"]["by_source"] == {"collection": 6}
    only = burnish("export", "--output", "only", "--json", "--human", "only")
    assert only.json["counts"]["preference"]["by_source"] == {"human": 2}
    assert only.json["collections"] == []


@pytest.mark.parametrize(
    "stored_prompt",
    [{}, {"messages": []}, {"messages": ["x"]}, {"messages": [{"role": "tool", "content": "x"}]}],
)
def test_what_is_no_prompt_is_not_asked(
    burnish: Burnish, stored: Stored, stored_prompt: dict[str, Any]
) -> None:
    train = THEOREMS["train"]
    stored.repository.answers.keep_prompt("strange", stored_prompt)
    ids = (stored.attempt(train, GOOD), stored.attempt(train, ":= by\n  simp", "rejected"))
    stored.prefer(train, *ids, prompt_hash="strange")
    answer = burnish("export", "--output", "out", "--json")
    assert answer.json["left_out"] == {"no prompt is stored for the theorem and the metric": 1}


def test_an_unfinished_collection_is_said_to_be_one(burnish: Burnish, stored: Stored) -> None:
    stored.repository.set_session_state(stored.collection, "stopped")
    answer = burnish("export", "--output", "out", "--json")
    assert f"{stored.collection} is not finished" in answer.err
    assert answer.json["collections"][0]["state"] == "stopped"
