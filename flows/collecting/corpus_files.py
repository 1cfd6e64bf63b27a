"""From a corpus to the files that a collection searches: its training theorems and no others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from flows.corpora import FileOutcome, add_corpus
from flows.evaluation_targets import require_unchanged
from flows.requests import RequestedFile, read_targets
from flows.targets import Target
from storage.records import CorpusRecord, CorpusTheoremRecord
from storage.repository import Repository
from tools.errors import UserInputError
from tools.lean.toolchain import choose_toolchain


@dataclass(frozen=True)
class Training:
    """What a collection may learn from."""

    corpus: CorpusRecord
    theorems: tuple[CorpusTheoremRecord, ...]
    """Of the training split, and held out by no corpus."""
    files: tuple[RequestedFile, ...]
    """With the names of these theorems, in the order of the corpus."""

    @property
    def root(self) -> Path:
        """The folder that the corpus's paths are below."""
        return Path(self.corpus.root)


class _Quiet:
    """Wants to hear of no file."""

    def total(self, files: int) -> None: ...

    def done(self, outcome: FileOutcome) -> None: ...


def stored_name_of(corpus: str, lean: str | None, progress: Callable[[str], None]) -> str:
    """The name under which a corpus is stored; what is a path is stored first, as it is now."""
    path = Path(corpus)
    if not path.exists():
        return corpus
    progress(f"Looking at {corpus}: what Lean has said of a file is not asked again.")
    return add_corpus(path, None, None, lean, _Quiet(), progress).record.name


def training(
    repository: Repository, name: str, lean: str | None, progress: Callable[[str], None]
) -> Training:
    """The training theorems of the latest corpus of a name.

    Raises :class:`UserInputError` if there is none of that name, if nothing in it may be trained
    on, and for files that have changed since it was stored.
    """
    corpus = repository.corpora.named(name)
    if corpus is None:
        raise UserInputError(
            f"{name} is neither a path nor a stored corpus; `burnish corpus list` has their names."
        )
    theorems = repository.corpora.training_theorems(corpus.id)
    if not theorems:
        raise UserInputError(
            f"Nothing in corpus {name} may be trained on: all its theorems are held out. "
            f"`burnish corpus show {name}` has the splits."
        )
    root = Path(corpus.root)
    digests = {(root / one.file).resolve(): one.file_digest for one in theorems}
    wanted = read_targets([Target(root / one.file, one.name) for one in theorems])
    for file in wanted:
        require_unchanged(file, digests[file.path.resolve()])
    files = [RequestedFile(one, choose_toolchain(one.path, lean, progress)) for one in wanted]
    problem_of = {(root / one.file).resolve(): one.problem_id for one in theorems}
    for one in files:
        _require_same_lean(repository, name, one, problem_of[one.wanted.path.resolve()])
    return Training(corpus, tuple(theorems), tuple(files))


def _require_same_lean(
    repository: Repository, corpus: str, file: RequestedFile, problem_id: str
) -> None:
    """Refuse a Lean of which the corpus says nothing; `problem_id` is of a theorem in the file."""
    problem = repository.problem(problem_id)
    if problem is not None and problem.lean_fingerprint != file.toolchain.fingerprint:
        raise UserInputError(
            f"Corpus {corpus} was stored with another Lean ({problem.lean_fingerprint}) than there "
            f"is now for {file.wanted.path} ({file.toolchain.fingerprint}); `burnish corpus add` "
            "stores it with that."
        )
