"""What an evaluation is over: files, theorems in them, folders, projects, lists, stored corpora."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from flows.requests import RequestedFile, WantedFile, read_targets
from flows.targets import Target, parse_target
from storage.keys import content_key
from storage.repository import Repository
from tools.corpus.listing import SUFFIX
from tools.corpus.reading import kind_of, list_corpus
from tools.corpus.splits import Split
from tools.errors import UserInputError
from tools.lean.toolchain import choose_toolchain


def requested_files(
    repository: Repository,
    targets: Sequence[str],
    split: Split | None,
    lean: str | None,
    progress: Callable[[str], None],
) -> list[RequestedFile]:
    """The files with the theorems in them that some targets mean, each file once.

    Raises :class:`UserInputError` for what is neither a path nor a stored corpus, and for a corpus
    whose files have changed since it was stored.
    """
    meant: list[Target] = []
    digests: dict[Path, str] = {}
    for target in targets:
        path = Path(target)
        # Only a corpus has splits: where one is asked for, a folder of its name is not meant.
        wants_corpus = split is not None or not path.exists()
        corpus = repository.corpora.named(target) if wants_corpus else None
        if corpus is None and split is not None:
            raise UserInputError(
                f"--split {split} is for stored corpora, and none is called {target}; "
                "`burnish corpus list` has their names."
            )
        if corpus is None and (path.is_dir() or (path.is_file() and path.suffix != SUFFIX)):
            meant += _listed(path, lean)
            continue
        if corpus is None:
            meant.append(parse_target(target))
            continue
        for theorem in repository.corpora.theorems(corpus.id):
            if split is None or theorem.split == split:
                file = Path(corpus.root) / theorem.file
                digests[file.resolve()] = theorem.file_digest
                meant.append(Target(file, theorem.name))
    if not meant:
        raise UserInputError(f"There is no theorem in {', '.join(targets)} to evaluate.")
    wanted = read_targets(meant)
    for one in wanted:
        require_unchanged(one, digests.get(one.path.resolve()))
    return [RequestedFile(one, choose_toolchain(one.path, lean, progress)) for one in wanted]


def corpus_hash(files: Sequence[RequestedFile]) -> str:
    """The identity of what is evaluated: texts and the theorems asked for, wherever they lie."""
    parts = sorted(content_key(f.wanted.source.digest, *f.wanted.names) for f in files)
    return content_key("evaluated", *parts)


def _listed(path: Path, lean: str | None) -> list[Target]:
    """The files of a folder, project or list; of a trace the theorems that it has."""
    found: list[Target] = []
    for file in list_corpus(path, kind_of(path), lean).files:
        names = [None] if file.traced is None else [one.name for one in file.traced]
        shown = _as_written(path, file.path)
        found += [Target(shown, name) for name in names]
    return found


def _as_written(folder: Path, file: Path) -> Path:
    """A file below a folder, called as the user called the folder."""
    root = folder if folder.is_dir() else folder.parent
    resolved = root.resolve()
    return root / file.relative_to(resolved) if file.is_relative_to(resolved) else file


def require_unchanged(file: WantedFile, digest: str | None) -> None:
    """Refuse a file that is not the one of that digest. Raises :class:`UserInputError`."""
    if digest is not None and digest != file.source.digest:
        raise UserInputError(
            f"{file.path} has changed since its corpus was stored; `burnish corpus add` stores it "
            "as it is now."
        )
