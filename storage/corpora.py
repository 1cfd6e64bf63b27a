"""Stored corpora, and the rule that nothing which a corpus holds out is ever trained on.

A theorem is held out if any stored corpus, of whatever age, has it in its validation or test
split. It is known again by what it states: by its text, whatever its name and its file, and by its
elaborated type. So a theorem of a training split may be held out too, by another corpus or as the
twin of one with another proof; it is then no theorem to train on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict
from typing import Any

from storage.database import Database
from storage.keys import content_key
from storage.records import CorpusRecord, CorpusTheoremRecord, ProblemRecord
from storage.rows import to_json
from tools.corpus.corpus import Corpus, CorpusTheorem
from tools.corpus.splits import HELD_OUT, Split
from tools.corpus.texts import statement_hash
from tools.errors import StorageError

_NAMED = 5
"""Theorems that a message names."""
_SPLITS = ", ".join(f"'{split}'" for split in HELD_OUT)
_IS_HELD_OUT = f"""(
    EXISTS (SELECT 1 FROM corpus_theorems AS held
            WHERE held.statement_hash = t.statement_hash AND held.split IN ({_SPLITS}))
 OR EXISTS (SELECT 1 FROM corpus_theorems AS held
            WHERE held.type_hash = t.type_hash AND held.split IN ({_SPLITS})))"""


class HeldOut(StorageError):
    """What was to be trained on is held out by a corpus; `names` are the theorems."""

    def __init__(self, message: str, names: tuple[str, ...]) -> None:
        self.names = names
        super().__init__(message)

    def __reduce__(self) -> tuple[type[HeldOut], tuple[str, tuple[str, ...]]]:
        return type(self), (str(self), self.names)


class Corpora:
    """The corpora in `database`; safe to share between threads."""

    def __init__(
        self,
        database: Database,
        now: Callable[[], str],
        store_problem: Callable[[ProblemRecord], str],
    ) -> None:
        self._database = database
        self._now = now
        self._store_problem = store_problem

    def store(self, corpus: Corpus) -> CorpusRecord:
        """Store a corpus with its theorems as problems.

        The same corpus again only becomes the latest of its name. One that has changed is stored
        beside the earlier ones, which go on holding out what they held out.
        """
        leans = sorted({theorem.lean_fingerprint for theorem in corpus.theorems})
        shares = corpus.shares
        corpus_id = content_key(
            *("corpus", corpus.name, str(corpus.root), corpus.digest, corpus.salt),
            *(str(shares.validation), str(shares.test), *leans),
        )
        # What takes time is done before others have to wait.
        problems = [_problem(corpus, theorem) for theorem in corpus.theorems]
        rows = [
            _row(corpus_id, position, problem.id, theorem, corpus.splits[theorem.file])
            for position, (problem, theorem) in enumerate(
                zip(problems, corpus.theorems, strict=True)
            )
        ]
        left_out = to_json([asdict(one) for one in corpus.left_out])
        with self._database.transaction() as db:
            is_known = self.corpus(corpus_id) is not None
            db.conn.execute(
                """INSERT INTO corpora (id, name, kind, root, digest, salt, validation_share,
                       test_share, left_out, created_at)
                   VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                   ON CONFLICT (id) DO UPDATE
                       SET kind = excluded.kind, left_out = excluded.left_out,
                           created_at = excluded.created_at""",
                (
                    corpus_id,
                    corpus.name,
                    corpus.kind,
                    str(corpus.root),
                    corpus.digest,
                    corpus.salt,
                    shares.validation,
                    shares.test,
                    left_out,
                    self._now(),
                ),
            )
            if not is_known:
                for problem in problems:
                    self._store_problem(problem)
                db.conn.executemany(
                    """INSERT INTO corpus_theorems (corpus_id, position, problem_id, file,
                           file_digest, module, name, line, split, statement_hash, type_hash,
                           context, difficulty)
                       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                    rows,
                )
            stored = self.corpus(corpus_id)
            assert stored is not None, "it was written in this transaction"
            return stored

    def corpus(self, corpus_id: str) -> CorpusRecord | None:
        """The corpus of that id."""
        rows = self._database.rows("SELECT * FROM corpora WHERE id = ?", [corpus_id])
        return _corpus(rows[0]) if rows else None

    def named(self, name: str) -> CorpusRecord | None:
        """The latest corpus of that name."""
        rows = self._database.rows(
            "SELECT * FROM corpora WHERE name = ? ORDER BY created_at DESC, rowid DESC LIMIT 1",
            [name],
        )
        return _corpus(rows[0]) if rows else None

    def all(self) -> list[CorpusRecord]:
        """Every corpus, by name, the latest last."""
        return [
            _corpus(row)
            for row in self._database.rows("SELECT * FROM corpora ORDER BY name, created_at, rowid")
        ]

    def theorems(self, corpus_id: str) -> list[CorpusTheoremRecord]:
        """The theorems of a corpus, in its order."""
        return self._theorems("t.corpus_id = ?", corpus_id)

    def training_theorems(self, corpus_id: str) -> list[CorpusTheoremRecord]:
        """The theorems of the corpus's training split that no stored corpus holds out.

        The only way to what may be trained on.
        """
        return self._theorems(
            f"t.corpus_id = ? AND t.split = 'train' AND NOT {_IS_HELD_OUT}", corpus_id
        )

    def assert_trainable(self, problem_ids: Iterable[str]) -> None:
        """Raise :class:`HeldOut`, with their names, if any of the problems is held out.

        For every export for training, right before it is written. Raises :class:`StorageError` for
        a problem that is not stored, of which nothing is known.
        """
        wanted = list(dict.fromkeys(problem_ids))
        sql = (
            "SELECT id, name, statement FROM problems WHERE id IN (SELECT value FROM json_each(?))"
        )
        problems = {row["id"]: row for row in self._database.rows(sql, [to_json(wanted)])}
        unknown = set(wanted) - problems.keys()
        if unknown:
            raise StorageError(
                f"{self._database.path}: there is no problem {min(unknown)}, so nobody can say "
                "whether it may be trained on."
            )
        hashes = [[one, statement_hash(problem["statement"])] for one, problem in problems.items()]
        held = {
            row["id"]
            for row in self._database.rows(
                # By what its text states, and by the types of its own entries in any corpus.
                f"""SELECT w.value ->> 0 AS id FROM json_each(?) AS w
                    WHERE EXISTS (SELECT 1 FROM corpus_theorems AS held
                                  WHERE held.statement_hash = w.value ->> 1
                                    AND held.split IN ({_SPLITS}))
                       OR EXISTS (SELECT 1 FROM corpus_theorems AS t
                                  WHERE t.problem_id = w.value ->> 0 AND {_IS_HELD_OUT})""",
                [to_json(hashes)],
            )
        }
        names = tuple(problems[one]["name"] for one in wanted if one in held)
        if names:
            more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
            raise HeldOut(
                "These theorems are in the validation or test split of a stored corpus and must "
                f"never be trained on: {', '.join(names[:_NAMED])}{more}. Leave them out.",
                names,
            )

    def _theorems(self, condition: str, corpus_id: str) -> list[CorpusTheoremRecord]:
        rows = self._database.rows(
            f"SELECT t.* FROM corpus_theorems AS t WHERE {condition} ORDER BY t.position",
            [corpus_id],
        )
        return [_theorem(row) for row in rows]


def _problem(corpus: Corpus, theorem: CorpusTheorem) -> ProblemRecord:
    return ProblemRecord(
        name=theorem.name,
        file=str(corpus.root / theorem.file),
        context_hash=theorem.context_hash,
        statement=theorem.statement,
        original=theorem.proof,
        lean_fingerprint=theorem.lean_fingerprint,
    )


def _row(
    corpus_id: str, position: int, problem_id: str, theorem: CorpusTheorem, split: Split
) -> tuple[Any, ...]:
    return (
        corpus_id,
        position,
        problem_id,
        theorem.file,
        theorem.file_digest,
        theorem.module,
        theorem.name,
        theorem.line,
        split,
        theorem.statement_hash,
        theorem.type_hash,
        to_json(asdict(theorem.context)),
        to_json(asdict(theorem.difficulty)),
    )


def _corpus(row: dict[str, Any]) -> CorpusRecord:
    row["left_out"] = json.loads(row["left_out"])
    return CorpusRecord(**row)


def _theorem(row: dict[str, Any]) -> CorpusTheoremRecord:
    row["context"] = json.loads(row["context"])
    row["difficulty"] = json.loads(row["difficulty"])
    return CorpusTheoremRecord(**row)
