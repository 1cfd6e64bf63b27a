"""The work of `burnish corpus add`: list the files, let Lean judge each, store what it accepts.

What Lean says of a file is remembered, so that the same command after an interruption goes on.
"""

from __future__ import annotations

import contextvars
import os
import re
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from flows.preparation import PreparedFile, prepare
from flows.repositories import stored_here
from flows.settings import read_settings
from flows.targets import embedded_hint, read_source
from storage.database import database_path
from storage.records import CorpusRecord, CorpusTheoremRecord
from storage.repository import Repository
from tools.corpus.corpus import Corpus, CorpusTheorem, Kind, LeftOut
from tools.corpus.facts import corpus_theorem
from tools.corpus.listing import ListedFile, Listing, TracedTheorem
from tools.corpus.reading import kind_of, list_corpus
from tools.corpus.splits import DEFAULT_SALT
from tools.errors import BurnishError, LeanKilled, StorageError, UserInputError
from tools.lean import process
from tools.lean.analysis import Analysis
from tools.lean.lean import Lean
from tools.lean.source import Position
from tools.lean.toolchain import choose_toolchain, decide

_NOT_IN_A_NAME = re.compile(r"[^\w.-]+")
_TOLD = 3
_CHANGED = "the file does not have it where its trace has it: it changed since it was traced"


@dataclass(frozen=True)
class FileOutcome:
    """What a file has for the corpus."""

    name: str
    theorems: tuple[CorpusTheorem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    hint: str | None = None
    """What else the reader should know about a file that does not check."""


class Observer(Protocol):
    """Is told how the work goes."""

    def total(self, files: int) -> None:
        """How many files there are."""

    def done(self, outcome: FileOutcome) -> None:
        """A file is finished; files are told in order."""


@dataclass(frozen=True)
class StoredCorpus:
    """A corpus as it is stored, with what may be trained on."""

    record: CorpusRecord
    theorems: tuple[CorpusTheoremRecord, ...]
    trainable: int
    """Theorems of the training split that no corpus holds out."""
    is_changed: bool = False
    """Whether the command made the name mean another corpus than before."""


def add_corpus(
    path: Path,
    name: str | None,
    kind: Kind | None,
    named_lean: str | None,
    observer: Observer,
    progress: Callable[[str], None],
) -> StoredCorpus:
    """Store the theorems of a path that Lean accepts.

    Raises :class:`UserInputError` if the path cannot be used, the name is another corpus's, or
    nothing in it checks.
    """
    settings = read_settings()
    named_lean = named_lean or settings.lean
    if named_lean:
        decide(None, named_lean)  # a Lean that is not there is no fault of each single file
    listing = list_corpus(path, kind or kind_of(path), named_lean)
    with stored_here() as repository:
        chosen = _name(path, name)
        known = repository.corpora.named(chosen)
        if known is not None and known.root != str(listing.root):
            raise UserInputError(
                f"There is a corpus {chosen} already, of {known.root}; give this one another name "
                "by --name."
            )
        outcomes = _judge(
            repository, listing, named_lean, settings.lean_seconds, observer, progress
        )
        for hint in dict.fromkeys(outcome.hint for outcome in outcomes if outcome.hint):
            progress(hint)
        corpus = Corpus(
            name=chosen,
            kind=listing.kind,
            root=listing.root,
            theorems=tuple(one for outcome in outcomes for one in outcome.theorems),
            left_out=(*listing.left_out, *(one for o in outcomes for one in o.left_out)),
            salt=known.salt if known is not None else DEFAULT_SALT,
        )
        if not corpus.theorems:
            raise UserInputError(_nothing(path, corpus))
        record = repository.corpora.store(corpus)
        return _stored(repository, record, is_changed=known is None or known.id != record.id)


def stored_corpora() -> tuple[StoredCorpus, ...]:
    """The latest corpus of each name, by name."""
    with _stored_here() as repository:
        records = repository.corpora.all() if repository is not None else []
        latest = {record.name: record for record in records}
        return tuple(_stored(repository, record) for record in latest.values() if repository)


def stored_corpus(name: str) -> StoredCorpus:
    """The latest corpus of a name. Raises :class:`UserInputError` if there is none."""
    with _stored_here() as repository:
        record = repository.corpora.named(name) if repository is not None else None
        if repository is None or record is None:
            names = {one.name for one in repository.corpora.all()} if repository else set()
            there = f"there are {', '.join(sorted(names))}" if names else "none was added here yet"
            raise UserInputError(f"There is no corpus {name}; {there}.")
        return _stored(repository, record)


def _judge(
    repository: Repository,
    listing: Listing,
    named_lean: str | None,
    lean_seconds: float,
    observer: Observer,
    progress: Callable[[str], None],
) -> list[FileOutcome]:
    """What each file has, in the order of the listing; some are looked at side by side.

    A failure of storage, a Lean that somebody killed, or an interrupt ends the Leans that run and
    is raised; what Lean has said until then is stored. A corpus that lacked a file for such a
    reason would be another corpus.
    """

    def one(listed: ListedFile) -> FileOutcome:
        try:
            source = read_source(listed.path)
            toolchain = choose_toolchain(listed.path, named_lean, progress)
            prepared = prepare(
                repository, Lean(toolchain, lean_seconds), listed.path, source, names=()
            )
        except (StorageError, LeanKilled):
            raise
        except BurnishError as error:
            # Of one file among many; nothing of it is remembered, so that it is tried again.
            told = str(error).partition("\n")[0]
            return _without(listed, told.removeprefix(f"{listed.path} "))
        located = replace(listed, module=listed.module or toolchain.module)
        return _outcome(located, prepared, toolchain.fingerprint)

    observer.total(len(listing.files))
    pool = ThreadPoolExecutor(max_workers=max(2, min(4, os.cpu_count() or 2)))
    try:
        futures: list[Future[FileOutcome]] = [
            pool.submit(contextvars.copy_context().run, one, listed) for listed in listing.files
        ]
        outcomes: list[FileOutcome] = []
        for future in futures:
            outcomes.append(future.result())
            observer.done(outcomes[-1])
        return outcomes
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        process.stop_all()
        raise
    finally:
        pool.shutdown()


def _outcome(listed: ListedFile, prepared: PreparedFile, fingerprint: str) -> FileOutcome:
    analysis = prepared.analysis
    errors = [message for message in analysis.diagnostics if message.severity == "error"]
    if errors:
        told = errors[0].text.strip().partition("\n")[0]
        reason = f"it does not check (line {errors[0].start.line}: {told})"
        hint = embedded_hint(fingerprint, [message.text for message in errors])
        return _without(listed, reason, hint)
    theorems: list[CorpusTheorem] = []
    left_out: list[LeftOut] = []
    traced = _at_places(analysis, listed.traced)
    for theorem in prepared.theorems:
        name = theorem.declaration.name
        known = None if traced is None else traced.pop(theorem.declaration.body.start, None)
        if traced is not None and (known is None or known.name != name):
            continue
        if theorem.problem is None:
            left_out.append(LeftOut(listed.name, name, theorem.obstacle))
        else:
            premises = None if known is None else known.premises
            theorems.append(corpus_theorem(listed, analysis, theorem.problem, premises))
    found = {theorem.name for theorem in theorems} | {out.name for out in left_out}
    for lost in listed.traced or ():
        if lost.name not in found:
            left_out.append(LeftOut(listed.name, lost.name, _CHANGED))
    if not theorems and not left_out:
        return _without(listed, "it has no theorem with a name")
    return FileOutcome(listed.name, tuple(theorems), tuple(left_out))


def _at_places(
    analysis: Analysis, traced: Sequence[TracedTheorem] | None
) -> dict[int, TracedTheorem] | None:
    """The theorems of a trace by the byte where their keyword stands."""
    if traced is None:
        return None
    return {analysis.source.offset(Position(one.line, one.column)): one for one in traced}


def _without(listed: ListedFile, reason: str, hint: str | None = None) -> FileOutcome:
    return FileOutcome(listed.name, (), (LeftOut(listed.name, None, reason),), hint)


def _name(path: Path, name: str | None) -> str:
    """What the corpus is to be called: as asked, or like the folder or file."""
    if name is None:
        found = path.resolve()
        return _NOT_IN_A_NAME.sub("-", found.name if found.is_dir() else found.stem) or "corpus"
    if not name or _NOT_IN_A_NAME.search(name):
        raise UserInputError(
            f"{name!r} is no name for a corpus: letters, digits, dots, hyphens and underscores."
        )
    return name


def _nothing(path: Path, corpus: Corpus) -> str:
    told = "; ".join(f"{one.file}: {one.reason}" for one in corpus.left_out[:_TOLD])
    more = len(corpus.left_out) - _TOLD
    return f"Nothing in {path} can be used. {told}{f'; and {more} more' if more > 0 else ''}"


def _stored(
    repository: Repository, record: CorpusRecord, *, is_changed: bool = False
) -> StoredCorpus:
    theorems = tuple(repository.corpora.theorems(record.id))
    trainable = len(repository.corpora.training_theorems(record.id))
    return StoredCorpus(record, theorems, trainable, is_changed)


@contextmanager
def _stored_here() -> Iterator[Repository | None]:
    """What is stored for this folder; ``None``, and nothing is made, where there is nothing."""
    if not database_path(Path.cwd(), os.environ).is_file():
        yield None
        return
    with stored_here() as repository:
        yield repository
