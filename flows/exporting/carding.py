"""The data card, from what is written and what is stored about it."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

from flows.exporting.gathering import Gathered
from flows.exporting.options import ExportOptions
from storage.records import CollectionRecord
from storage.repository import Repository
from tools.corpus.splits import SPLITS
from tools.training_data.card import (
    UNKNOWN_LICENCE,
    Card,
    CollectionCard,
    DataFile,
    ModelCount,
    PromptCard,
    SplitCount,
)
from tools.training_data.records import Answer, Example, Kind, Preference
from tools.training_data.statistics import answers_of, counts

_EACH_CALL = frozenset({"seed"})
"""What a sampling has that each call decides anew."""


def card(
    repository: Repository,
    options: ExportOptions,
    collections: Sequence[CollectionRecord],
    gathered: Gathered,
    written: Mapping[Kind, Sequence[Preference | Example]],
    left_out: Mapping[str, int],
    files: Sequence[DataFile],
) -> Card:
    """The card of the files that were written."""
    ones = [one for of_kind in written.values() for one in of_kind]
    tasks = {one.task for one in ones}
    prompts = sorted({one.prompt for one in tasks})
    answers = {answer for one in ones for answer in answers_of(one)}
    return Card(
        burnish=version("burnish"),
        licence=UNKNOWN_LICENCE if options.licence is None else options.licence,
        seed=options.seed,
        limit=options.limit,
        human=options.human,
        files=tuple(files),
        counts={kind: counts(of, gathered.prompts) for kind, of in written.items()},
        left_out=dict(sorted(left_out.items())),
        collections=tuple(_collection(repository, one) for one in collections),
        lean=_counted(fingerprint for _, fingerprint in {(t.problem, t.lean) for t in tasks}),
        prompts=PromptCard(
            prompts=len(prompts),
            sha256=hashlib.sha256("\n".join(prompts).encode("utf-8")).hexdigest(),
            templates=repository.answers.templates(prompts),
        ),
        models=_models(answers),
        sampling=_sampling(answers, gathered.sampling),
    )


def data_file(path: Path, whole: DataFile) -> DataFile:
    """What a file is, with its size and its hash."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while part := file.read(1 << 20):
            digest.update(part)
    return DataFile(**{**vars(whole), "bytes": path.stat().st_size, "sha256": digest.hexdigest()})


def _collection(repository: Repository, record: CollectionRecord) -> CollectionCard:
    session = repository.session(record.session_id)
    corpus = repository.corpora.corpus(record.corpus_id)
    assert session is not None, "a foreign key says so"
    assert corpus is not None, "a foreign key says so"
    theorems = repository.corpora.theorems(corpus.id)
    stored = Counter(one.round for one in repository.preferences.of_collection(record.session_id))
    return CollectionCard(
        session=session.id,
        state=session.state,
        created_at=session.created_at,
        corpus=corpus.name,
        corpus_digest=corpus.digest,
        corpus_kind=corpus.kind,
        salt=corpus.salt,
        shares={"validation": corpus.validation_share, "test": corpus.test_share},
        splits={
            split: SplitCount(
                files=len({one.file for one in theorems if one.split == split}),
                theorems=sum(one.split == split for one in theorems),
            )
            for split in SPLITS
        },
        trainable=len(repository.corpora.training_theorems(corpus.id)),
        rounds={
            str(one.round): stored[one.round]
            for one in repository.collections.rounds(record.session_id)
        },
        settings=record.settings,
    )


def _models(answers: set[Answer]) -> tuple[ModelCount, ...]:
    found = Counter((one.model, one.adapter) for one in answers if one.model is not None)
    ordered = sorted(found.items(), key=lambda item: (item[0][0], item[0][1] or ""))
    return tuple(
        ModelCount(model, adapter, number)
        for (model, adapter), number in ordered
        if model is not None
    )


def _sampling(
    answers: set[Answer], known: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, Any], ...]:
    found = {
        json.dumps(
            {name: value for name, value in sampling.items() if name not in _EACH_CALL},
            sort_keys=True,
        )
        for one in answers
        if (sampling := known.get(one.proof_hash)) is not None
    }
    return tuple(json.loads(one) for one in sorted(found))


def _counted(names: Any) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
