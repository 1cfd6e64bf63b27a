"""Stored corpora, and attempts to smuggle what is held out into training."""

from __future__ import annotations

import pickle
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from storage.corpora import HeldOut
from storage.database import Database
from storage.records import ProblemRecord
from storage.repository import Repository
from tools.corpus.corpus import ContextFacts, Corpus, CorpusTheorem, Difficulty, LeftOut
from tools.corpus.splits import DEFAULT_SALT, DEFAULT_SHARES, Split, draw
from tools.errors import StorageError
from tools.lean.problem import content_hash

TYPES = {
    "∀ (p q : Prop), And p q → And q p": "(p q : Prop) : p ∧ q → q ∧ p",
    "∀ (n : Nat), @LE.le.{0} Nat instLENat 0 n": "(n : Nat) : 0 ≤ n",
    "∀ (p : Prop), p → p": "(p : Prop) : p → p",
}
"""Elaborated types, and how a declaration states them."""
PROOF = ":= by\n  intro h\n  exact h"


def path_in(split: Split, nth: int = 0) -> str:
    """The nth path that draws a split."""
    paths = (f"File{number}.lean" for number in count())
    drawn = (path for path in paths if DEFAULT_SHARES.split(draw(path, DEFAULT_SALT)) == split)
    return next(path for index, path in enumerate(drawn) if index == nth)


def theorem(file: str, name: str, printed: str, stated: str, proof: str = PROOF) -> CorpusTheorem:
    return CorpusTheorem(
        file=file,
        file_digest=content_hash(file),
        module=None,
        name=name,
        line=1,
        statement=f"theorem {name} {stated} ",
        proof=proof,
        statement_type=f"{name} : {printed}",
        context_hash=content_hash("context", file),
        lean_fingerprint="lean",
        context=ContextFacts(("Init",), 0, "Demo", ("rfl",)),
        difficulty=Difficulty(2, 5, 1, 0.5),
    )


def corpus_of(*theorems: CorpusTheorem, name: str = "demo", root: str = "/demo") -> Corpus:
    return Corpus(name, "folder", Path(root), theorems, (LeftOut("Bad.lean", None, "no"),))


@pytest.fixture
def theorems() -> list[CorpusTheorem]:
    """One theorem for each split: test, validation, train."""
    splits: tuple[Split, ...] = ("test", "validation", "train")
    return [
        theorem(path_in(split), f"in_{split}", printed, stated)
        for split, (printed, stated) in zip(splits, TYPES.items(), strict=True)
    ]


@pytest.fixture
def stored(repository: Repository, theorems: list[CorpusTheorem]) -> Corpus:
    corpus = corpus_of(*theorems)
    repository.corpora.store(corpus)
    return corpus


@pytest.fixture
def moments(database: Database) -> Repository:
    """A repository in which time goes on by a second with every row."""
    ticks = count()
    return Repository(database, lambda: f"2026-01-01T00:00:{next(ticks):02}.000+00:00")


def problem_of(repository: Repository, theorem: CorpusTheorem) -> str:
    """The theorem as some other part of Burnish stores it: as a problem, in no corpus."""
    return repository.upsert_problem(
        ProblemRecord(
            name=theorem.name,
            file=theorem.file,
            context_hash=theorem.context_hash,
            statement=theorem.statement,
            original=theorem.proof,
            lean_fingerprint=theorem.lean_fingerprint,
        )
    )


def test_a_corpus_comes_back_as_it_was(repository: Repository, stored: Corpus) -> None:
    record = repository.corpora.named("demo")
    assert record is not None
    assert record == repository.corpora.corpus(record.id)
    assert [record] == repository.corpora.all()
    assert (record.kind, record.root, record.digest) == ("folder", "/demo", stored.digest)
    assert (record.salt, record.validation_share, record.test_share) == (DEFAULT_SALT, 0.1, 0.1)
    assert record.left_out == [{"file": "Bad.lean", "name": None, "reason": "no"}]
    rows = repository.corpora.theorems(record.id)
    assert [(row.position, row.file, row.name, row.split) for row in rows] == [
        (position, one.file, one.name, one.name.removeprefix("in_"))
        for position, one in enumerate(stored.theorems)
    ]
    assert rows[0].context == {
        "imports": ["Init"], "declarations_before": 0, "namespace": "Demo", "premises": ["rfl"],
    }  # fmt: skip
    assert rows[0].difficulty == {"tactics": 2, "tokens": 5, "depth": 1, "seconds": 0.5}
    problem = repository.problem(rows[0].problem_id)
    assert problem is not None
    assert (problem.statement, problem.original) == (stored.theorems[0].statement, PROOF)


def test_the_same_corpus_again_is_the_same(repository: Repository, stored: Corpus) -> None:
    first = repository.corpora.named("demo")
    again = repository.corpora.store(replace(stored, left_out=()))
    assert first is not None
    assert (again.id, again.left_out, len(repository.corpora.all())) == (first.id, [], 1)
    assert len(repository.corpora.theorems(again.id)) == len(stored.theorems)


def test_a_name_means_what_was_added_last(
    moments: Repository, theorems: list[CorpusTheorem]
) -> None:
    whole, part = corpus_of(*theorems), corpus_of(theorems[0])
    for corpus in (whole, part, whole):
        record = moments.corpora.store(corpus)
        assert moments.corpora.named("demo") == record
    assert len(moments.corpora.all()) == 2
    assert moments.corpora.named("another") is None


def test_what_a_digest_depends_on(theorems: list[CorpusTheorem]) -> None:
    corpus = corpus_of(*theorems)
    assert corpus_of(*theorems, name="else", root="/else").digest == corpus.digest
    changed = replace(theorems[0], file_digest="another")
    assert corpus_of(changed, *theorems[1:]).digest != corpus.digest
    assert corpus_of(*theorems[1:]).digest != corpus.digest


def test_training_has_the_training_split_only(repository: Repository, stored: Corpus) -> None:
    record = repository.corpora.named("demo")
    assert record is not None
    trained = repository.corpora.training_theorems(record.id)
    assert [one.name for one in trained] == ["in_train"]
    repository.corpora.assert_trainable([one.problem_id for one in trained])
    repository.corpora.assert_trainable([])


@pytest.mark.parametrize("split", ["test", "validation"])
def test_what_is_held_out_is_refused_by_name(
    repository: Repository, stored: Corpus, split: str
) -> None:
    record = repository.corpora.named("demo")
    assert record is not None
    ids = [one.problem_id for one in repository.corpora.theorems(record.id)]
    with pytest.raises(HeldOut, match="in_test, in_validation") as caught:
        repository.corpora.assert_trainable(ids)
    assert caught.value.names == ("in_test", "in_validation")
    assert pickle.loads(pickle.dumps(caught.value)).names == caught.value.names
    held = next(one for one in repository.corpora.theorems(record.id) if one.split == split)
    with pytest.raises(HeldOut, match=f"in_{split}"):
        repository.corpora.assert_trainable([held.problem_id])


def test_a_problem_that_nobody_knows_is_refused(repository: Repository) -> None:
    with pytest.raises(StorageError, match="there is no problem unknown"):
        repository.corpora.assert_trainable(["unknown"])


SMUGGLED: dict[str, dict[str, Any]] = {
    "in another file": {"file": path_in("train", 1)},
    "with another proof": {"proof": ":= fun h => h"},
    "under another name": {"name": "innocent"},
    "with other spaces": {"statement": "theorem in_test   (p q:Prop):\n    p∧q → q∧p\n"},
    "with a comment": {"statement": "theorem in_test /- ! -/ (p q : Prop) : p ∧ q → q ∧ p "},
    "as a lemma": {"statement": "@[simp] private lemma x (p q : Prop) : p ∧ q → q ∧ p "},
    "in another context": {"context_hash": "elsewhere"},
    "under another Lean": {"lean_fingerprint": "lean-5"},
}


@pytest.mark.parametrize("change", SMUGGLED.values(), ids=SMUGGLED.keys())
def test_a_test_theorem_in_disguise_is_refused(
    repository: Repository, stored: Corpus, change: dict[str, Any]
) -> None:
    disguised = replace(stored.theorems[0], **change)
    if "name" in change:
        statement = disguised.statement.replace("in_test", change["name"])
        disguised = replace(disguised, statement=statement)
    with pytest.raises(HeldOut):
        repository.corpora.assert_trainable([problem_of(repository, disguised)])


@pytest.mark.parametrize("change", SMUGGLED.values(), ids=SMUGGLED.keys())
def test_nor_does_a_corpus_of_its_own_help(
    repository: Repository, stored: Corpus, change: dict[str, Any]
) -> None:
    moved = replace(stored.theorems[0], **{"file": path_in("train", 1), **change})
    clean = theorem(path_in("train", 2), "clean", "True", ": True")
    record = repository.corpora.store(corpus_of(moved, clean, name="second", root="/second"))
    rows = repository.corpora.theorems(record.id)
    assert [row.split for row in rows] == ["train", "train"]
    assert [one.name for one in repository.corpora.training_theorems(record.id)] == ["clean"]
    with pytest.raises(HeldOut):
        repository.corpora.assert_trainable(row.problem_id for row in rows)


def test_bound_variables_under_other_names_are_no_disguise_in_a_corpus(
    repository: Repository, stored: Corpus
) -> None:
    renamed = theorem(
        path_in("train", 1),
        "renamed",
        "∀ {a b : Prop}, And a b → And b a",
        "{a b : Prop} : a ∧ b → b ∧ a",
    )
    record = repository.corpora.store(corpus_of(renamed, name="second", root="/second"))
    assert repository.corpora.training_theorems(record.id) == []
    (row,) = repository.corpora.theorems(record.id)
    with pytest.raises(HeldOut, match="renamed"):
        repository.corpora.assert_trainable([row.problem_id])


def test_a_renamed_file_stays_held_out_when_its_corpus_is_added_again(
    moments: Repository, theorems: list[CorpusTheorem]
) -> None:
    moments.corpora.store(corpus_of(*theorems))
    moved = replace(theorems[0], file=path_in("train", 1))
    record = moments.corpora.store(corpus_of(moved, *theorems[1:]))
    (row,) = (row for row in moments.corpora.theorems(record.id) if row.name == "in_test")
    assert row.split == "train"
    trained = moments.corpora.training_theorems(record.id)
    assert [one.name for one in trained] == ["in_train"]


def test_a_test_theorem_draws_a_training_file_with_it(repository: Repository) -> None:
    printed, stated = next(iter(TYPES.items()))
    test = theorem(path_in("test"), "here", printed, stated)
    twin = theorem(
        path_in("train"), "there", printed, stated, ":= by\n    intro h -- so\n    exact h"
    )
    beside = theorem(path_in("train"), "beside", "True", ": True")
    record = repository.corpora.store(corpus_of(test, twin, beside))
    assert {row.split for row in repository.corpora.theorems(record.id)} == {"test"}


def test_files_of_the_same_content_go_together_whatever_checked_in_them() -> None:
    one = theorem(path_in("test"), "one", "True", ": True")
    other = replace(
        theorem(path_in("train"), "other", "1 = 1", ": 1 = 1"), file_digest=one.file_digest
    )
    assert set(corpus_of(one, other).splits.values()) == {"test"}
    assert set(corpus_of(one, replace(other, file_digest="")).splits.values()) == {"test", "train"}


def test_a_theorem_that_is_like_none_may_be_trained_on(
    repository: Repository, stored: Corpus
) -> None:
    other = replace(stored.theorems[0], statement="theorem in_test (p q : Prop) : p ∧ q → p ")
    repository.corpora.assert_trainable([problem_of(repository, other)])
