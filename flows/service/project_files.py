"""The files of a project that can be worked on, and why others cannot."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from flows.preparation import prepare
from flows.requests import RequestedFile, WantedFile
from flows.settings import read_settings
from flows.targets import read_source
from storage.repository import Repository
from tools.corpus.listing import ListedFile
from tools.corpus.reading import kind_of, list_corpus
from tools.errors import UserInputError
from tools.lean.lean import Lean
from tools.lean.toolchain import choose_toolchain


@dataclass(frozen=True)
class ProjectFiles:
    """What a run works on."""

    files: Sequence[RequestedFile]
    left_out: Mapping[str, str]
    """Files that cannot be used, and why."""


def project_files(
    repository: Repository,
    folder: Path,
    patterns: Sequence[str],
    progress: Callable[[str], None],
) -> ProjectFiles:
    """The Lean files below a folder whose paths there are as one of ``patterns``, or all.

    What Lean says of them is stored, so that asking for it here costs nothing later. Raises
    :class:`UserInputError` if there is no such folder, or nothing in it that can be used.
    """
    settings = read_settings()
    if not folder.is_dir():
        raise UserInputError(f"There is no folder {folder}.")
    listed = list_corpus(folder, kind_of(folder), settings.lean).files
    chosen = [one for one in listed if not patterns or _is_meant(one, patterns)]
    if not chosen:
        raise UserInputError(f"No Lean file below {folder} is called {' or '.join(patterns)}.")
    files: list[RequestedFile] = []
    left_out: dict[str, str] = {}
    for one in chosen:
        try:
            source = read_source(one.path)
            toolchain = choose_toolchain(one.path, settings.lean, progress)
            lean = Lean(toolchain, settings.lean_seconds)
            if prepare(repository, lean, one.path, source, names=()).theorems:
                files.append(RequestedFile(WantedFile(one.path, source, ()), toolchain))
            else:
                left_out[one.name] = "It has no theorem with a name."
        except UserInputError as error:
            left_out[one.name] = str(error)
    if not files:
        first, why = next(iter(left_out.items()))
        raise UserInputError(f"Nothing below {folder} can be used. {first}: {why}")
    return ProjectFiles(files, left_out)


def _is_meant(file: ListedFile, patterns: Sequence[str]) -> bool:
    return any(fnmatch(file.name, pattern.strip()) for pattern in patterns)
