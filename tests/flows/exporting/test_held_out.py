"""Attempts to get theorems out that must not be trained on: none succeeds, none leaves a file."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.flows.conftest import Answer, Burnish
from tests.flows.exporting.stored import (
    BAD,
    BEST,
    THEOREMS,
    Stored,
    corpus_of,
    disguised,
    path_in,
    theorem,
)
from tools.corpus.corpus import CorpusTheorem
from tools.corpus.splits import Split

DISGUISES: dict[str, dict[str, Any]] = {
    "in another file": {"file": path_in("train", 2)},
    "with another proof": {"proof": ":= by\n  intro h\n  exact Or.inl h"},
    "under another name": {"name": "innocent"},
    "with other spaces": {
        "statement": "theorem in_test   (p:Prop)(n:Nat) :\n    p→p∨n =2 ",
    },
    "with a comment": {
        "statement": "theorem in_test /- x -/ (p : Prop) (n : Nat) : p → p ∨ n = 2 "
    },
    "as a lemma": {"statement": "@[simp] private lemma x (p : Prop) (n : Nat) : p → p ∨ n = 2 "},
    "in another context": {"context_hash": "elsewhere"},
    "under another Lean": {"lean_fingerprint": "lean-5"},
}
EXPORT = ("export", "--output", "out")


def refused(answer: Answer, folder: Path, name: str) -> bool:
    return (
        answer.status == 3
        and name in answer.err
        and "must never be trained on" in answer.err
        and [one.name for one in folder.iterdir()] == [".burnish"]
    )


def taught(stored: Stored, theorem: CorpusTheorem) -> None:
    """Pairs of a theorem, as if a collection had been made of it."""
    stored.collect(theorem)
    stored.repository.database.close()


@pytest.mark.parametrize(
    ("split", "options"),
    [
        ("test", ()),
        ("validation", ()),
        ("test", ("--limit", "1")),
        ("validation", ("--kind", "sft")),
        ("test", ("--human", "exclude")),
    ],
)
def test_what_is_held_out_cannot_be_exported(
    burnish: Burnish, stored: Stored, tmp_path: Path, split: Split, options: tuple[str, ...]
) -> None:
    taught(stored, THEOREMS[split])
    answer = burnish(*EXPORT, *options)
    assert refused(answer, tmp_path, f"in_{split}"), answer.err
    assert "--leave-out-held-out does so" in answer.err


@pytest.mark.parametrize("change", DISGUISES.values(), ids=DISGUISES.keys())
def test_nor_a_copy_of_it(
    burnish: Burnish, stored: Stored, tmp_path: Path, change: dict[str, Any]
) -> None:
    copy = disguised(**change)
    taught(stored, copy)
    assert refused(burnish(*EXPORT), tmp_path, copy.name)


def test_nor_a_copy_that_a_corpus_has_to_train_on(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    theorem = disguised(file=path_in("train", 2), name="moved")
    stored.repository.corpora.store(corpus_of(theorem, name="second"))
    taught(stored, theorem)
    assert refused(burnish(*EXPORT), tmp_path, "moved")


def test_nor_what_a_corpus_came_to_hold_out_after_it_was_collected(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    assert burnish("export", "--output", ".burnish/before").status == 0
    moved = replace(THEOREMS["train"], file=path_in("test", 3))
    stored.repository.corpora.store(corpus_of(moved, name="later"))
    assert refused(burnish(*EXPORT), tmp_path, "in_train")


@pytest.mark.parametrize(
    ("split", "rule", "options"),
    [
        ("test", "accepted", ()),
        ("validation", "rejected", ()),
        ("test", "rejected", ("--human", "only")),
        ("validation", "accepted", ("--human", "only")),
    ],
)
def test_nor_what_a_person_said_of_it(
    burnish: Burnish,
    stored: Stored,
    tmp_path: Path,
    split: Split,
    rule: str,
    options: tuple[str, ...],
) -> None:
    theorem = disguised(name="talked_about") if split == "test" else THEOREMS[split]
    best, bad = stored.attempt(theorem, BEST), stored.attempt(theorem, BAD, "rejected")
    stored.person(theorem, best, bad, rule=rule, prompt_hash=stored.prompt(theorem))
    stored.repository.database.close()
    assert refused(burnish(*EXPORT, *options), tmp_path, theorem.name)


def test_nor_what_was_written_into_a_held_out_file_since(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    fresh = theorem(THEOREMS["test"].file, "fresh", "(r : Prop) : r → r ∨ r", "unknown")
    best, bad = stored.attempt(fresh, BEST), stored.attempt(fresh, BAD, "rejected")
    stored.person(fresh, best, bad, prompt_hash=stored.prompt(fresh))
    stored.repository.database.close()
    assert refused(burnish(*EXPORT), tmp_path, "fresh")
    passed = burnish(*EXPORT, "--leave-out-held-out", "--json")
    assert passed.json["left_out"] == {"the theorem is held out by a corpus": 1}


def test_what_is_held_out_can_be_passed_over(
    burnish: Burnish, stored: Stored, tmp_path: Path
) -> None:
    for held in (THEOREMS["test"], disguised(name="innocent"), THEOREMS["validation"]):
        stored.collect(held)
    stored.repository.database.close()
    answer = burnish(*EXPORT, "--leave-out-held-out", "--json")
    assert answer.status == 0, answer.err
    assert answer.json["left_out"] == {"the theorem is held out by a corpus": 9}
    assert answer.json["counts"]["preference"]["theorems"] == 2
    texts = "".join(one.read_text(encoding="utf-8") for one in (tmp_path / "out").iterdir())
    assert "in_test" not in texts
    assert "innocent" not in texts
