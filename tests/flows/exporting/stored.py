"""A database with a corpus and a collection over it, as `burnish collect` leaves them, without
Lean: what an export reads are rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

from storage.database import Database, database_path
from storage.keys import verdict_key
from storage.records import AttemptRecord, PreferenceRecord, ProblemRecord, VerdictRecord
from storage.repository import Repository
from tools.corpus.corpus import ContextFacts, Corpus, CorpusTheorem, Difficulty
from tools.corpus.splits import DEFAULT_SALT, DEFAULT_SHARES, SPLITS, Split, draw
from tools.lean.problem import content_hash
from tools.llm.prompt import Message, Prompt

ORIGINAL = ":= by\n  intro h\n  exact h"
BEST, GOOD, BAD = (":= id", ":= fun h => h", ":= by\n  omega")
METRIC = "length"


def path_in(split: Split, nth: int = 0) -> str:
    """The nth path that draws a split."""
    paths = (f"File{number}.lean" for number in count())
    drawn = (path for path in paths if DEFAULT_SHARES.split(draw(path, DEFAULT_SALT)) == split)
    return next(path for index, path in enumerate(drawn) if index == nth)


def theorem(file: str, name: str, stated: str, printed: str) -> CorpusTheorem:
    return CorpusTheorem(
        file=file,
        file_digest=content_hash(file),
        module=None,
        name=name,
        line=1,
        statement=f"theorem {name} {stated} ",
        proof=ORIGINAL,
        statement_type=f"{name} : {printed}",
        context_hash=content_hash("context", file),
        lean_fingerprint="lean-4.35.0-test",
        context=ContextFacts(("Init",), 0, "Demo", None),
        difficulty=Difficulty(2, 5, 1, 0.5),
    )


def corpus_of(*theorems: CorpusTheorem, name: str = "demo") -> Corpus:
    return Corpus(name, "folder", Path("/demo"), theorems, ())


THEOREMS = {
    split: theorem(
        path_in(split),
        f"in_{split}",
        f"(p : Prop) (n : Nat) : p → p ∨ n = {number}",
        f"∀ (p : Prop) (n : Nat), p → Or p (@Eq.{{1}} Nat n {number})",
    )
    for number, split in enumerate(SPLITS)
}
"""One for each split."""
SECOND = theorem(path_in("train", 1), "second", "(q : Prop) : q → q", "∀ (q : Prop), q → q")
"""Another one to train on."""


@dataclass(frozen=True)
class Stored:
    """A database, and how to put more into it."""

    repository: Repository
    collection: str
    session: str
    """Of its first round."""

    def problem(self, theorem: CorpusTheorem) -> str:
        return self.repository.upsert_problem(
            ProblemRecord(
                name=theorem.name,
                file=f"/demo/{theorem.file}",
                context_hash=theorem.context_hash,
                statement=theorem.statement,
                original=theorem.proof,
                lean_fingerprint=theorem.lean_fingerprint,
            )
        )

    def attempt(
        self,
        theorem: CorpusTheorem,
        value: str,
        kind: str | None = "verified",
        **more: Any,
    ) -> int:
        """An attempt with its verdict; without one for ``None``."""
        proof = theorem.statement + value
        key = verdict_key(theorem.lean_fingerprint, theorem.context_hash, theorem.statement, proof)
        given: dict[str, Any] = {
            "problem_id": self.problem(theorem),
            "session_id": self.session,
            "round": 1,
            "proposer": "symbolic",
            "proof": proof,
            "verdict_key": key,
        }
        (found,) = self.repository.record_attempts([AttemptRecord(**(given | more))])
        if kind is not None:
            record = VerdictRecord(key, kind, "screen")  # type: ignore[arg-type]
            self.repository.record_verdicts([record])
        return found

    def prompt(self, theorem: CorpusTheorem) -> str:
        prompt = Prompt((Message("system", "Rules.\n"), Message("user", f"{theorem.statement}\n")))
        self.repository.answers.keep_prompt(prompt.digest, prompt.to_json())
        return prompt.digest

    def prefer(
        self, theorem: CorpusTheorem, chosen: int | None, rejected: int | None, **more: Any
    ) -> None:
        """Store a preference of the collection's first round."""
        given: dict[str, Any] = {
            "source": "collection",
            "rule": "winner-loser",
            "session_id": self.session,
            "problem_id": self.problem(theorem),
            "metric": METRIC,
            "chosen_attempt_id": chosen,
            "rejected_attempt_id": rejected,
            "chosen_score": 1.0,
            "rejected_score": 0.0,
            "collection_id": self.collection,
            "round": 1,
            "prompt_hash": self.prompt(theorem),
        }
        self.repository.preferences.record([PreferenceRecord(**(given | more))])

    def person(
        self, theorem: CorpusTheorem, chosen: int | None, rejected: int | None, **more: Any
    ) -> None:
        """Store what a person said, in a session without a prompt."""
        said = {
            "source": "human",
            "rule": "accepted",
            "collection_id": None,
            "round": None,
            "prompt_hash": None,
        }
        self.prefer(theorem, chosen, rejected, **(said | more))

    def collect(self, theorem: CorpusTheorem, backwards: bool = False) -> None:
        """Two winners and a loser of a theorem with their pairs, recorded in either order."""
        model = {"proposer": "model", "model": "Tiny", "sampling": {"seed": 7, "temperature": 1.0}}
        made: dict[str, dict[str, Any]] = {BEST: {}, GOOD: model, BAD: model}
        kinds = {BEST: "verified", GOOD: "verified", BAD: "rejected"}
        values = list(reversed(made)) if backwards else list(made)
        ids = {value: self.attempt(theorem, value, kinds[value], **made[value]) for value in values}
        pairs: list[tuple[str, str, Mapping[str, Any]]] = [
            (BEST, BAD, {"chosen_score": 2.0}),
            (GOOD, BAD, {"chosen_score": 1.0}),
            (BEST, GOOD, {"rule": "better-worse", "chosen_score": 2.0, "rejected_score": 1.0}),
        ]
        for chosen, rejected, more in reversed(pairs) if backwards else pairs:
            self.prefer(theorem, ids[chosen], ids[rejected], **more)


def stored_in(folder: Path, *, backwards: bool = False) -> Stored:
    """A new database for a folder, its rows written in either order."""
    repository = Repository(
        Database(database_path(folder, {})), lambda: "2026-01-01T00:00:00+00:00"
    )
    corpus = repository.corpora.store(corpus_of(*THEOREMS.values(), SECOND))
    collection = repository.start_session("request", "collect", "demo", {}).id
    repository.set_session_state(collection, "finished")
    repository.collections.begin(collection, corpus.id, {"gamma": 50, "metric": METRIC})
    session = repository.start_session("first", "round", "demo", {}, parent=collection).id
    repository.collections.begin_round(collection, 1, session)
    stored = Stored(repository, collection, session)
    both = [THEOREMS["train"], SECOND]
    for one in reversed(both) if backwards else both:
        stored.collect(one, backwards)
    return stored


def disguised(**changes: Any) -> CorpusTheorem:
    """The test theorem, made to look like another."""
    name = changes.pop("name", None)
    found = replace(THEOREMS["test"], **changes)
    if name is None:
        return found
    return replace(found, name=name, statement=found.statement.replace("in_test", name))
