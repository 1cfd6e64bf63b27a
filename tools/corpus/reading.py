"""Which reader a path is for: a trace, a Lake project, a folder, a list of files, one file."""

from __future__ import annotations

from pathlib import Path

from tools.corpus.corpus import Kind
from tools.corpus.folder import list_folder, list_named, list_one
from tools.corpus.lake import list_modules, project_at
from tools.corpus.leandojo import is_traced, list_traced
from tools.corpus.listing import SUFFIX, Listing
from tools.errors import UserInputError


def kind_of(path: Path) -> Kind:
    """What a path looks like: a traced project is a trace first, a Lake project second."""
    if path.is_dir() and is_traced(path):
        return "leandojo"
    return "lake" if path.is_dir() and project_at(path) is not None else "folder"


def list_corpus(path: Path, kind: Kind, named: str | None) -> Listing:
    """The Lean files that a path means, read as ``kind``; ``named`` is a Lean asked for.

    Raises :class:`UserInputError` for a path that is not there, is nothing of that kind, or has no
    Lean file.
    """
    if not path.exists():
        raise UserInputError(f"There is no file or folder {path}.")
    listing = _list(path, kind, named)
    if not listing.files and not listing.left_out:
        raise UserInputError(f"There is no Lean file in {path}.")
    return listing


def _list(path: Path, kind: Kind, named: str | None) -> Listing:
    if kind == "leandojo":
        if not is_traced(path):
            raise UserInputError(
                f"{path} holds no trace: LeanDojo leaves *.ast.json and *.trace.xml files in "
                ".lake/build/ir of a project."
            )
        return list_traced(path)
    if kind == "lake":
        project = project_at(path)
        if project is None:
            raise UserInputError(f"{path} is no Lake project: it has no lakefile of its own.")
        return list_modules(project, named)
    if path.is_dir():
        return list_folder(path)
    return list_one(path) if path.suffix == SUFFIX else list_named(path)
